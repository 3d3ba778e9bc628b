package io.qbrain.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.port.MessageSource;
import io.qbrain.port.MessageSource.Batch;
import io.qbrain.port.MessageSource.Kind;
import io.qbrain.port.MessageSource.Message;
import io.qbrain.port.MessageSource.Place;
import io.qbrain.port.MessageSource.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every source of kept messages promises to the feeds that are made of it. */
public abstract class MessageSourceContract {
  private static final Duration SOON = Duration.ofMillis(100);
  private static final long DEADLINE_NANOS = 20_000_000_000L;

  /** Returns the source at a server that runs. */
  protected abstract MessageSource source();

  /** Makes a place of a name that no other test has; returns the name. */
  protected abstract String newPlace();

  /** Writes a message, as others do; durable when it returns. */
  protected abstract void write(String place, String text);

  private static List<Message> read(Reading reading, int count) {
    List<Message> messages = new ArrayList<>();
    long end = System.nanoTime() + DEADLINE_NANOS;
    while (messages.size() < count) {
      assertThat(System.nanoTime() - end).as("%s of %d", messages, count).isNegative();
      messages.addAll(reading.next(SOON).messages());
    }
    return messages;
  }

  private static List<String> texts(List<Message> messages) {
    return messages.stream().map(Message::text).toList();
  }

  private static Place oldest(String name) {
    return new Place(Kind.KEPT, name, "", true);
  }

  @Test
  void givesWhatIsKeptInItsOrder() {
    String name = newPlace();
    List<String> written = IntStream.range(0, 50).mapToObj(i -> "message " + i).toList();
    written.forEach(text -> write(name, text));
    try (Reading reading = source().open(oldest(name), "")) {
      assertThat(texts(read(reading, 50))).isEqualTo(written);
    }
  }

  @Test
  void beginsWithTheNextMessageUnlessTheOldestIsWanted() {
    String name = newPlace();
    write(name, "before");
    try (Reading reading = source().open(new Place(Kind.KEPT, name, "", false), "")) {
      write(name, "after");
      assertThat(texts(read(reading, 1))).containsExactly("after");
    }
  }

  @Test
  void goesOnAfterThePositionOfAMessage() {
    String name = newPlace();
    List.of("a", "b", "c").forEach(text -> write(name, text));
    String after;
    try (Reading reading = source().open(oldest(name), "")) {
      after = read(reading, 3).get(1).position();
    }
    try (Reading again = source().open(oldest(name), after)) {
      assertThat(texts(read(again, 1))).containsExactly("c");
    }
  }

  @Test
  void goesOnWhereAReadingStoodThatHadReadNothing() {
    String name = newPlace();
    write(name, "before");
    Place latest = new Place(Kind.KEPT, name, "", false);
    String stood;
    try (Reading reading = source().open(latest, "")) {
      stood = reading.position();
    }
    write(name, "meanwhile");
    try (Reading again = source().open(latest, stood)) {
      assertThat(texts(read(again, 1))).containsExactly("meanwhile");
    }
  }

  @Test
  void waitsNoLongerThanItIsToldTo() {
    try (Reading reading = source().open(oldest(newPlace()), "")) {
      long began = System.nanoTime();
      Batch batch = reading.next(Duration.ofMillis(300));
      assertThat(batch.messages()).isEmpty();
      assertThat(batch.missed()).isZero();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void saysWhereItIs() {
    assertThat(source().describe()).isNotBlank();
  }
}
