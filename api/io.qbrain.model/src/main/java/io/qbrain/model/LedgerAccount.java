package io.qbrain.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An account of the ledger, e.g. {@code cash:ema-btc} or {@code position:ema-btc:SPY.ARCA}. {@link
 * #parse} and {@link #toString} are inverse.
 *
 * @param type what it counts
 * @param book the instance whose book it belongs to; null for what no instance has
 * @param instrument the instrument; null where there is none
 * @param position the position of a hedging book that it counts, e.g. {@code
 *     position:fx:EURUSD.SIM: fx-7}; null where positions of an instrument are one
 */
public record LedgerAccount(
    Type type,
    @Nullable InstanceId book,
    @Nullable InstrumentId instrument,
    @Nullable PositionId position) {

  /** What an account of the ledger counts. */
  public enum Type {
    /** What the owner paid in (a credit). */
    CAPITAL,
    /** Money that can be spent. */
    CASH,
    /** Positions at cost; those of futures at the price of the last settlement. */
    POSITION,
    /** What stands against the positions of futures: they are owed, not paid. */
    OBLIGATION,
    /** Money held as margin for futures. */
    MARGIN,
    /** Profit realized (a credit) or lost (a debit). */
    PROFIT,
    /** Fees paid. */
    FEES,
    /**
     * Money from sales that is not settled yet.
     *
     * @since 1.1
     */
    UNSETTLED,
    /**
     * What conversions took in one currency (a debit) and gave in another (a credit).
     *
     * @since 1.1
     */
    CONVERSION,
    /**
     * Interest paid (a debit) or received (a credit): of positions in currency pairs, and, without
     * an instrument, of money.
     *
     * @since 1.1
     */
    INTEREST,
    /**
     * Fees paid for borrowing what was sold short.
     *
     * @since 1.1
     */
    BORROW,
    /**
     * Funding of perpetuals paid (a debit) or received (a credit).
     *
     * @since 1.1
     */
    FUNDING,
    /**
     * Dividends received (a credit) or, for what was sold short, paid (a debit).
     *
     * @since 1.1
     */
    DIVIDEND,
    /**
     * Dividends that holders at the ex time will receive (a debit) or, for what was sold short, pay
     * (a credit).
     *
     * @since 1.1
     */
    RECEIVABLE
  }

  /**
   * Makes an account that belongs to no single position: every account of a netting book.
   *
   * @param type what it counts
   * @param book the instance whose book it belongs to; null for what no instance has
   * @param instrument the instrument; null where there is none
   */
  public LedgerAccount(Type type, @Nullable InstanceId book, @Nullable InstrumentId instrument) {
    this(type, book, instrument, null);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof LedgerAccount that
            && type == that.type
            && Objects.equals(book, that.book)
            && Objects.equals(instrument, that.instrument)
            && Objects.equals(position, that.position));
  }

  @Override
  public int hashCode() {
    return Objects.hash(type.name(), book, instrument, position);
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return type.name().toLowerCase(java.util.Locale.ROOT)
        + (book == null && instrument == null ? "" : ":" + (book == null ? "" : book))
        + (instrument == null ? "" : ":" + instrument)
        + (position == null ? "" : ":" + position);
  }

  /** Parses the text form; throws IllegalArgumentException naming it if it is none. */
  public static LedgerAccount parse(String text) {
    String[] parts = text.split(":", -1);
    try {
      return new LedgerAccount(
          Type.valueOf(parts[0].toUpperCase(java.util.Locale.ROOT)),
          parts.length < 2 || parts[1].isEmpty() ? null : InstanceId.of(parts[1]),
          parts.length < 3 ? null : InstrumentId.of(parts[2]),
          parts.length < 4 ? null : PositionId.of(parts[3]));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "expected a ledger account such as cash:ema-btc, found '" + text + "'", e);
    }
  }
}
