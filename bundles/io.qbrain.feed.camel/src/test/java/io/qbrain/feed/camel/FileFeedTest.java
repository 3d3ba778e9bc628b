package io.qbrain.feed.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.model.Bar;
import io.qbrain.model.Currency;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.port.Feed.Resume;
import io.qbrain.port.FeedStatus;
import io.qbrain.port.FeedStatus.State;
import io.qbrain.port.PortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileFeedTest {
  private static final Resume NOTHING = (instrument, spec) -> Optional.empty();

  private final Path folder;
  private final RecordingSink sink = new RecordingSink();
  private final Map<String, Object> config = new HashMap<>();
  private final ReplayClocks clocks = new ReplayClocks(Duration.ZERO);
  private FileFeed feed;

  FileFeedTest(@TempDir Path folder) {
    this.folder = folder;
    config.put("name", "abc");
    config.put("instrument", "ABC.SIM");
    config.put("kind", "bars");
    config.put("bars", "1m");
    config.put("path", folder.resolve("abc.csv").toString());
    config.put("pace", "asap");
    feed = feed();
    feed.deactivate();
  }

  private FileFeed feed() {
    return new FileFeed(Configs.of(FileFeed.Config.class, config), clocks);
  }

  @AfterEach
  void stop() {
    feed.stop();
  }

  private static String rows(int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int minute = from; minute < to; minute++) {
      text.append(String.format("2024-01-02 09:%02d,10,11,9,10.%02d,1%n", minute, minute));
    }
    return text.toString();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private void start(Resume resume) {
    feed = feed();
    feed.start(sink, resume);
  }

  private void awaitState(State state) {
    RecordingSink.await(
        () -> feed.status().state() == state, "state " + state + " instead of " + feed.status());
  }

  @Test
  void deliversAFileThroughARoute() throws IOException {
    write("abc.csv", rows(0, 50));

    start(NOTHING);
    awaitState(State.FINISHED);

    assertThat(sink.bars()).hasSize(50).isSortedAccordingTo((a, b) -> a.time().compareTo(b.time()));
    assertThat(sink.bars().get(0).toString())
        .isEqualTo("ABC.SIM 1m 2024-01-02T09:01:00Z o 10 h 11 l 9 c 10 v 1");
    assertThat(sink.threads()).allMatch(name -> name.startsWith("qbrain-feed-abc"));
    FeedStatus status = feed.status();
    assertThat(status.events()).isEqualTo(50);
    assertThat(status.lastEventNanos()).isEqualTo(sink.bars().get(49).timeNanos());
    assertThat(status.rejected()).isZero();
    assertThat(folder.toFile().list()).containsExactly("abc.csv");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "quotes | time,bid,ask,bidsize,asksize | 100,100.1,5,6 | io.qbrain.model.Quote",
        "trades | time,price,quantity | 100,5 | io.qbrain.model.TradeTick",
        "depth | time,bid0,bid_size0,ask0,ask_size0 | 100,4,100.1,3 | io.qbrain.model.Depth"
      })
  void bringsTicksToo(String kind, String header, String row, String type) throws Exception {
    write(
        "abc.csv",
        header
            + "\n2026-01-05T15:00:00Z,"
            + row
            + "\n2026-01-05T15:00:00Z,"
            + row
            + "\n2026-01-05T15:00:01Z,"
            + row
            + "\n");
    config.put("kind", kind);

    start(
        (instrument, spec) -> {
          throw new AssertionError("ticks have no last bar");
        });
    awaitState(State.FINISHED);

    assertThat(sink.events()).hasSize(3).allMatch(Class.forName(type)::isInstance);
    assertThat(sink.events().get(2).timeNanos())
        .isEqualTo(feed.status().lastEventNanos())
        .isEqualTo(sink.events().get(0).timeNanos() + 1_000_000_000L);
  }

  @Test
  void goesOnAfterTheLastBarOfThePlatform() throws IOException {
    write("abc.csv", rows(0, 50));
    start(NOTHING);
    awaitState(State.FINISHED);
    Bar last = sink.bars().get(29);
    feed.stop();

    RecordingSink again = new RecordingSink();
    feed.start(
        again,
        (instrument, spec) ->
            instrument.equals(last.instrument()) && spec.equals(last.spec())
                ? Optional.of(last)
                : Optional.empty());
    awaitState(State.FINISHED);

    assertThat(again.bars()).isEqualTo(sink.bars().subList(30, 50));
    assertThat(feed.status().events()).isEqualTo(20);
  }

  @Test
  void countsRowsThatAreNoBars() throws IOException {
    write("abc.csv", rows(0, 5) + "2024-01-02 09:05,x,11,9,10,1\n" + rows(6, 8));

    start(NOTHING);
    awaitState(State.FINISHED);

    assertThat(sink.bars()).hasSize(7);
    assertThat(feed.status().rejected()).isEqualTo(1);
  }

  @Test
  void readsSeveralFilesInOrderOfNamesAndThoseThatComeLater() throws IOException {
    config.put("path", folder.resolve("day-*.csv").toString());
    write("day-2.csv", rows(10, 20));
    write("day-1.csv", rows(0, 10));
    write("other.csv", "no bars");

    start(NOTHING);
    awaitState(State.FINISHED);
    assertThat(sink.bars()).hasSize(20);

    Files.writeString(folder.resolve("draft"), rows(20, 25));
    Files.move(folder.resolve("draft"), folder.resolve("day-3.csv"));
    sink.await(25);
    assertThat(sink.bars()).isSortedAccordingTo((a, b) -> a.time().compareTo(b.time()));
  }

  @Test
  void waitsWhereTheSinkIsFull() throws IOException {
    write("abc.csv", rows(0, 50));
    sink.refuse(20);

    start(NOTHING);
    awaitState(State.FINISHED);

    assertThat(sink.bars()).hasSize(50).doesNotHaveDuplicates();
  }

  @Test
  void stopsWhileTheSinkIsFull() throws IOException {
    write("abc.csv", rows(0, 50));
    sink.refuse(Long.MAX_VALUE);

    start(NOTHING);
    RecordingSink.await(() -> sink.stillToRefuse() < Long.MAX_VALUE, "an event");
    feed.stop();

    assertThat(feed.status().state()).isEqualTo(State.STOPPED);
    assertThat(sink.bars()).isEmpty();
  }

  @Test
  void keepsItsPace() throws IOException {
    write("abc.csv", rows(0, 6));
    config.put("pace", "20/s");

    long before = System.nanoTime();
    start(NOTHING);
    awaitState(State.FINISHED);

    assertThat(System.nanoTime() - before).isGreaterThan(250_000_000L);
  }

  @Test
  void stopsInTheMiddleOfAFile() throws IOException {
    write("abc.csv", rows(0, 50));
    config.put("pace", "1x");

    start(NOTHING);
    sink.await(1);
    feed.stop();

    assertThat(sink.bars()).hasSize(1);
    assertThat(feed.status().state()).isEqualTo(State.STOPPED);
  }

  @Test
  void startsAndStopsTwiceAndLeavesNoThread() throws IOException {
    write("abc.csv", rows(0, 5));
    start(NOTHING);
    awaitState(State.FINISHED);
    feed.stop();
    feed.stop();
    feed.start(sink, NOTHING);
    assertThatThrownBy(() -> feed.start(sink, NOTHING))
        .isInstanceOf(PortException.class)
        .hasMessage("feed abc is already started: stop it first");
    awaitState(State.FINISHED);
    feed.stop();

    assertThat(sink.bars()).hasSize(10);
    RecordingSink.await(
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("qbrain-feed-abc")),
        "no thread of the feed");
  }

  @Test
  void failsWithAReasonWhereTheFileIsMissingAndStartsWhenItIsThere() throws IOException {
    feed = feed();

    assertThatThrownBy(() -> feed.start(sink, NOTHING))
        .isInstanceOf(PortException.class)
        .hasMessage("feed abc: " + folder.resolve("abc.csv") + ": expected a file, found nothing");
    assertThat(feed.status().state()).isEqualTo(State.FAILED);
    assertThat(feed.status().message()).contains("abc.csv: expected a file, found nothing");

    write("abc.csv", rows(0, 5));
    feed.start(sink, NOTHING);
    awaitState(State.FINISHED);
    assertThat(sink.bars()).hasSize(5);
  }

  @Test
  void failsOnceWhereTheFileIsBad() throws IOException {
    write("abc.csv", "this,is\nno,data\n");

    start(NOTHING);
    awaitState(State.FAILED);

    assertThat(feed.status().message())
        .startsWith("feed abc: " + folder.resolve("abc.csv") + ":1: expected columns time, open");
    assertThat(sink.bars()).isEmpty();
  }

  @Test
  void refusesTheFirstBadRowIfStrict() throws IOException {
    config.put("options", "mode=strict");
    write("abc.csv", rows(0, 5) + "2024-01-02 09:05,x,11,9,10,1\n");

    start(NOTHING);
    awaitState(State.FAILED);

    assertThat(feed.status().message()).contains("abc.csv:6: expected a number");
  }

  @Test
  void knowsItsInstrument() {
    config.put("currency", "EUR");
    config.put("tickSize", "0.25");
    config.put("multiplier", "50");
    config.put("marginPerContract", "5000");
    config.put("averageDailyVolume", "1000000");
    config.put("maxOrderQuantity", "10");
    config.put("market", "futures");
    config.put("restricted", true);

    List<Instrument> instruments = feed().instruments();

    assertThat(instruments).hasSize(1);
    Instrument abc = instruments.get(0);
    assertThat(abc.id()).isEqualTo(InstrumentId.of("ABC.SIM"));
    assertThat(abc.kind()).isEqualTo(Instrument.Kind.FUTURE);
    assertThat(abc.tickSize()).hasToString("0.25");
    assertThat(abc.marginPerContract()).hasToString("5000.00 EUR");
    assertThat(abc.averageDailyVolume().orElseThrow()).hasToString("1000000");
    assertThat(abc.maxOrderQuantity().orElseThrow()).hasToString("10");
    assertThat(abc.market()).contains("futures");
    assertThat(abc.isRestricted()).isTrue();
  }

  @Test
  void knowsContractsAndPairsAsABacktestNamesThem() {
    config.put("market", "forex");
    config.put("contract", "margined=1000 & pair-of=GBP & margin=0.05,0.025");
    Instrument pair = feed().instruments().get(0);
    assertThat(pair.kind()).isEqualTo(Instrument.Kind.MARGINED);
    assertThat(pair.multiplier()).hasToString("1000");
    assertThat(pair.baseCurrency()).contains(Currency.of("GBP"));
    assertThat(pair.initialMarginRaw()).isEqualTo(5_000_000);
    assertThat(pair.maintenanceMarginRaw()).isEqualTo(2_500_000);

    config.put("contract", "expiry=2026-06-19T20:00:00Z&settlement-days=2");
    Instrument other = feed().instruments().get(0);
    assertThat(other.expiry()).contains(Instant.parse("2026-06-19T20:00:00Z"));
    assertThat(other.settlementDays()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          instrument | spy        | expected an instrument id SYMBOL.VENUE
          bars       | 1x         | expected a bar length such as 1s
          pace       | fast       | expected a pace asap, 5/s
          currency   | dollars    | expected a currency code
          market     | Moon       | expected the name of a market such as us-equities
          tickSize   | 0          | expected tickSize > 0, found 0
          options    | colour=red | found 'colour'
          contract   | colour=red | expected of contract margined=, pair-of=, margin=, expiry= or
          contract   | expiry=now | expected an expiry such as 2026-06-19T20:00:00Z, found 'now'
          contract   | margin=1,2,3 | expected an initial and a maintenance margin such as 0.05,0.025
          contract   | settlement-days=x | expected settlement-days as a whole number, found 'x'
          """)
  void saysWhatIsWrongWithItsConfiguration(String key, String value, String message) {
    config.put(key, value);
    FileFeed bad = feed();

    assertThat(bad.instruments()).isEmpty();
    assertThat(bad.status().state()).isEqualTo(State.FAILED);
    assertThat(bad.status().message())
        .startsWith("configuration io.qbrain.feed.file of feed abc: ")
        .contains(message);
    assertThatThrownBy(() -> bad.start(sink, NOTHING))
        .isInstanceOf(PortException.class)
        .hasMessage(bad.status().message());
  }
}
