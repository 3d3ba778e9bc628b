package io.qbrain.backtest;

import static io.qbrain.backtest.BacktestOption.ACCOUNT;
import static io.qbrain.backtest.BacktestOption.AFTER_HOURS;
import static io.qbrain.backtest.BacktestOption.AFTER_TRIGGER;
import static io.qbrain.backtest.BacktestOption.BAR_ENDS;
import static io.qbrain.backtest.BacktestOption.BAR_PATH;
import static io.qbrain.backtest.BacktestOption.BOOK;
import static io.qbrain.backtest.BacktestOption.BOOK_DEPLETES;
import static io.qbrain.backtest.BacktestOption.BOOK_SIZE;
import static io.qbrain.backtest.BacktestOption.BORROW_DAYS;
import static io.qbrain.backtest.BacktestOption.BORROW_ON;
import static io.qbrain.backtest.BacktestOption.BUILT_BARS;
import static io.qbrain.backtest.BacktestOption.CHANGED;
import static io.qbrain.backtest.BacktestOption.CLOSE_CUTOFF;
import static io.qbrain.backtest.BacktestOption.CONVERSION;
import static io.qbrain.backtest.BacktestOption.DATA_LATENCY;
import static io.qbrain.backtest.BacktestOption.DAY_LEVERAGE;
import static io.qbrain.backtest.BacktestOption.END;
import static io.qbrain.backtest.BacktestOption.ENTRIES;
import static io.qbrain.backtest.BacktestOption.FEES;
import static io.qbrain.backtest.BacktestOption.FILL_TIMING;
import static io.qbrain.backtest.BacktestOption.FUTURE;
import static io.qbrain.backtest.BacktestOption.INTEREST_DAYS;
import static io.qbrain.backtest.BacktestOption.LAST_PRICE;
import static io.qbrain.backtest.BacktestOption.LEAST_CHANGE;
import static io.qbrain.backtest.BacktestOption.LEVERAGE;
import static io.qbrain.backtest.BacktestOption.LIMITS;
import static io.qbrain.backtest.BacktestOption.LIMIT_PRICE;
import static io.qbrain.backtest.BacktestOption.MAINTENANCE;
import static io.qbrain.backtest.BacktestOption.MARGIN_CALLS;
import static io.qbrain.backtest.BacktestOption.MARKET;
import static io.qbrain.backtest.BacktestOption.OPEN_ORDERS;
import static io.qbrain.backtest.BacktestOption.ORDER_LATENCY;
import static io.qbrain.backtest.BacktestOption.ORDER_PRICES;
import static io.qbrain.backtest.BacktestOption.POSITIONS;
import static io.qbrain.backtest.BacktestOption.PRESET;
import static io.qbrain.backtest.BacktestOption.PROFIT;
import static io.qbrain.backtest.BacktestOption.QUEUE;
import static io.qbrain.backtest.BacktestOption.RATE_FEEDS;
import static io.qbrain.backtest.BacktestOption.REACHED;
import static io.qbrain.backtest.BacktestOption.RESTING;
import static io.qbrain.backtest.BacktestOption.RISK;
import static io.qbrain.backtest.BacktestOption.RISK_COLLAR;
import static io.qbrain.backtest.BacktestOption.RISK_ORDER_VALUE;
import static io.qbrain.backtest.BacktestOption.RISK_PAYING;
import static io.qbrain.backtest.BacktestOption.RISK_POSITION_VALUE;
import static io.qbrain.backtest.BacktestOption.RISK_PRICE_AGE;
import static io.qbrain.backtest.BacktestOption.RISK_SHORTS;
import static io.qbrain.backtest.BacktestOption.RISK_TICKS;
import static io.qbrain.backtest.BacktestOption.RISK_VOLUME_SHARE;
import static io.qbrain.backtest.BacktestOption.ROLLOVER;
import static io.qbrain.backtest.BacktestOption.SEED;
import static io.qbrain.backtest.BacktestOption.SEQUENCE;
import static io.qbrain.backtest.BacktestOption.SETTLEMENT;
import static io.qbrain.backtest.BacktestOption.SIZE_BUFFER;
import static io.qbrain.backtest.BacktestOption.SIZE_RULE;
import static io.qbrain.backtest.BacktestOption.SLIPPAGE;
import static io.qbrain.backtest.BacktestOption.SLIP_CHANCE;
import static io.qbrain.backtest.BacktestOption.SPENT_VOLUME;
import static io.qbrain.backtest.BacktestOption.STOPS_BEYOND;
import static io.qbrain.backtest.BacktestOption.STOP_LIMITS;
import static io.qbrain.backtest.BacktestOption.TOUCH_CHANCE;
import static io.qbrain.backtest.BacktestOption.TRAILING;
import static io.qbrain.backtest.BacktestOption.TRIGGERED;
import static io.qbrain.backtest.BacktestOption.VOLUME_SHARE;
import static io.qbrain.backtest.OptionValues.UNLIMITED;

import io.qbrain.kernel.AccountKind;
import io.qbrain.kernel.AccountTerms;
import io.qbrain.kernel.AccountTerms.BorrowOn;
import io.qbrain.kernel.AccountTerms.Conversion;
import io.qbrain.kernel.AccountTerms.Settlement;
import io.qbrain.kernel.BuiltBarRule;
import io.qbrain.kernel.DayCount;
import io.qbrain.kernel.DayLeverage;
import io.qbrain.kernel.FeeModel;
import io.qbrain.kernel.MarginCalls;
import io.qbrain.kernel.PositionMode;
import io.qbrain.kernel.ProfitArithmetic;
import io.qbrain.kernel.RateFeed;
import io.qbrain.kernel.RiskProfile;
import io.qbrain.kernel.RiskProfile.Paying;
import io.qbrain.kernel.RolloverRule;
import io.qbrain.kernel.SizeRule;
import io.qbrain.markets.Markets;
import io.qbrain.model.Fixed;
import io.qbrain.simulation.BarRules;
import io.qbrain.simulation.Chance;
import io.qbrain.simulation.FillTiming;
import io.qbrain.simulation.Liquidity;
import io.qbrain.simulation.PointRules;
import io.qbrain.simulation.Preset;
import io.qbrain.simulation.Preset.EndOfRun;
import io.qbrain.simulation.Slippage;
import io.qbrain.simulation.VenueRules;
import io.qbrain.simulation.WaitingRules;
import io.qbrain.simulation.WaitingRules.AfterTrigger;
import io.qbrain.simulation.WaitingRules.LimitPrice;
import java.util.List;

/** The preset that the options name, with every setting replaced that another option names. */
final class PresetOptions {
  private final OptionValues values;

  PresetOptions(OptionValues values) {
    this.values = values;
  }

  Preset preset() {
    Preset base = values.value(PRESET, Preset.DEFAULT, Preset::named);
    AccountKind kind = kind(base);
    return new Preset(
        base.name(),
        venue(base.venue()),
        kind,
        leverage(base, kind),
        profile(base.profile()),
        values.value(SIZE_BUFFER, base.sizeBuffer(), PresetOptions::share),
        values.choice(
            END,
            base.end(),
            EndOfRun.KEEP,
            EndOfRun.CLOSE_AT_END,
            EndOfRun.CLOSE_AT_LAST_OPEN,
            EndOfRun.CLOSE_BEFORE_LAST),
        terms(base.terms()),
        values.choice(
            SIZE_RULE,
            base.sizeRule(),
            SizeRule.POSITION,
            SizeRule.ORDER,
            SizeRule.POSITION_AND_FEES),
        values.value(LEAST_CHANGE, base.leastChange(), PresetOptions::share),
        new BuiltBarRule(
            values.choice(BUILT_BARS, base.builtBars().everyInterval(), false, true),
            values.choice(BAR_ENDS, base.builtBars().endBelongs(), false, true)));
  }

  private VenueRules venue(VenueRules base) {
    return new VenueRules(
        values.choice(
            FILL_TIMING,
            base.timing(),
            FillTiming.NEXT_OPEN,
            FillTiming.NEXT_CLOSE,
            FillTiming.SAME_CLOSE,
            FillTiming.QUOTE_CLOSE,
            FillTiming.CURRENT_BOOK),
        values.choice(LIMITS, base.strictLimits(), false, true),
        values.value(SLIPPAGE, base.slippage(), PresetOptions::slippage),
        values.value(FEES, base.fees(), this::fees),
        liquidity(base.liquidity()),
        values.value(ORDER_LATENCY, base.orderLatencyNanos(), OptionValues::latency),
        values.value(DATA_LATENCY, base.dataLatencyNanos(), OptionValues::latency),
        values.choice(TRIGGERED, base.entryBarProtects(), true, false),
        values.choice(RESTING, base.restsOnTrades(), false, true),
        new BarRules(
            values.choice(
                SEQUENCE,
                base.bars().sequence(),
                BarRules.Sequence.STOPS_FIRST,
                BarRules.Sequence.AS_SUBMITTED,
                BarRules.Sequence.BY_PRICE),
            values.choice(
                TRAILING,
                base.bars().trailing(),
                BarRules.Trailing.BY_EXTREMES,
                BarRules.Trailing.BY_CLOSES),
            values.choice(
                STOP_LIMITS,
                base.bars().stopLimits(),
                BarRules.StopLimits.BY_CLOSE,
                BarRules.StopLimits.BY_DIRECTION,
                BarRules.StopLimits.AT_STOP),
            values.choice(
                ENTRIES,
                base.bars().entries(),
                BarRules.Entries.AT_OPEN,
                BarRules.Entries.AT_MARKET),
            points(base.bars().points()),
            values.choice(
                BAR_PATH,
                base.bars().path(),
                BarRules.Path.WHOLE,
                BarRules.Path.OPEN_HIGH_LOW_CLOSE,
                BarRules.Path.NEARER_FIRST)),
        waiting(base.waiting()));
  }

  private PointRules points(PointRules base) {
    return new PointRules(
        values.choice(REACHED, base.reachedOnce(), false, true),
        values.choice(ORDER_PRICES, base.ieeeTicks(), false, true));
  }

  private WaitingRules waiting(WaitingRules base) {
    return new WaitingRules(
        values.choice(
            AFTER_TRIGGER,
            base.after(),
            AfterTrigger.WITHIN_BAR,
            AfterTrigger.AT_CLOSE,
            AfterTrigger.AT_WORST),
        values.choice(CHANGED, base.changedMeetBar(), false, true),
        values.value(CLOSE_CUTOFF, base.closeCutoffNanos(), OptionValues::latency),
        values.value(LAST_PRICE, base.lastPriceNanos(), OptionValues::latency),
        values.choice(OPEN_ORDERS, base.openRefused(), false, true),
        values.choice(LIMIT_PRICE, base.limitPrice(), LimitPrice.MARKET, LimitPrice.OWN),
        new Chance(
            values.value(TOUCH_CHANCE, base.chance().touch(), PresetOptions::share),
            values.value(SLIP_CHANCE, base.chance().slip(), PresetOptions::share),
            values.value(SEED, base.chance().seed(), text -> (long) OptionValues.whole(text))),
        values.choice(AFTER_HOURS, base.afterHours(), false, true),
        values.choice(STOPS_BEYOND, base.stopRejected(), false, true));
  }

  private static Slippage slippage(String text) {
    Slippage slippage = Slippage.parse(text);
    int colon = text.lastIndexOf(':');
    if (colon >= 0 && !text.endsWith(":none") && Fixed.parse(text.substring(colon + 1)) < 0) {
      throw new IllegalArgumentException("expected a slippage >= 0, found '" + text + "'");
    }
    return slippage;
  }

  private Liquidity liquidity(Liquidity base) {
    Liquidity liquidity =
        new Liquidity(
            values.limit(VOLUME_SHARE, base.volumeShare(), UNLIMITED),
            values.choice(
                BOOK,
                base.rest(),
                Liquidity.Rest.SAME_PRICE,
                Liquidity.Rest.WAITS,
                Liquidity.Rest.ONE_TICK_WORSE),
            values.value(
                BOOK_SIZE,
                base.barSize(),
                text -> text.equals("any") ? 0L : OptionValues.positive(text)),
            values.flag(BOOK_DEPLETES, base.depletes()),
            values.flag(QUEUE, base.queue()),
            values.choice(SPENT_VOLUME, base.spentEndsBar(), false, true));
    if (values.has(VOLUME_SHARE)
        && liquidity.volumeShare() != Liquidity.UNLIMITED
        && liquidity.volumeShare() > Fixed.ONE) {
      throw BacktestException.of(
          VOLUME_SHARE,
          "expected a share from above 0 to 1, or unlimited, found '"
              + values.one(VOLUME_SHARE).orElse("")
              + "'");
    }
    for (BacktestOption option : List.of(BOOK_SIZE, BOOK_DEPLETES)) {
      if (values.has(option) && liquidity.rest() == Liquidity.Rest.SAME_PRICE) {
        throw BacktestException.of(
            option, "expected --book waits or one-tick-worse with it, found same-price");
      }
    }
    return liquidity;
  }

  private FeeModel fees(String text) {
    if (!text.equals("market")) {
      return FeeModel.parse(text);
    }
    List<String> named =
        values.all(MARKET).stream()
            .map(given -> given.substring(given.indexOf('=') + 1))
            .distinct()
            .toList();
    if (named.size() != 1) {
      throw new IllegalArgumentException(
          "expected one --market for all instruments, found " + named);
    }
    return FeeModel.parse(new Markets().named(named.get(0)).fees());
  }

  private AccountKind kind(Preset base) {
    AccountKind otherwise = values.has(FUTURE) ? AccountKind.FUTURES : base.kind();
    return values.choice(
        ACCOUNT, otherwise, AccountKind.CASH, AccountKind.MARGIN, AccountKind.FUTURES);
  }

  /** The leverage of a margin account; others have none to set. */
  private int leverage(Preset base, AccountKind kind) {
    int leverage =
        values.value(
            LEVERAGE,
            kind == AccountKind.MARGIN ? base.leverage() : 1,
            OptionValues::wholeAboveZero);
    if (kind != AccountKind.MARGIN && leverage != 1) {
      throw BacktestException.of(
          LEVERAGE, "expected 1 unless the account is margin, found " + leverage);
    }
    return leverage;
  }

  private RiskProfile profile(RiskProfile base) {
    RiskProfile p = values.value(RISK, base, RiskProfile::named);
    return new RiskProfile(
        p.name(),
        values.flag(RISK_TICKS, p.checkTicks()),
        values.limit(RISK_VOLUME_SHARE, p.volumeShare(), UNLIMITED),
        values.limit(RISK_ORDER_VALUE, p.maxOrderNotional(), UNLIMITED),
        values.limit(RISK_COLLAR, p.collar(), UNLIMITED),
        values.value(
            RISK_PRICE_AGE,
            p.maxReferenceIntervals(),
            text -> text.equals(UNLIMITED) ? Integer.MAX_VALUE : OptionValues.wholeAboveZero(text)),
        values.limit(RISK_POSITION_VALUE, p.maxPositionNotional(), UNLIMITED),
        values.choice(
            RISK_PAYING, p.paying(), Paying.AT_ORDER, Paying.AT_FILL, Paying.TWICE, Paying.NEVER),
        values.choice(RISK_SHORTS, p.shortsPaid(), true, false));
  }

  private AccountTerms terms(AccountTerms base) {
    return new AccountTerms(
        values.choice(POSITIONS, base.positions(), PositionMode.NETTING, PositionMode.HEDGING),
        values.choice(PROFIT, base.profit(), ProfitArithmetic.EXACT, ProfitArithmetic.IEEE_CENTS),
        values.choice(CONVERSION, base.conversion(), Conversion.AT_ONCE, Conversion.ON_REQUEST),
        values.choice(
            SETTLEMENT,
            base.settlement(),
            Settlement.IGNORED,
            Settlement.TRACKED,
            Settlement.REQUIRED),
        values.value(MAINTENANCE, base.maintenanceShare(), PresetOptions::share),
        values.value(ROLLOVER, base.rollover(), RolloverRule::named),
        values.value(BORROW_DAYS, base.borrowDays(), OptionValues::wholeAboveZero),
        values.choice(
            INTEREST_DAYS,
            base.interestDays(),
            DayCount.ACTUAL_360,
            DayCount.ACTUAL_365,
            DayCount.MONEY_MARKET),
        values.value(RATE_FEEDS, base.rates(), RateFeed::parseAll),
        values.value(MARGIN_CALLS, base.marginCalls(), MarginCalls::parse),
        values.value(DAY_LEVERAGE, base.dayLeverage(), DayLeverage::parse),
        values.choice(BORROW_ON, base.borrowOn(), BorrowOn.VALUE, BorrowOn.COST));
  }

  /** A share from 0 to 1. */
  private static long share(String text) {
    long share = Fixed.parse(text);
    if (share < 0 || share > Fixed.ONE) {
      throw new IllegalArgumentException("expected a share from 0 to 1, found '" + text + "'");
    }
    return share;
  }
}
