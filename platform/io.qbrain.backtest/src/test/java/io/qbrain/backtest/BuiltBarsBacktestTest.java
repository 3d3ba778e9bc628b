package io.qbrain.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.Currency;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.Quantity;
import io.qbrain.series.DataSpec;
import io.qbrain.simulation.Preset;
import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Size;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyContext;
import io.qbrain.strategy.StrategyFactory;
import io.qbrain.strategy.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Five-minute bars of 2006 and the hours that are built of them. */
class BuiltBarsBacktestTest {
  private static final InstrumentId ID = InstrumentId.of("EUX.SIM");
  private static final BarSpec FIVE_MINUTES = BarSpec.parse("5m");
  private static final BarSpec HOUR = BarSpec.parse("1h");
  private static final long HOUR_NANOS = HOUR.stepNanos();

  record NoParameters() {}

  /** Holds one while the last hour rose and the last five minutes did, too. */
  private static final class TwoLengths implements Strategy, StrategyFactory<NoParameters> {
    final List<Bar> seen = new ArrayList<>();
    final List<Bar> hours = new ArrayList<>();

    @Override
    public String name() {
      return "two-lengths";
    }

    @Override
    public String description() {
      return "trades five minutes in the direction of the hour";
    }

    @Override
    public Class<NoParameters> configType() {
      return NoParameters.class;
    }

    @Override
    public Requirements requirements(NoParameters config) {
      return Requirements.of(
          Subscription.bars(ID, FIVE_MINUTES, 0), Subscription.bars(ID, HOUR, 0));
    }

    @Override
    public Strategy create(NoParameters config) {
      seen.clear();
      hours.clear();
      return this;
    }

    @Override
    public void onBar(Bar bar, StrategyContext context) {
      seen.add(bar);
      if (bar.spec().equals(HOUR)) {
        hours.add(bar);
      } else if (!hours.isEmpty()) {
        Bar hour = hours.get(hours.size() - 1);
        boolean rises = hour.close() > hour.open() && bar.close() > bar.open();
        context.target(ID, rises ? Size.of(Quantity.of(1)) : Size.FLAT);
      }
    }
  }

  private static BarSeries file() {
    return DataSpec.parse(
            "EUX.SIM:5m=" + Cases.file("backtrader/2006-min-005.txt") + "?stamp=close")
        .load();
  }

  private static BacktestResult run(TwoLengths strategy, BarSeries bars) {
    return Backtest.under(Preset.DEFAULT)
        .data(Instrument.builder(ID, Currency.USD).build(), bars)
        .strategy("two", strategy, Map.of(), Money.of(100_000, Currency.USD))
        .run();
  }

  @Test
  void hoursAreThoseThatAreCountedDirectly() {
    BarSeries file = file();
    TwoLengths strategy = new TwoLengths();
    BacktestResult result = run(strategy, file);

    TreeMap<Long, long[]> expected = new TreeMap<>();
    for (int row = 0; row < file.size(); row++) {
      long end = (Math.floorDiv(file.closeTimeNanos(row) - 1, HOUR_NANOS) + 1) * HOUR_NANOS;
      long[] h = expected.get(end);
      if (h == null) {
        h = new long[] {file.openRaw(row), Long.MIN_VALUE, Long.MAX_VALUE, 0, 0};
        expected.put(end, h);
      }
      h[1] = Math.max(h[1], file.highRaw(row));
      h[2] = Math.min(h[2], file.lowRaw(row));
      h[3] = file.closeRaw(row);
      h[4] += file.volumeRaw(row);
    }
    // The last hour is closed by nothing if its last five minutes are not there.
    boolean open = expected.lastKey() > file.closeTimeNanos(file.size() - 1);
    assertThat(strategy.hours).hasSize(expected.size() - (open ? 1 : 0)).hasSizeGreaterThan(150);
    for (Bar hour : strategy.hours) {
      assertThat(
              new long[] {
                hour.openPrice().raw(),
                hour.highPrice().raw(),
                hour.lowPrice().raw(),
                hour.closePrice().raw(),
                hour.volumeTraded().raw()
              })
          .as(hour.toString())
          .isEqualTo(expected.get(hour.timeNanos()));
    }
    assertThat(result.settings()).containsEntry("bars EUX.SIM 1h", "built from bars 5m");
  }

  @Test
  void noBarIsSeenBeforeItIsClosedAndTheShorterComesFirst() {
    TwoLengths strategy = new TwoLengths();
    BarSeries file = file();
    BacktestResult result = run(strategy, file);

    long last = Long.MIN_VALUE;
    BarSpec lastSpec = FIVE_MINUTES;
    for (Bar bar : strategy.seen) {
      assertThat(bar.timeNanos()).isGreaterThanOrEqualTo(last);
      if (bar.timeNanos() == last) {
        assertThat(lastSpec).isEqualTo(FIVE_MINUTES);
        assertThat(bar.spec()).isEqualTo(HOUR);
      }
      last = bar.timeNanos();
      lastSpec = bar.spec();
    }
    assertThat(result.fills()).isNotEmpty();
    assertThat(run(new TwoLengths(), file).orderHash()).isEqualTo(result.orderHash());
  }
}
