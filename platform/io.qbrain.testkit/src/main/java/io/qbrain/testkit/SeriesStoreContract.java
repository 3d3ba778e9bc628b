package io.qbrain.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.EventSeries;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Quantity;
import io.qbrain.model.QuoteSeries;
import io.qbrain.model.TradeSeries;
import io.qbrain.port.PortException;
import io.qbrain.port.SeriesId;
import io.qbrain.port.SeriesStore;
import io.qbrain.port.SeriesStore.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * What every {@link SeriesStore} promises. A test of a store extends it and says how the store is
 * opened; the instruments of {@link #instrument} are new in each test, so that a server may be
 * shared.
 */
public abstract class SeriesStoreContract {
  private static final long MINUTE = 60_000_000_000L;
  private static final long DAY = 1440 * MINUTE;

  /** 2024-12-31 22:00 UTC, so that rows soon pass the end of a day, a month, a year. */
  private static final long BEGIN = 1_735_682_400_000_000_000L;

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final String RUN = Long.toString(System.nanoTime(), 36).toUpperCase(Locale.ROOT);

  private final InstrumentId instrument = next();

  /** Opens the store once more: the same data as the one that was opened before. */
  protected abstract SeriesStore open();

  /** Returns the instrument of this test, of which nothing is stored. */
  protected final InstrumentId instrument() {
    return instrument;
  }

  private static InstrumentId next() {
    return InstrumentId.of("T" + COUNT.incrementAndGet() + "-" + RUN + ".CONTRACT");
  }

  /** Returns minute bars that close one after the other. */
  protected final BarSeries minutes(long firstClose, int count) {
    BarSeries.Builder bars = BarSeries.builder(instrument, BarSpec.MINUTE);
    Random random = new Random(firstClose);
    for (int i = 0; i < count; i++) {
      long low = 9_900_000_000L + random.nextInt(100_000_000);
      long high = 10_100_000_000L + random.nextInt(100_000_001);
      bars.add(
          firstClose + i * MINUTE,
          low + random.nextInt(100_000),
          high,
          low,
          high - random.nextInt(100_000),
          (1 + random.nextInt(1_000_000)) * 12_345L);
    }
    return bars.build();
  }

  private SeriesId minuteBars() {
    return SeriesId.bars(instrument, BarSpec.MINUTE);
  }

  private static EventSeries all(SeriesStore store, SeriesId id) {
    return store.read(id, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  @Test
  void whatNobodyWroteIsEmpty() {
    SeriesStore store = open();

    assertThat(store.find(minuteBars())).isEmpty();
    assertThat(all(store, minuteBars()).size()).isZero();
    assertThat(all(store, SeriesId.quotes(instrument)).size()).isZero();
    assertThat(store.list()).noneMatch(e -> e.id().instrument().equals(instrument));
    store.append(minuteBars().empty());
    assertThat(store.find(minuteBars())).isEmpty();
  }

  @Test
  void barsComeBackToTheLastDigit() {
    BarSeries bars =
        BarSeries.builder(instrument, BarSpec.MINUTE)
            .add(BEGIN, 1, 3, 1, 2, 0)
            .add(BEGIN + MINUTE, -3_763_000_000L, -1, -4_032_000_000L, -3_763_000_000L, 1)
            .add(
                BEGIN + 7 * MINUTE,
                4_611_686_018_427_387_905L,
                4_611_686_018_427_387_907L,
                123_456_789_012_345_679L,
                4_611_686_018_427_387_906L,
                9_007_199_254_740_993L)
            .build();
    SeriesStore store = open();
    store.append(bars);

    assertThat(SeriesRows.of(all(store, minuteBars()))).isEqualTo(SeriesRows.of(bars));
    assertThat(SeriesRows.of(all(open(), minuteBars()))).isEqualTo(SeriesRows.of(bars));
    assertThat(store.find(minuteBars()))
        .contains(new Extent(minuteBars(), 3, BEGIN, BEGIN + 7 * MINUTE));
  }

  @Test
  void aRangeIsFromATimeOnAndBeforeAnother() {
    BarSeries bars = minutes(BEGIN, 300);
    SeriesStore store = open();
    store.append(bars);

    List<List<Long>> rows = SeriesRows.of(bars);
    assertThat(read(store, BEGIN + 100 * MINUTE, BEGIN + 200 * MINUTE))
        .isEqualTo(rows.subList(100, 200));
    assertThat(read(store, BEGIN + 100 * MINUTE + 1, BEGIN + 200 * MINUTE + 1))
        .isEqualTo(rows.subList(101, 201));
    assertThat(read(store, BEGIN - DAY, BEGIN + 1)).isEqualTo(rows.subList(0, 1));
    assertThat(read(store, BEGIN - DAY, BEGIN)).isEmpty();
    assertThat(read(store, BEGIN + 300 * MINUTE, Long.MAX_VALUE)).isEmpty();
    assertThat(read(store, BEGIN + MINUTE, BEGIN + MINUTE)).isEmpty();
  }

  private List<List<Long>> read(SeriesStore store, long from, long to) {
    return SeriesRows.of(store.read(minuteBars(), from, to));
  }

  @Test
  void rowsAreAddedAtTheEnd() {
    SeriesStore store = open();
    List<List<Long>> rows = new ArrayList<>();
    int count = 0;
    for (int batch : new int[] {1, 1, 2, 500, 1, 3, 4500, 1}) {
      BarSeries bars = minutes(BEGIN + count * MINUTE, batch);
      (count % 2 == 0 ? store : open()).append(bars);
      rows.addAll(SeriesRows.of(bars));
      count += batch;
      assertThat(store.find(minuteBars()))
          .contains(new Extent(minuteBars(), count, BEGIN, BEGIN + (count - 1) * MINUTE));
    }
    assertThat(SeriesRows.of(all(store, minuteBars()))).isEqualTo(rows);
  }

  @Test
  void whatDoesNotFitTheEndIsRefusedAndNothingOfItAdded() {
    SeriesStore store = open();
    BarSeries bars = minutes(BEGIN, 10);
    store.append(bars);

    for (long first : new long[] {BEGIN - DAY, BEGIN + 5 * MINUTE, BEGIN + 9 * MINUTE}) {
      assertThatExceptionOfType(PortException.class)
          .isThrownBy(() -> store.append(minutes(first, 20)))
          .withMessageContaining(minuteBars().toString());
    }
    assertThat(SeriesRows.of(all(store, minuteBars()))).isEqualTo(SeriesRows.of(bars));
    store.append(minutes(BEGIN + 10 * MINUTE, 1));
    assertThat(all(store, minuteBars()).size()).isEqualTo(11);
  }

  @Test
  void quotesOfOneTimeKeepTheirOrder() {
    SeriesStore store = open();
    SeriesId id = SeriesId.quotes(instrument);
    QuoteSeries first =
        QuoteSeries.builder(instrument)
            .add(BEGIN, 100, 101, 5, 6)
            .add(BEGIN + 1, 101, 102, 0, 8)
            .add(BEGIN + 1, 102, 103, 7, 0)
            .build();
    QuoteSeries second =
        QuoteSeries.builder(instrument)
            .add(BEGIN + 1, 99, 99, 1, 1)
            .add(BEGIN + DAY, 98, 99, 1, 1)
            .build();
    store.append(first);
    store.append(second);

    List<List<Long>> rows = SeriesRows.of(first);
    rows.addAll(SeriesRows.of(second));
    assertThat(SeriesRows.of(all(store, id))).isEqualTo(rows);
    assertThat(SeriesRows.of(store.read(id, BEGIN + 1, BEGIN + 2))).isEqualTo(rows.subList(1, 4));
    assertThat(store.find(id)).contains(new Extent(id, 5, BEGIN, BEGIN + DAY));
    assertThatExceptionOfType(PortException.class).isThrownBy(() -> store.append(first));
  }

  @Test
  void tradesOfOneTimeKeepTheirOrder() {
    SeriesStore store = open();
    SeriesId id = SeriesId.trades(instrument);
    TradeSeries.Builder trades = TradeSeries.builder(instrument);
    for (int i = 0; i < 5_000; i++) {
      trades.add(BEGIN + i / 3 * MINUTE, 10_000 + i, 1 + i);
    }
    store.append(trades.build());

    assertThat(SeriesRows.of(all(store, id))).isEqualTo(SeriesRows.of(trades.build()));
  }

  @Test
  void barsSayWhenTheyOpened() {
    BarSpec spec = BarSpec.volume(Quantity.of(1_000));
    BarSeries.Builder bars = BarSeries.builder(instrument, spec);
    for (int i = 0; i < 100; i++) {
      long close = BEGIN + i / 2 * MINUTE;
      bars.addFrom(close - i, close, 100, 101 + i, 99, 100, 5);
    }
    SeriesStore store = open();
    SeriesId id = SeriesId.bars(instrument, spec);
    store.append(bars.build());
    assertThat(SeriesRows.of(all(store, id))).isEqualTo(SeriesRows.of(bars.build()));

    BarSeries cut =
        BarSeries.builder(instrument, BarSpec.MINUTE)
            .add(BEGIN, 1, 1, 1, 1, 1)
            .addFrom(BEGIN + 30, BEGIN + MINUTE, 2, 2, 2, 2, 2)
            .build();
    store.append(minutes(BEGIN - 5 * MINUTE, 5));
    store.append(cut);
    store.append(minutes(BEGIN + 2 * MINUTE, 5));
    List<List<Long>> rows = SeriesRows.of(minutes(BEGIN - 5 * MINUTE, 5));
    rows.addAll(SeriesRows.of(cut));
    rows.addAll(SeriesRows.of(minutes(BEGIN + 2 * MINUTE, 5)));
    assertThat(SeriesRows.of(all(store, minuteBars()))).isEqualTo(rows);
  }

  @Test
  void aRangeIsReplaced() {
    SeriesStore store = open();
    BarSeries before = minutes(BEGIN, 300);
    BarSeries inside = minutes(BEGIN + 100 * MINUTE, 50);
    store.append(before);
    store.replace(minuteBars(), BEGIN + 90 * MINUTE, BEGIN + 200 * MINUTE, inside);

    List<List<Long>> rows = SeriesRows.of(before);
    List<List<Long>> expected = new ArrayList<>(rows.subList(0, 90));
    expected.addAll(SeriesRows.of(inside));
    expected.addAll(rows.subList(200, 300));
    assertThat(SeriesRows.of(all(store, minuteBars()))).isEqualTo(expected);
    assertThat(SeriesRows.of(all(open(), minuteBars()))).isEqualTo(expected);
    assertThatExceptionOfType(PortException.class)
        .isThrownBy(() -> store.replace(minuteBars(), BEGIN, BEGIN + 10 * MINUTE, inside))
        .withMessageContaining("expected");
    assertThat(SeriesRows.of(all(store, minuteBars()))).isEqualTo(expected);
  }

  @Test
  void aGapIsFilledAndHistoryComesBeforeWhatIsThere() {
    SeriesStore store = open();
    store.append(minutes(BEGIN, 10));
    store.append(minutes(BEGIN + 400 * DAY, 10));
    BarSeries middle = minutes(BEGIN + 200 * DAY, 100);
    store.replace(minuteBars(), BEGIN + 10 * MINUTE, BEGIN + 400 * DAY, middle);
    BarSeries old = minutes(BEGIN - 400 * DAY, 100);
    store.replace(minuteBars(), Long.MIN_VALUE, BEGIN, old);

    List<List<Long>> expected = SeriesRows.of(old);
    expected.addAll(SeriesRows.of(minutes(BEGIN, 10)));
    expected.addAll(SeriesRows.of(middle));
    expected.addAll(SeriesRows.of(minutes(BEGIN + 400 * DAY, 10)));
    assertThat(SeriesRows.of(all(store, minuteBars()))).isEqualTo(expected);
  }

  @Test
  void whatIsOldIsRemoved() {
    SeriesStore store = open();
    BarSeries old = minutes(BEGIN, 10);
    BarSeries middle = minutes(BEGIN + 300 * DAY, 10);
    BarSeries young = minutes(BEGIN + 800 * DAY, 10);
    store.append(old);
    store.append(middle);
    store.append(young);
    store.removeBefore(minuteBars(), BEGIN + 300 * DAY + 4 * MINUTE);

    List<List<Long>> expected = new ArrayList<>(SeriesRows.of(middle).subList(4, 10));
    expected.addAll(SeriesRows.of(young));
    assertThat(SeriesRows.of(all(store, minuteBars()))).isEqualTo(expected);
    assertThat(store.find(minuteBars()))
        .contains(
            new Extent(
                minuteBars(), 16, BEGIN + 300 * DAY + 4 * MINUTE, BEGIN + 800 * DAY + 9 * MINUTE));
    store.removeBefore(minuteBars(), Long.MAX_VALUE);
    assertThat(store.find(minuteBars())).isEmpty();
    store.append(old);
    assertThat(SeriesRows.of(all(store, minuteBars()))).isEqualTo(SeriesRows.of(old));
  }

  @Test
  void theSeriesAreListedInOrderOfNames() {
    SeriesStore store = open();
    store.append(TradeSeries.builder(instrument).add(BEGIN, 5, 5).build());
    store.append(minutes(BEGIN, 2));
    store.append(QuoteSeries.builder(instrument).add(BEGIN, 5, 6, 0, 0).build());
    store.append(
        BarSeries.builder(instrument, BarSpec.parse("1d-bid")).add(BEGIN, 1, 1, 1, 1, 0).build());

    assertThat(store.list())
        .filteredOn(e -> e.id().instrument().equals(instrument))
        .containsExactly(
            new Extent(SeriesId.bars(instrument, BarSpec.parse("1d-bid")), 1, BEGIN, BEGIN),
            new Extent(minuteBars(), 2, BEGIN, BEGIN + MINUTE),
            new Extent(SeriesId.quotes(instrument), 1, BEGIN, BEGIN),
            new Extent(SeriesId.trades(instrument), 1, BEGIN, BEGIN));
  }

  @Test
  void readersSeeOnlyWholeRowsWhileAWriterGoesOn() throws Exception {
    int batches = 60;
    int batch = 97;
    BarSeries bars = minutes(BEGIN, batches * batch);
    List<List<Long>> rows = SeriesRows.of(bars);
    SeriesStore writer = open();
    writer.append(minutesOf(bars, 0, batch));
    ExecutorService readers = Executors.newFixedThreadPool(3);
    try {
      List<Future<Integer>> seen = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        seen.add(readers.submit(() -> readUntilWhole(rows)));
      }
      for (int i = 1; i < batches; i++) {
        writer.append(minutesOf(bars, i * batch, (i + 1) * batch));
      }
      for (Future<Integer> one : seen) {
        assertThat(one.get(60, TimeUnit.SECONDS)).isPositive();
      }
    } finally {
      readers.shutdownNow();
    }
  }

  private int readUntilWhole(List<List<Long>> rows) {
    SeriesStore reader = open();
    int reads = 0;
    int before = 0;
    while (before < rows.size()) {
      List<List<Long>> seen = SeriesRows.of(all(reader, minuteBars()));
      assertThat(seen.size()).isGreaterThanOrEqualTo(before);
      assertThat(seen).isEqualTo(rows.subList(0, seen.size()));
      before = seen.size();
      reads++;
    }
    return reads;
  }

  private BarSeries minutesOf(BarSeries bars, int from, int to) {
    BarSeries.Builder part = BarSeries.builder(instrument, BarSpec.MINUTE);
    for (int row = from; row < to; row++) {
      part.add(
          bars.closeTimeNanos(row),
          bars.openRaw(row),
          bars.highRaw(row),
          bars.lowRaw(row),
          bars.closeRaw(row),
          bars.volumeRaw(row));
    }
    return part.build();
  }
}
