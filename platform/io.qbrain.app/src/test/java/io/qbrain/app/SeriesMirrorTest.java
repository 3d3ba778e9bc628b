package io.qbrain.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.EventSeries;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.TradeSeries;
import io.qbrain.port.PortException;
import io.qbrain.port.SeriesId;
import io.qbrain.port.SeriesStore;
import io.qbrain.series.store.ColumnStore;
import io.qbrain.testkit.SeriesRows;
import io.qbrain.testkit.contract.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesMirrorTest {
  private static final InstrumentId ID = InstrumentId.of("ALPHA.SIM");
  private static final SeriesId BARS = SeriesId.bars(ID, BarSpec.MINUTE);
  private static final SeriesId TRADES = SeriesId.trades(ID);
  private static final long MINUTE = 60_000_000_000L;
  private static final long BEGIN = 1_704_205_860_000_000_000L;

  private final ColumnStore store;
  private final Server server;
  private final SeriesMirror mirror;

  SeriesMirrorTest(@TempDir Path folder) {
    store = new ColumnStore(folder.resolve("here"));
    server = new Server(new ColumnStore(folder.resolve("there")));
    mirror = new SeriesMirror(store, () -> Set.of(BARS, TRADES), Duration.ofMillis(1));
    mirror.server(server);
  }

  @AfterEach
  void stop() {
    mirror.stop();
  }

  /** A server that can be away, and can end in the middle of what it takes. */
  private static final class Server implements SeriesStore {
    private final SeriesStore rows;
    private volatile boolean away;
    private volatile int takesBeforeItEnds = Integer.MAX_VALUE;
    private volatile OptionalLong wanted = OptionalLong.of(Long.MIN_VALUE);

    Server(SeriesStore rows) {
      this.rows = rows;
    }

    private SeriesStore rows() {
      if (away) {
        throw new PortException("the server is away");
      }
      return rows;
    }

    @Override
    public OptionalLong mirroredFrom(SeriesId id) {
      return wanted;
    }

    @Override
    public List<Extent> list() {
      return rows().list();
    }

    @Override
    public Optional<Extent> find(SeriesId id) {
      return rows().find(id);
    }

    @Override
    public void append(EventSeries added) {
      if (added.size() > takesBeforeItEnds && added instanceof TradeSeries trades) {
        TradeSeries.Builder part = TradeSeries.builder(ID);
        for (int i = 0; i < takesBeforeItEnds; i++) {
          part.add(trades.timeNanos(i), trades.priceRaw(i), trades.quantityRaw(i));
        }
        rows().append(part.build());
        takesBeforeItEnds = Integer.MAX_VALUE;
        throw new PortException("ended in the middle");
      }
      rows().append(added);
    }

    @Override
    public EventSeries read(SeriesId id, long fromNanos, long toNanos) {
      return rows().read(id, fromNanos, toNanos);
    }

    @Override
    public void replace(SeriesId id, long fromNanos, long toNanos, EventSeries added) {
      rows().replace(id, fromNanos, toNanos, added);
    }
  }

  private static BarSeries minutes(int from, int count) {
    BarSeries.Builder bars = BarSeries.builder(ID, BarSpec.MINUTE);
    for (int i = from; i < from + count; i++) {
      long close = BEGIN + i * MINUTE;
      bars.addFrom(close - MINUTE, close, 100 + i, 110 + i, 90 + i, 105 + i, 7);
    }
    return bars.build();
  }

  private static TradeSeries trades(long... nanos) {
    TradeSeries.Builder trades = TradeSeries.builder(ID);
    for (int i = 0; i < nanos.length; i++) {
      trades.add(BEGIN + nanos[i], 100 + i, 5);
    }
    return trades.build();
  }

  private static List<List<Long>> all(SeriesStore store, SeriesId id) {
    return SeriesRows.of(store.read(id, Long.MIN_VALUE, Long.MAX_VALUE));
  }

  private void awaitSame(SeriesId id) {
    Eventually.until(Duration.ofSeconds(10), () -> all(server.rows, id), all(store, id)::equals);
  }

  @Test
  void whatIsRecordedArrivesBehindTheRecording() {
    store.append(minutes(0, 100));
    mirror.start();
    awaitSame(BARS);
    store.append(minutes(100, 3));
    awaitSame(BARS);
    Eventually.until(
        Duration.ofSeconds(10),
        mirror::describe,
        "; 103 rows copied to the time-series server"::equals);
  }

  @Test
  void aServerThatWasAwayIsFilledUpAndGetsNothingTwice() {
    store.append(minutes(0, 10));
    mirror.start();
    awaitSame(BARS);
    server.away = true;
    store.append(minutes(10, 60_000)); // more than one piece
    Eventually.until(
        Duration.ofSeconds(10),
        mirror::describe,
        text -> text.endsWith("; the copy waits: the server is away"));

    server.away = false;
    awaitSame(BARS);
    Eventually.until(
        Duration.ofSeconds(10),
        mirror::describe,
        "; 60010 rows copied to the time-series server"::equals);
  }

  @Test
  void rowsOfOneTimeAreWholeAlthoughTheServerEndedAmongThem() {
    server.takesBeforeItEnds = 2;
    store.append(trades(1, 2, 2, 2, 3));
    mirror.start();
    awaitSame(TRADES);
    store.append(trades(3, 3));
    awaitSame(TRADES);
  }

  @Test
  void whatTheServerDoesNotKeepOrWantIsNotCopied() {
    server.wanted = OptionalLong.of(BEGIN + 5 * MINUTE);
    store.append(minutes(0, 10));
    mirror.start();
    Eventually.until(
        Duration.ofSeconds(10), () -> all(server.rows, BARS), SeriesRows.of(minutes(5, 5))::equals);

    server.wanted = OptionalLong.empty();
    store.append(minutes(10, 1));
    mirror.stop();
    assertThat(all(server.rows, BARS)).hasSize(5);
  }

  @Test
  void theLastRowsAreCopiedWhenItStops() {
    SeriesMirror late = new SeriesMirror(store, () -> Set.of(BARS), Duration.ofHours(1));
    late.server(server);
    late.start();
    store.append(minutes(0, 4));
    late.stop();
    assertThat(all(server.rows, BARS)).hasSize(4);
  }
}
