package io.qbrain.backtest;

import io.qbrain.kernel.AccountKind;
import io.qbrain.model.Fixed;
import io.qbrain.series.DataKind;
import io.qbrain.series.DataSpec;
import io.qbrain.simulation.BarRules;
import io.qbrain.simulation.Chance;
import io.qbrain.simulation.FillTiming;
import io.qbrain.simulation.Preset;
import io.qbrain.simulation.Preset.EndOfRun;
import io.qbrain.simulation.Slippage;
import io.qbrain.simulation.VenueRules;
import io.qbrain.simulation.WaitingRules;
import io.qbrain.simulation.WaitingRules.AfterTrigger;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Options that would change nothing beside the others or on the data are refused. */
final class IdleOptions {
  private final OptionValues values;
  private final Preset preset;

  /** Options that were given and ask for something else than what is usual. */
  private final Set<BacktestOption> asked = EnumSet.noneOf(BacktestOption.class);

  IdleOptions(OptionValues values, Preset preset) {
    this.values = values;
    this.preset = preset;
    BarRules bars = preset.venue().bars();
    WaitingRules waiting = preset.venue().waiting();
    ask(BacktestOption.TRAILING, bars.trailing() != BarRules.DEFAULT.trailing());
    ask(BacktestOption.STOP_LIMITS, bars.stopLimits() != BarRules.DEFAULT.stopLimits());
    ask(BacktestOption.ENTRIES, bars.entries() != BarRules.DEFAULT.entries());
    ask(BacktestOption.REACHED, bars.points().reachedOnce());
    ask(BacktestOption.ORDER_PRICES, bars.points().ieeeTicks());
    ask(BacktestOption.SPENT_VOLUME, preset.venue().liquidity().spentEndsBar());
    ask(BacktestOption.AFTER_TRIGGER, waiting.after() != AfterTrigger.WITHIN_BAR);
    ask(BacktestOption.CHANGED, waiting.changedMeetBar());
    ask(BacktestOption.STOPS_BEYOND, waiting.stopRejected());
    ask(BacktestOption.BAR_PATH, bars.path() != BarRules.Path.WHOLE);
    ask(BacktestOption.TOUCH_CHANCE, waiting.chance().touch() != Fixed.ONE);
    ask(BacktestOption.SLIP_CHANCE, waiting.chance().slip() != Fixed.ONE);
    ask(BacktestOption.SEED, waiting.chance().seed() != 0);
    ask(BacktestOption.CLOSE_CUTOFF, waiting.closeCutoffNanos() > 0);
    ask(BacktestOption.LAST_PRICE, waiting.lastPriceNanos() > 0);
    ask(BacktestOption.OPEN_ORDERS, waiting.openRefused());
    ask(BacktestOption.AFTER_HOURS, waiting.afterHours());
    ask(BacktestOption.MARGIN_CALLS, !preset.terms().marginCalls().whole());
    ask(BacktestOption.DAY_LEVERAGE, preset.terms().dayLeverage().leverage() > 0);
    ask(
        BacktestOption.MISSING_BARS,
        values.choice(BacktestOption.MISSING_BARS, false, false, true));
    ask(BacktestOption.SLIPPAGE, isOfBars(preset.venue().slippage()));
    ask(
        BacktestOption.END,
        preset.end() == EndOfRun.CLOSE_AT_LAST_OPEN || preset.end() == EndOfRun.CLOSE_BEFORE_LAST);
    ask(BacktestOption.RISK_SHORTS, !preset.profile().shortsPaid());
  }

  private void ask(BacktestOption option, boolean unusual) {
    if (unusual && values.has(option)) {
      asked.add(option);
    }
  }

  private static boolean isOfBars(Slippage slippage) {
    return slippage.has(Slippage.Modifier.WITHIN_BAR)
        || slippage.has(Slippage.Modifier.OR_WAITS)
        || slippage.has(Slippage.Modifier.AFTER_OPEN)
        || slippage.has(Slippage.Modifier.TO_LIMIT);
  }

  /** Refuses the first option that would change nothing. */
  void check(List<DataSpec> specs, boolean knowsHours) {
    VenueRules venue = preset.venue();
    if (specs.stream().noneMatch(spec -> spec.kind() == DataKind.BARS)) {
      refuse(
          "bars among the data, found " + values.all(BacktestOption.DATA),
          BacktestOption.MISSING_BARS,
          BacktestOption.TRAILING,
          BacktestOption.STOP_LIMITS,
          BacktestOption.ENTRIES,
          BacktestOption.REACHED,
          BacktestOption.ORDER_PRICES,
          BacktestOption.SPENT_VOLUME,
          BacktestOption.AFTER_TRIGGER,
          BacktestOption.CHANGED,
          BacktestOption.BAR_PATH,
          BacktestOption.SLIPPAGE,
          BacktestOption.END);
    }
    if (venue.timing() == FillTiming.NEXT_CLOSE) {
      refuse(
          "--fill-timing other than next-close with it, where orders meet whole bars",
          BacktestOption.TRAILING,
          BacktestOption.STOP_LIMITS,
          BacktestOption.ENTRIES,
          BacktestOption.AFTER_TRIGGER);
    }
    if (venue.timing() != FillTiming.NEXT_CLOSE) {
      refuse(
          "--fill-timing next-close with it", BacktestOption.REACHED, BacktestOption.ORDER_PRICES);
    }
    if (venue.timing() != FillTiming.CURRENT_BOOK) {
      refuse("--fill-timing current-book with it", BacktestOption.BAR_PATH);
    }
    if (venue.orderLatencyNanos() + venue.dataLatencyNanos() > 0) {
      refuse("no --order-latency and --data-latency with it", BacktestOption.STOPS_BEYOND);
    }
    if (venue.strictLimits()) {
      refuse("--limits touch with it, found through", BacktestOption.TOUCH_CHANCE);
    }
    if (venue.liquidity().queue()) {
      refuse("--queue false with it, found true", BacktestOption.TOUCH_CHANCE);
    }
    if (venue.slippage().equals(Slippage.NONE)) {
      refuse("a --slippage with it, found none", BacktestOption.SLIP_CHANCE);
    }
    Chance chance = venue.waiting().chance();
    if (chance.touch() == Fixed.ONE && chance.slip() == Fixed.ONE) {
      refuse("--touch-chance or --slip-chance below 1 with it", BacktestOption.SEED);
    }
    if (venue.waiting().after() != AfterTrigger.WITHIN_BAR) {
      refuse(
          "--after-trigger within-bar with it, found another one",
          BacktestOption.TRAILING,
          BacktestOption.STOP_LIMITS);
    }
    if (!venue.entryBarProtects()) {
      refuse("--triggered same-bar with it, found next-bar", BacktestOption.ENTRIES);
    }
    if (!knowsHours) {
      refuse(
          "--market with it, whose hours are known, found none",
          BacktestOption.CLOSE_CUTOFF,
          BacktestOption.MISSING_BARS,
          BacktestOption.OPEN_ORDERS,
          BacktestOption.AFTER_HOURS,
          BacktestOption.DAY_LEVERAGE);
    }
    if (venue.timing() != FillTiming.QUOTE_CLOSE) {
      refuse("--fill-timing quote-close with it", BacktestOption.LAST_PRICE);
    }
    if (preset.kind() == AccountKind.CASH) {
      refuse("--account margin or futures with it, found cash", BacktestOption.MARGIN_CALLS);
    }
    if (preset.kind() != AccountKind.MARGIN) {
      refuse("--account margin with it, found another one", BacktestOption.DAY_LEVERAGE);
    }
    if (!preset.profile().paying().isAtFill()) {
      refuse("--risk-paying at-fill or twice with it", BacktestOption.RISK_SHORTS);
    }
  }

  private void refuse(String expected, BacktestOption... options) {
    for (BacktestOption option : options) {
      if (asked.contains(option)) {
        throw BacktestException.of(option, "expected " + expected);
      }
    }
  }
}
