package io.qbrain.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.port.Broadcast;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every {@link Broadcast} keeps to. */
public abstract class BroadcastContract {
  private static final String GAP = "gap";

  private final String channel = "test-" + UUID.randomUUID();

  /** Returns a started node; each call another one, all at the same server. */
  protected abstract Broadcast node();

  /** Keeps what it hears. */
  private static final class Heard implements Broadcast.Listener {
    final BlockingQueue<String> all = new LinkedBlockingQueue<>();

    @Override
    public void onMessage(String message) {
      all.add(message);
    }

    @Override
    public void onGap() {
      all.add(GAP);
    }

    String next() throws InterruptedException {
      return Objects.requireNonNull(
          all.poll(Eventually.WITHIN.toMillis(), TimeUnit.MILLISECONDS), "nothing came");
    }
  }

  @Test
  void everyNodeHearsEveryMessageInOrder() throws Exception {
    Broadcast here = node();
    Heard one = new Heard();
    Heard two = new Heard();
    Heard three = new Heard();
    here.listen(channel, one);
    here.listen(channel, two);
    node().listen(channel, three);
    for (Heard each : List.of(one, two, three)) {
      assertThat(each.next()).isEqualTo(GAP);
    }
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      sent.add("消息 " + i);
      here.send(channel, "消息 " + i);
    }

    for (Heard each : List.of(one, two, three)) {
      List<String> heard = new ArrayList<>();
      for (int i = 0; i < sent.size(); i++) {
        heard.add(each.next());
      }
      assertThat(heard).containsExactlyElementsOf(sent);
    }
  }

  @Test
  void aChannelHearsItsOwnAlone() throws Exception {
    Broadcast here = node();
    Heard heard = new Heard();
    here.listen(channel, heard);
    assertThat(heard.next()).isEqualTo(GAP);
    here.send(channel + "-other", "no");
    here.send(channel, "yes");

    assertThat(heard.next()).isEqualTo("yes");
  }

  @Test
  void whoStoppedToListenHearsNothing() throws Exception {
    Broadcast here = node();
    Heard stopped = new Heard();
    Heard going = new Heard();
    Broadcast.Listening listening = here.listen(channel, stopped);
    here.listen(channel, going);
    assertThat(stopped.next()).isEqualTo(GAP);
    assertThat(going.next()).isEqualTo(GAP);
    listening.close();
    listening.close();
    here.send(channel, "later");

    assertThat(going.next()).isEqualTo("later");
    assertThat(stopped.all).isEmpty();
  }

  @Test
  void aListenerThatThrowsDoesNotStopTheOthers() throws Exception {
    Broadcast here = node();
    here.listen(
        channel,
        message -> {
          throw new IllegalStateException("this listener is broken");
        });
    Heard heard = new Heard();
    here.listen(channel, heard);
    assertThat(heard.next()).isEqualTo(GAP);
    here.send(channel, "1");
    here.send(channel, "2");

    assertThat(heard.next()).isEqualTo("1");
    assertThat(heard.next()).isEqualTo("2");
  }
}
