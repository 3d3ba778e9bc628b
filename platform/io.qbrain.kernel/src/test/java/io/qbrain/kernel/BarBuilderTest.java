package io.qbrain.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.TradingCalendar;
import io.qbrain.model.TradingPhase;
import io.qbrain.model.TradingSession;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BarBuilderTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long MINUTE = 60 * SECOND;
  private static final long DAY = 1_440 * MINUTE;

  /** A trade: seconds after the one before, change of price, quantity. */
  record Step(int seconds, int move, int quantity) {}

  /** A trade at its time. */
  record Tick(long nanos, long price, long quantity) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 200),
            Arbitraries.integers().between(-40, 40),
            Arbitraries.integers().between(1, 50))
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(120);
  }

  private static List<Tick> ticks(List<Step> steps) {
    List<Tick> ticks = new ArrayList<>();
    long nanos = DAY;
    long price = 1_000;
    for (Step s : steps) {
      nanos += s.seconds() * SECOND;
      price += s.move();
      ticks.add(new Tick(nanos, price, s.quantity()));
    }
    return ticks;
  }

  private static List<Bar> build(
      String spec, List<Tick> ticks, @Nullable TradingCalendar calendar) {
    BarBuilder builder =
        BarBuilder.of(
            new BarBuilder.Plan(
                Desk.A, BarSpec.parse(spec), calendar, false, BuiltBarRule.DEFAULT));
    BarBuilder.Piece piece = new BarBuilder.Piece();
    List<Bar> closed = new ArrayList<>();
    for (Tick t : ticks) {
      piece.set(t.price(), t.quantity());
      builder.add(t.nanos(), t.nanos(), piece, closed);
    }
    if (builder.dueNanos() != BarBuilder.NEVER) {
      builder.end(closed);
    }
    return closed;
  }

  private static List<Bar> fromBars(String spec, List<Bar> bars) {
    BarBuilder builder =
        BarBuilder.of(
            new BarBuilder.Plan(Desk.A, BarSpec.parse(spec), null, true, BuiltBarRule.DEFAULT));
    BarBuilder.Piece piece = new BarBuilder.Piece();
    List<Bar> closed = new ArrayList<>();
    for (Bar b : bars) {
      piece.set(b);
      builder.add(b.openTimeNanos(), b.timeNanos(), piece, closed);
    }
    if (builder.dueNanos() != BarBuilder.NEVER) {
      builder.end(closed);
    }
    return closed;
  }

  @Property(tries = 200)
  void barsKeepVolumeAndEnvelopeAndChainOfTheirTrades(@ForAll("steps") List<Step> steps) {
    List<Tick> ticks = ticks(steps);
    for (String spec : List.of("1m", "1h", "1d", "0.0000005vol", "7tick", "0.0000003range")) {
      List<Bar> bars = build(spec, ticks, null);
      assertThat(bars.stream().mapToLong(b -> b.volumeTraded().raw()).sum())
          .as(spec)
          .isEqualTo(ticks.stream().mapToLong(Tick::quantity).sum());
      assertThat(bars.stream().mapToLong(b -> b.highPrice().raw()).max().orElseThrow())
          .isEqualTo(ticks.stream().mapToLong(Tick::price).max().orElseThrow());
      assertThat(bars.stream().mapToLong(b -> b.lowPrice().raw()).min().orElseThrow())
          .isEqualTo(ticks.stream().mapToLong(Tick::price).min().orElseThrow());
      assertThat(bars.get(0).openPrice().raw()).isEqualTo(ticks.get(0).price());
      assertThat(bars.get(bars.size() - 1).closePrice().raw())
          .isEqualTo(ticks.get(ticks.size() - 1).price());
    }
  }

  private static List<String> ruled(BuiltBarRule rule, long... secondsAndPrices) {
    BarBuilder builder =
        BarBuilder.of(new BarBuilder.Plan(Desk.A, BarSpec.parse("1m"), null, false, rule));
    BarBuilder.Piece piece = new BarBuilder.Piece();
    List<Bar> closed = new ArrayList<>();
    for (int i = 0; i < secondsAndPrices.length; i += 2) {
      piece.set(secondsAndPrices[i + 1], 1);
      long nanos = secondsAndPrices[i] * SECOND;
      builder.add(nanos, nanos, piece, closed);
    }
    return closed.stream()
        .map(
            b ->
                b.timeNanos() / SECOND
                    + ": "
                    + b.openPrice().raw()
                    + " "
                    + b.highPrice().raw()
                    + " "
                    + b.lowPrice().raw()
                    + " "
                    + b.closePrice().raw()
                    + " x "
                    + b.volumeTraded().raw())
        .toList();
  }

  @Test
  void anIntervalWithoutTradesHasABarAtTheCloseBeforeIfTheRuleAsksForIt() {
    long[] trades = {10, 100, 50, 90, 200, 95, 290, 96, 310, 97};
    assertThat(ruled(BuiltBarRule.DEFAULT, trades))
        .containsExactly("60: 100 100 90 90 x 2", "240: 95 95 95 95 x 1", "300: 96 96 96 96 x 1");
    assertThat(ruled(new BuiltBarRule(true, false), trades))
        .containsExactly(
            "60: 100 100 90 90 x 2",
            "120: 90 90 90 90 x 0",
            "180: 90 90 90 90 x 0",
            "240: 95 95 95 95 x 1",
            "300: 96 96 96 96 x 1");
  }

  @Test
  void aTradeAtTheEndOfABarBelongsToTheNextOneOrToIt() {
    long[] trades = {10, 100, 60, 90, 61, 95, 180, 97, 181, 98};
    assertThat(ruled(BuiltBarRule.DEFAULT, trades))
        .containsExactly("60: 100 100 100 100 x 1", "120: 90 95 90 95 x 2");
    assertThat(ruled(new BuiltBarRule(true, true), trades))
        .containsExactly("60: 100 100 90 90 x 2", "120: 95 95 95 95 x 1", "180: 97 97 97 97 x 1");
  }

  @Property(tries = 200)
  void fiveMinutesOfMinutesAreFiveMinutesOfTrades(@ForAll("steps") List<Step> steps) {
    List<Tick> ticks = ticks(steps);
    List<Bar> minutes = build("1m", ticks, null);
    assertThat(fromBars("5m", minutes)).isEqualTo(build("5m", ticks, null));
    assertThat(fromBars("1h", fromBars("5m", minutes))).isEqualTo(build("1h", ticks, null));
  }

  @Property(tries = 200)
  void everyBarEndsWithThePieceThatBringsEnough(@ForAll("steps") List<Step> steps) {
    List<Tick> ticks = ticks(steps);
    List<Bar> volumes = build("0.0000005vol", ticks, null);
    List<Bar> ranges = build("0.0000003range", ticks, null);
    for (Bar b : volumes.subList(0, volumes.size() - 1)) {
      assertThat(b.volumeTraded().raw() >= 50 || b.timeNanos() % DAY == 0).isTrue();
      assertThat(b.volumeTraded().raw()).isLessThan(100);
    }
    for (Bar b : ranges.subList(0, ranges.size() - 1)) {
      assertThat(b.highPrice().raw() - b.lowPrice().raw() >= 30 || b.timeNanos() % DAY == 0)
          .isTrue();
    }
  }

  @Property(tries = 200)
  void bricksAreOfOneHeightOnTheirGridAndTouch(@ForAll("steps") List<Step> steps) {
    List<Bar> bricks = build("0.0000001renko", ticks(steps), null);
    for (int i = 0; i < bricks.size(); i++) {
      long open = bricks.get(i).openPrice().raw();
      long close = bricks.get(i).closePrice().raw();
      assertThat(Math.abs(close - open)).isEqualTo(10);
      assertThat(open % 10).isZero();
      if (i > 0) {
        Bar before = bricks.get(i - 1);
        boolean goesOn = close > open == before.closePrice().raw() > before.openPrice().raw();
        assertThat(open).isEqualTo(goesOn ? before.closePrice().raw() : before.openPrice().raw());
      }
    }
  }

  @Test
  void aTradeAtTheEndOfABarBelongsToTheNext() {
    List<Bar> bars =
        build("1m", List.of(new Tick(DAY, 10, 1), new Tick(DAY + MINUTE, 20, 1)), null);
    assertThat(bars).extracting(Bar::timeNanos).containsExactly(DAY + MINUTE, DAY + 2 * MINUTE);
    assertThat(bars.get(0).highPrice().raw()).isEqualTo(10);
  }

  @Test
  void aLateTradeChangesNoBar() {
    List<Bar> bars =
        build("1m", List.of(new Tick(DAY + MINUTE, 10, 1), new Tick(DAY, 99, 1)), null);
    assertThat(bars).hasSize(1);
    assertThat(bars.get(0).highPrice().raw()).isEqualTo(10);
  }

  @Test
  void weeksBeginOnMonday() {
    List<Bar> bars = build("7d", List.of(new Tick(5 * DAY, 10, 1)), null);
    assertThat(bars.get(0).openTimeNanos()).isEqualTo(4 * DAY);
    assertThat(bars.get(0).timeNanos()).isEqualTo(11 * DAY);
  }

  @Test
  void hoursAreCountedFromTheBeginOfTradeAndCutAtItsEnd() {
    long open = 570 * MINUTE;
    TradingCalendar calendar =
        TradingCalendar.of(
            List.of(
                TradingSession.builder(LocalDate.ofEpochDay(0), open)
                    .until(open + 120 * MINUTE, TradingPhase.CONTINUOUS)
                    .until(open + 210 * MINUTE, TradingPhase.BREAK)
                    .until(open + 300 * MINUTE, TradingPhase.CONTINUOUS)
                    .build()));
    List<Tick> ticks = new ArrayList<>();
    for (int minute = -30; minute < 330; minute += 15) {
      ticks.add(new Tick(open + minute * MINUTE, 100 + minute, 1));
    }
    List<Bar> hours = build("1h", ticks, calendar);
    assertThat(hours)
        .extracting(b -> (b.timeNanos() - open) / MINUTE)
        .containsExactly(60L, 120L, 270L, 300L);
    assertThat(hours.get(3).openTimeNanos()).isEqualTo(open + 270 * MINUTE);
    assertThat(hours.get(3).closePrice().raw()).isEqualTo(400);
    List<Bar> days = build("1d", ticks, calendar);
    assertThat(days).hasSize(1);
    assertThat(days.get(0).timeNanos()).isEqualTo(open + 300 * MINUTE);
    assertThat(days.get(0).openPrice().raw()).isEqualTo(100);
  }

  @Test
  void aPriceBeyondAllBricksBeginsAnew() {
    List<Bar> bricks =
        build(
            "0.00000001renko",
            List.of(new Tick(DAY, 0, 1), new Tick(DAY + 1, 1_000_000_000_000L, 1)),
            null);
    assertThat(bricks).isEmpty();
  }
}
