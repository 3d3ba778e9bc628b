package io.qbrain.data.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.qbrain.data.influx.DownsampleKind.Parameters;
import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Report;
import io.qbrain.model.TaskId;
import io.qbrain.model.Times;
import io.qbrain.model.TradeSeries;
import io.qbrain.port.SeriesId;
import io.qbrain.port.TaskCanceled;
import io.qbrain.port.TaskRun;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fine rows of a real server become coarse ones that stay. */
class DownsampleKindTest {
  private static final long MINUTE = 60_000_000_000L;
  private static final long HOUR = 60 * MINUTE;
  private static final BarSpec HOURLY = BarSpec.parse("1h");

  /** The first bar closes at 14:31. */
  private static final long BEGIN = Times.nanos(Instant.parse("2026-01-05T14:31:00Z"));

  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static @Nullable LocalInflux influx;

  private final InstrumentId instrument =
      InstrumentId.of("D" + NUMBER.incrementAndGet() + "-" + System.nanoTime() + ".DOWN");
  private final SeriesId minutes = SeriesId.bars(instrument, BarSpec.MINUTE);
  private final SeriesId hours = SeriesId.bars(instrument, HOURLY);
  private final InfluxSeries store = new InfluxSeries(influx().settings(), Clock.systemUTC());
  private final DownsampleKind kind = new DownsampleKind(store);

  @BeforeAll
  static void startServer(@TempDir Path folder) throws Exception {
    influx = LocalInflux.start(folder);
  }

  @AfterAll
  static void stopServer() throws Exception {
    if (influx != null) {
      influx.close();
    }
  }

  @BeforeEach
  void start() {
    store.start();
  }

  @AfterEach
  void stop() {
    store.stop();
  }

  private static LocalInflux influx() {
    return Objects.requireNonNull(influx);
  }

  private record Due(long dueNanos, boolean isCanceled) implements TaskRun {
    @Override
    public TaskId task() {
      return TaskId.of("coarse");
    }

    @Override
    public long number() {
      return 1;
    }

    @Override
    public int attempt() {
      return 1;
    }

    @Override
    public ZoneId zone() {
      return ZoneOffset.UTC;
    }

    @Override
    public void progress(double share, String message) {
      assertThat(share).isBetween(0.0, 1.0);
    }

    @Override
    public long publish(Report report) {
      throw new AssertionError("no report was expected");
    }

    @Override
    public Optional<Report> report(String kind, String subject, String key) {
      return Optional.empty();
    }
  }

  private java.util.Map<String, String> run(SeriesId source, String time) {
    return kind.run(
        new Parameters(source.toString(), "1h", 5, 1),
        new Due(Times.nanos(Instant.parse(time)), false));
  }

  private static long price(int i) {
    return 10_000_000_000L + (i * 7_919L % 1_000) * 12_345L;
  }

  private BarSeries fine(int from, int count) {
    BarSeries.Builder bars = BarSeries.builder(instrument, BarSpec.MINUTE);
    for (int i = from; i < from + count; i++) {
      long open = price(i);
      long close = price(i + 1);
      bars.add(
          BEGIN + i * MINUTE, open, Math.max(open, close) + i, Math.min(open, close) - i, close, i);
    }
    return bars.build();
  }

  /** The bars of the rows before some, made by another way: row by row. */
  private BarSeries expected(int rows, long until) {
    BarSeries.Builder bars = BarSeries.builder(instrument, HOURLY);
    long end = 0;
    long[] bar = new long[5];
    BarSeries fine = fine(0, rows);
    for (int row = 0; row <= rows; row++) {
      long time = row == rows ? Long.MAX_VALUE - HOUR : fine.timeNanos(row);
      long next = (time + HOUR - 1) / HOUR * HOUR;
      if (next != end) {
        if (end != 0 && end <= until) {
          bars.add(end, bar[0], bar[1], bar[2], bar[3], bar[4]);
        }
        if (row == rows) {
          break;
        }
        end = next;
        bar = new long[] {fine.openRaw(row), Long.MIN_VALUE, Long.MAX_VALUE, 0, 0};
      }
      bar[1] = Math.max(bar[1], fine.highRaw(row));
      bar[2] = Math.min(bar[2], fine.lowRaw(row));
      bar[3] = fine.closeRaw(row);
      bar[4] += fine.volumeRaw(row);
    }
    return bars.build();
  }

  private static List<List<Long>> values(BarSeries bars) {
    List<List<Long>> rows = new ArrayList<>();
    for (int row = 0; row < bars.size(); row++) {
      rows.add(
          List.of(
              bars.timeNanos(row),
              bars.openRaw(row),
              bars.highRaw(row),
              bars.lowRaw(row),
              bars.closeRaw(row),
              bars.volumeRaw(row)));
    }
    return rows;
  }

  private BarSeries coarse() {
    return (BarSeries) store.read(hours, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  @Test
  void hoursAreMadeOfMinutesWhenTheirTimeIsOver() {
    store.append(fine(0, 3_000));
    long until = Times.nanos(Instant.parse("2026-01-07T10:00:00Z"));

    assertThat(run(minutes, "2026-01-07T10:04:59Z"))
        .containsEntry("series", "1")
        .containsEntry("made", "43");
    assertThat(values(coarse())).isEqualTo(values(expected(3_000, until - HOUR)));
    assertThat(coarse().timeNanos(0)).isEqualTo(Times.nanos(Instant.parse("2026-01-05T15:00:00Z")));

    run(minutes, "2026-01-07T10:05:00Z");
    assertThat(values(coarse())).isEqualTo(values(expected(3_000, until)));
    run(minutes, "2026-02-01T00:00:00Z");
    assertThat(values(coarse())).isEqualTo(values(expected(3_000, Long.MAX_VALUE)));
    assertThat(run(minutes, "2026-02-01T00:00:00Z")).doesNotContainEntry("made", "0");
    assertThat(values(coarse())).isEqualTo(values(expected(3_000, Long.MAX_VALUE)));
  }

  @Test
  void whatIsCoarseStaysWhenTheFineRowsHaveGone() {
    store.append(fine(0, 4_000));
    run(minutes, "2026-02-01T00:00:00Z");
    BarSeries made = coarse();

    store.replace(minutes, Long.MIN_VALUE, BEGIN + 3_900 * MINUTE, minutes.empty());
    run(minutes, "2026-02-01T00:00:00Z");
    assertThat(values(coarse())).isEqualTo(values(made));
    store.append(fine(4_000, 500));
    run(minutes, "2026-02-01T00:00:00Z");
    assertThat(values(coarse())).isEqualTo(values(expected(4_500, Long.MAX_VALUE)));
  }

  @Test
  void rowsThatCameLateAreSeenTheNextTime() {
    store.append(fine(0, 100));
    store.append(fine(200, 300));
    run(minutes, "2026-02-01T00:00:00Z");
    assertThat(values(coarse())).isNotEqualTo(values(expected(500, Long.MAX_VALUE)));
    store.replace(minutes, BEGIN + 100 * MINUTE, BEGIN + 200 * MINUTE, fine(100, 100));
    run(minutes, "2026-02-01T00:00:00Z");
    assertThat(values(coarse())).isEqualTo(values(expected(500, Long.MAX_VALUE)));
  }

  @Test
  void tradesMakeBarsAndOneAtTheEndBelongsToTheNext() {
    TradeSeries.Builder trades = TradeSeries.builder(instrument);
    trades.add(BEGIN, 5, 10);
    trades.add(BEGIN, 7, 10);
    trades.add(BEGIN + 29 * MINUTE - 1, 6, 10);
    trades.add(BEGIN + 29 * MINUTE, 9, 1);
    store.append(trades.build());
    run(SeriesId.trades(instrument), "2026-02-01T00:00:00Z");
    BarSeries.Builder bars = BarSeries.builder(instrument, HOURLY);
    bars.add(BEGIN + 29 * MINUTE, 5, 7, 5, 6, 30);
    bars.add(BEGIN + 89 * MINUTE, 9, 9, 9, 9, 1);
    assertThat(values(coarse())).isEqualTo(values(bars.build()));
  }

  @Test
  void allBarsOfTheServerAreMadeIfNoneIsNamed() {
    store.append(fine(0, 600));
    assertThat(
            kind.run(
                new Parameters(" ", "1h", 0, 0),
                new Due(Times.nanos(Instant.parse("2026-02-01T00:00:00Z")), false)))
        .satisfies(result -> assertThat(Integer.parseInt(result.get("series"))).isPositive());
    assertThat(values(coarse())).isEqualTo(values(expected(600, Long.MAX_VALUE)));
  }

  @Test
  void theyLieInARetentionPolicyOfTheirOwn() throws Exception {
    assumeTrue(influx().isFirst(), "2.x and 3 have buckets");
    store.append(fine(0, 600));
    run(minutes, "2026-02-01T00:00:00Z");
    String where = ".bars WHERE instrument = '" + instrument + "' AND spec = '1h'";
    assertThat(influx().ask("SELECT COUNT(c) FROM qbrain_coarse" + where)).contains(",11]");
    assertThat(influx().ask("SELECT COUNT(c) FROM qbrain" + where)).doesNotContain("COUNT");
    assertThat(store.list().stream().filter(e -> e.id().instrument().equals(instrument)))
        .extracting(e -> e.id() + " " + e.rows())
        .containsExactly(hours + " 11", minutes + " 600");
  }

  @Test
  void aCancelledRunEndsAndIsBegunAgain() {
    store.append(fine(0, 600));
    assertThatExceptionOfType(TaskCanceled.class)
        .isThrownBy(
            () ->
                kind.run(
                    new Parameters(minutes.toString(), "1h", 0, 0), new Due(Long.MAX_VALUE, true)));
    run(minutes, "2026-02-01T00:00:00Z");
    assertThat(values(coarse())).isEqualTo(values(expected(600, Long.MAX_VALUE)));
  }

  @Test
  void whatCannotBeMadeIsRefused() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new Parameters("SPY.ARCA:7m", "1h", 0, 0))
        .withMessageContaining("several make one of 1h");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new Parameters("SPY.ARCA:quotes", "1h", 0, 0))
        .withMessageContaining("expected trades, or bars");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(
            () -> kind.run(new Parameters("SPY.ARCA:1m", "2h", 0, 0), new Due(BEGIN, false)))
        .withMessageContaining("expected one of coarse_specs");
  }
}
