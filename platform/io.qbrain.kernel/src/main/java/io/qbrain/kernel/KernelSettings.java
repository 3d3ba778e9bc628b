package io.qbrain.kernel;

import io.qbrain.model.AccountId;
import io.qbrain.model.Currency;
import io.qbrain.model.Fixed;

/**
 * What an account is.
 *
 * @param account its id, also the prefix of its order ids
 * @param currency its base currency
 * @param kind how it pays for positions
 * @param leverage positions may reach equity times this (1 or more), for MARGIN
 * @param profile the limits of the risk rules
 * @param fees what a fill costs, to leave room for it in sizes and to reserve it
 * @param sizeBuffer share of equity that a weight leaves unused (0 to below 1), in units of 1e-8
 * @param historyBars bars that are kept of each subscribed series
 * @param terms how it counts positions, currencies, settlement, margin and interest
 * @param sizeRule how weights and values become orders
 * @param leastChange the least initial margin that a new target weight must take or free, as a
 *     share of the equity in units of 1e-8; smaller changes are not ordered
 * @param builtBars which bars are built of ticks and of shorter bars
 */
public record KernelSettings(
    AccountId account,
    Currency currency,
    AccountKind kind,
    int leverage,
    RiskProfile profile,
    FeeModel fees,
    long sizeBuffer,
    int historyBars,
    AccountTerms terms,
    SizeRule sizeRule,
    long leastChange,
    BuiltBarRule builtBars) {
  /** Bars kept of each series unless more are asked for. */
  public static final int DEFAULT_HISTORY_BARS = 1_000;

  /** Checks the ranges. */
  public KernelSettings {
    if (leverage < 1) {
      throw new IllegalArgumentException("expected a leverage >= 1, found " + leverage);
    }
    if (sizeBuffer < 0 || sizeBuffer >= Fixed.ONE) {
      throw new IllegalArgumentException(
          "expected 0 <= sizeBuffer < 1, found " + Fixed.format(sizeBuffer));
    }
    if (leastChange < 0 || leastChange > Fixed.ONE) {
      throw new IllegalArgumentException(
          "expected 0 <= leastChange <= 1, found " + Fixed.format(leastChange));
    }
    if (historyBars < 1) {
      throw new IllegalArgumentException("expected historyBars >= 1, found " + historyBars);
    }
  }

  /**
   * Makes an account on {@link AccountTerms#DEFAULT} that orders every change in whole positions.
   */
  public KernelSettings(
      AccountId account,
      Currency currency,
      AccountKind kind,
      int leverage,
      RiskProfile profile,
      FeeModel fees,
      long sizeBuffer,
      int historyBars) {
    this(
        account,
        currency,
        kind,
        leverage,
        profile,
        fees,
        sizeBuffer,
        historyBars,
        AccountTerms.DEFAULT,
        SizeRule.POSITION,
        0,
        BuiltBarRule.DEFAULT);
  }

  /** Returns this on other terms. */
  public KernelSettings with(AccountTerms newTerms) {
    return new KernelSettings(
        account,
        currency,
        kind,
        leverage,
        profile,
        fees,
        sizeBuffer,
        historyBars,
        newTerms,
        sizeRule,
        leastChange,
        builtBars);
  }

  /** Returns this with another rule of sizes. */
  public KernelSettings with(SizeRule newSizeRule) {
    return new KernelSettings(
        account,
        currency,
        kind,
        leverage,
        profile,
        fees,
        sizeBuffer,
        historyBars,
        terms,
        newSizeRule,
        leastChange,
        builtBars);
  }

  /** Returns a margin account of leverage 1 without fees under the reference profile. */
  public static KernelSettings of(AccountId account, Currency currency) {
    return new KernelSettings(
        account,
        currency,
        AccountKind.MARGIN,
        1,
        RiskProfile.REFERENCE,
        FeeModel.NONE,
        0,
        DEFAULT_HISTORY_BARS);
  }

  /** Writes an amount of the account's currency, given in units of 1e-8. */
  String money(long raw) {
    return Fixed.format(raw, 2) + " " + currency;
  }
}
