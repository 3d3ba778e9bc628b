package io.qbrain.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.port.EventStream.Delivered;
import io.qbrain.port.EventStream.Handler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A handler that keeps what it is given, and refuses some of it. */
final class Received implements Handler {
  /** Says what is refused. */
  interface Refusal {
    boolean refuses(Delivered delivered);
  }

  private final BlockingQueue<Delivered> all = new LinkedBlockingQueue<>();
  private final Refusal refusal;

  Received(Refusal refusal) {
    this.refusal = refusal;
  }

  static Received all() {
    return new Received(d -> false);
  }

  @Override
  public void handle(Delivered delivered) {
    all.add(delivered);
    if (refusal.refuses(delivered)) {
      throw new IllegalStateException("refused " + delivered.message().body());
    }
  }

  Delivered next() throws InterruptedException {
    Delivered next = all.poll(Eventually.WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    assertThat(next).as("nothing came").isNotNull();
    return java.util.Objects.requireNonNull(next);
  }

  List<Delivered> next(int count) throws InterruptedException {
    List<Delivered> found = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      found.add(next());
    }
    return found;
  }

  List<String> bodies(int count) throws InterruptedException {
    return next(count).stream().map(d -> d.message().body()).toList();
  }

  int waiting() {
    return all.size();
  }
}
