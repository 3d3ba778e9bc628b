package io.qbrain.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.port.Mirror;
import io.qbrain.port.PortException;
import io.qbrain.service.PlatformService.Part;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MirrorsTest {
  private final Mirrors mirrors = new Mirrors(1);

  /** A server that answers at the third attempt. */
  private static final class Late implements Mirror {
    final AtomicInteger attempts = new AtomicInteger();
    final CountDownLatch up = new CountDownLatch(1);
    final CountDownLatch stopped = new CountDownLatch(1);
    final int needed;

    Late(int needed) {
      this.needed = needed;
    }

    @Override
    public String name() {
      return "late";
    }

    @Override
    public Health health() {
      up.countDown();
      return new Health(true, "at last");
    }

    @Override
    public void start() {
      if (attempts.incrementAndGet() < needed) {
        throw new PortException("nobody answers");
      }
    }

    @Override
    public void stop() {
      stopped.countDown();
    }
  }

  @AfterEach
  void stop() {
    mirrors.stopAll();
  }

  @Test
  void aMirrorIsTriedAgainUntilItAnswers() throws InterruptedException {
    Late late = new Late(3);
    mirrors.add(late);
    assertThat(mirrors.parts()).containsExactly(new Part("late", "WAITING", ""));
    mirrors.startAll();
    assertThat(late.up.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(mirrors.parts()).containsExactly(new Part("late", "UP", "at last"));
    assertThat(late.attempts).hasValue(3);
  }

  @Test
  void aMirrorThatComesLaterIsStartedAndOneThatGoesIsStopped() throws InterruptedException {
    mirrors.startAll();
    Late late = new Late(1);
    mirrors.add(late);
    assertThat(late.up.await(20, TimeUnit.SECONDS)).isTrue();
    mirrors.remove(late);
    assertThat(late.stopped.getCount()).isZero();
    assertThat(mirrors.parts()).isEmpty();
  }

  @Test
  void aMirrorThatNeverAnswersIsDownWithItsReasonAndCanBeStopped() {
    Late never = new Late(Integer.MAX_VALUE);
    mirrors.add(never);
    mirrors.startAll();
    while (mirrors.parts().get(0).state().equals("WAITING")) {
      Thread.onSpinWait();
    }
    assertThat(mirrors.parts()).containsExactly(new Part("late", "DOWN", "nobody answers"));
    mirrors.stopAll();
    assertThat(never.stopped.getCount()).isZero();
  }
}
