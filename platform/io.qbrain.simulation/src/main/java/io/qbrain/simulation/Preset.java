package io.qbrain.simulation;

import io.qbrain.kernel.AccountKind;
import io.qbrain.kernel.AccountTerms;
import io.qbrain.kernel.BuiltBarRule;
import io.qbrain.kernel.FeeModel;
import io.qbrain.kernel.KernelSettings;
import io.qbrain.kernel.MarginCalls;
import io.qbrain.kernel.PositionMode;
import io.qbrain.kernel.ProfitArithmetic;
import io.qbrain.kernel.RiskProfile;
import io.qbrain.kernel.RolloverRule;
import io.qbrain.kernel.SizeRule;
import io.qbrain.model.AccountId;
import io.qbrain.model.Currency;
import io.qbrain.model.Fixed;
import java.time.Duration;
import java.util.List;

/**
 * A named set of conventions of venue and account.
 *
 * @param name its name, printed by every run
 * @param venue how orders fill
 * @param kind how the account pays for positions
 * @param leverage positions may reach equity times this
 * @param profile the limits of the risk rules
 * @param sizeBuffer share of equity that a weight leaves unused, in units of 1e-8
 * @param end what becomes of positions at the end of a run
 * @param terms how the account counts positions, currencies, settlement, margin and interest
 * @param sizeRule how weights and values become orders
 * @param leastChange the least initial margin that a new target weight must take or free, as a
 *     share of the equity in units of 1e-8; smaller changes are not ordered
 * @param builtBars which bars are built of ticks and of shorter bars
 */
public record Preset(
    String name,
    VenueRules venue,
    AccountKind kind,
    int leverage,
    RiskProfile profile,
    long sizeBuffer,
    EndOfRun end,
    AccountTerms terms,
    SizeRule sizeRule,
    long leastChange,
    BuiltBarRule builtBars) {

  /** Makes one on {@link AccountTerms#DEFAULT} that orders every change in whole positions. */
  public Preset(
      String name,
      VenueRules venue,
      AccountKind kind,
      int leverage,
      RiskProfile profile,
      long sizeBuffer,
      EndOfRun end) {
    this(
        name,
        venue,
        kind,
        leverage,
        profile,
        sizeBuffer,
        end,
        AccountTerms.DEFAULT,
        SizeRule.POSITION,
        0,
        BuiltBarRule.DEFAULT);
  }

  /** What becomes of positions at the end of a run. */
  public enum EndOfRun {
    /** They stay, and are marked at the last close. */
    KEEP,
    /**
     * They are closed at the market when the data end; it depends on the venue whether it fills.
     */
    CLOSE_AT_END,
    /** They are closed at the open of the last bar. */
    CLOSE_AT_LAST_OPEN,
    /** They are closed at the close of the bar before the last. */
    CLOSE_BEFORE_LAST
  }

  private static final FeeModel BROKER_PER_SHARE = FeeModel.parse("per-share:0.005,1.00,0.005");

  /** The platform's own: per-share fees, limits on touch, cash paid in full or sold short 1 : 1. */
  public static final Preset DEFAULT =
      new Preset(
          "default",
          new VenueRules(false, 0, BROKER_PER_SHARE),
          AccountKind.MARGIN,
          1,
          RiskProfile.REFERENCE,
          Fixed.parse("0.0025"),
          EndOfRun.KEEP);

  /** As QuantConnect LEAN with its brokerage defaults for US shares. */
  public static final Preset LEAN =
      new Preset(
          "lean",
          new VenueRules(true, 0, FeeModel.parse("per-share-or-minimum:0.005,1.00,0.005"))
              .withTiming(FillTiming.QUOTE_CLOSE)
              .withRestsOnTrades(true)
              .withWaiting(
                  new WaitingRules(
                      WaitingRules.AfterTrigger.AT_CLOSE,
                      true,
                      Duration.ofMinutes(15).plusSeconds(30).toNanos(),
                      Duration.ofHours(1).toNanos(),
                      true)),
          AccountKind.MARGIN,
          2,
          RiskProfile.REFERENCE.with(RiskProfile.Paying.AT_FILL),
          Fixed.parse("0.0025"),
          EndOfRun.KEEP,
          AccountTerms.DEFAULT
              .withMaintenance(Fixed.ONE)
              .with(MarginCalls.parse("missing:0.1:300s")),
          SizeRule.POSITION,
          Fixed.parse("0.001"),
          BuiltBarRule.DEFAULT);

  /**
   * As backtrader's broker: no fee unless one is set, orders one after the other, trailing stops
   * from close to close.
   */
  public static final Preset BACKTRADER =
      new Preset(
              "backtrader",
              new VenueRules(false, 0, FeeModel.NONE)
                  .withEntryBarProtected(false)
                  .withBars(
                      new BarRules(
                          BarRules.Sequence.AS_SUBMITTED,
                          BarRules.Trailing.BY_CLOSES,
                          BarRules.StopLimits.BY_DIRECTION,
                          BarRules.Entries.AT_OPEN)),
              AccountKind.MARGIN,
              1,
              RiskProfile.REFERENCE.with(RiskProfile.Paying.TWICE).withShortsPaid(false),
              0,
              EndOfRun.KEEP)
          .withTerms(AccountTerms.DEFAULT.withBorrowDays(365).with(AccountTerms.BorrowOn.COST))
          .withSizeRule(SizeRule.ORDER);

  /** As backtesting.py: whole units sized at the fill, open trades closed at the last open. */
  public static final Preset BACKTESTING_PY =
      new Preset(
              "backtesting.py",
              new VenueRules(false, 0, FeeModel.NONE)
                  .withBars(
                      BarRules.DEFAULT
                          .with(BarRules.StopLimits.AT_STOP)
                          .with(BarRules.Entries.AT_MARKET)),
              AccountKind.MARGIN,
              1,
              RiskProfile.REFERENCE.with(RiskProfile.Paying.AT_FILL),
              0,
              EndOfRun.CLOSE_AT_LAST_OPEN)
          .withSizeRule(SizeRule.POSITION_AND_FEES);

  /**
   * As NautilusTrader on bars of bids and asks at the top of the book: 250,000 at the best price,
   * the rest one tick worse; 0.2 basis points a fill, rounded half up to the cent. The prices of a
   * bar move the book one after the other, and limits that rest fill at their own.
   */
  public static final Preset NAUTILUS_L1 =
      new Preset(
              "nautilus-l1",
              new VenueRules(false, 0, FeeModel.parse("rounded:2,HALF_UP,percentage:0.00002"))
                  .withTiming(FillTiming.CURRENT_BOOK)
                  .withBars(
                      BarRules.DEFAULT
                          .with(BarRules.Path.OPEN_HIGH_LOW_CLOSE)
                          .with(BarRules.Sequence.BY_PRICE))
                  .withWaiting(
                      WaitingRules.DEFAULT.with(WaitingRules.LimitPrice.OWN).withStopRejected(true))
                  .withLiquidity(
                      new Liquidity(
                          Liquidity.UNLIMITED,
                          Liquidity.Rest.ONE_TICK_WORSE,
                          Fixed.parse("250000"),
                          false,
                          false)),
              AccountKind.MARGIN,
              50,
              RiskProfile.REFERENCE,
              0,
              EndOfRun.CLOSE_AT_END)
          .withTerms(
              AccountTerms.DEFAULT
                  .with(PositionMode.HEDGING)
                  .with(ProfitArithmetic.IEEE_CENTS)
                  .with(RolloverRule.NAUTILUS))
          .withBuiltBars(new BuiltBarRule(true, true));

  /**
   * As zipline: at the close of the next bar, at most 2.5 % of its volume, with the impact of the
   * share of the volume; 0.001 a share.
   */
  public static final Preset ZIPLINE =
      new Preset(
              "zipline",
              new VenueRules(false, 0, FeeModel.parse("per-contract:0.001"))
                  .withTiming(FillTiming.NEXT_CLOSE)
                  .withSlippage(Slippage.parse("volume-share:0.1"))
                  .withLiquidity(
                      Liquidity.ANY.withVolumeShare(Fixed.parse("0.025")).withSpentEndsBar(true))
                  .withBars(
                      BarRules.DEFAULT
                          .with(BarRules.Sequence.AS_SUBMITTED)
                          .with(new PointRules(true, true))),
              AccountKind.MARGIN,
              1,
              RiskProfile.REFERENCE.with(RiskProfile.Paying.NEVER),
              0,
              EndOfRun.KEEP)
          .withSizeRule(SizeRule.ORDER);

  /** The canonical work of the benchmarks: 0.01 slippage, 0.1 % fee, unrounded. */
  public static final Preset CANONICAL =
      new Preset(
          "canonical",
          new VenueRules(false, Fixed.parse("0.01"), FeeModel.parse("percentage:0.001")),
          AccountKind.CASH,
          1,
          RiskProfile.REFERENCE,
          0,
          EndOfRun.KEEP);

  /** Every preset. */
  public static final List<Preset> ALL =
      List.of(DEFAULT, LEAN, BACKTRADER, BACKTESTING_PY, NAUTILUS_L1, ZIPLINE, CANONICAL);

  /** Returns a preset by its name; throws IllegalArgumentException listing the names. */
  public static Preset named(String name) {
    for (Preset p : ALL) {
      if (p.name.equals(name)) {
        return p;
      }
    }
    throw new IllegalArgumentException(
        "expected a preset of "
            + ALL.stream().map(Preset::name).toList()
            + ", found '"
            + name
            + "'");
  }

  /** Returns this with other fees. */
  public Preset withFees(FeeModel fees) {
    return new Preset(
        name,
        venue.withFees(fees),
        kind,
        leverage,
        profile,
        sizeBuffer,
        end,
        terms,
        sizeRule,
        leastChange,
        builtBars);
  }

  /** Returns this with other conventions of the venue. */
  public Preset withVenue(VenueRules newVenue) {
    return new Preset(
        name,
        newVenue,
        kind,
        leverage,
        profile,
        sizeBuffer,
        end,
        terms,
        sizeRule,
        leastChange,
        builtBars);
  }

  /** Returns this with another kind of account. */
  public Preset withAccount(AccountKind newKind, int newLeverage) {
    return new Preset(
        name,
        venue,
        newKind,
        newLeverage,
        profile,
        sizeBuffer,
        end,
        terms,
        sizeRule,
        leastChange,
        builtBars);
  }

  /** Returns this with other terms of the account. */
  public Preset withTerms(AccountTerms newTerms) {
    return new Preset(
        name,
        venue,
        kind,
        leverage,
        profile,
        sizeBuffer,
        end,
        newTerms,
        sizeRule,
        leastChange,
        builtBars);
  }

  /** Returns this with another end of the run. */
  public Preset withEnd(EndOfRun newEnd) {
    return new Preset(
        name,
        venue,
        kind,
        leverage,
        profile,
        sizeBuffer,
        newEnd,
        terms,
        sizeRule,
        leastChange,
        builtBars);
  }

  /** Returns this with another least change of a target weight. */
  public Preset withLeastChange(long share) {
    return new Preset(
        name, venue, kind, leverage, profile, sizeBuffer, end, terms, sizeRule, share, builtBars);
  }

  /** Returns this with another risk profile. */
  public Preset withProfile(RiskProfile newProfile) {
    return new Preset(
        name,
        venue,
        kind,
        leverage,
        newProfile,
        sizeBuffer,
        end,
        terms,
        sizeRule,
        leastChange,
        builtBars);
  }

  /** Returns this with another rule of sizes. */
  public Preset withSizeRule(SizeRule newRule) {
    return new Preset(
        name,
        venue,
        kind,
        leverage,
        profile,
        sizeBuffer,
        end,
        terms,
        newRule,
        leastChange,
        builtBars);
  }

  /** Returns this with other bars that are built. */
  public Preset withBuiltBars(BuiltBarRule newRule) {
    return new Preset(
        name,
        venue,
        kind,
        leverage,
        profile,
        sizeBuffer,
        end,
        terms,
        sizeRule,
        leastChange,
        newRule);
  }

  /** Returns the settings of an account under these conventions. */
  public KernelSettings settings(AccountId account, Currency currency) {
    return new KernelSettings(
        account,
        currency,
        kind,
        leverage,
        profile,
        venue.fees(),
        sizeBuffer,
        KernelSettings.DEFAULT_HISTORY_BARS,
        terms,
        sizeRule,
        leastChange,
        builtBars);
  }
}
