package io.qbrain.model;

import java.util.List;

/**
 * An entry of the double-entry ledger: postings whose sum is zero in each currency. Entries are
 * never changed; a mistake is corrected by a reversing entry.
 *
 * @param number from 1, without gaps
 * @param timeNanos when it happened, in nanoseconds since 1970
 * @param kind why
 * @param reference what caused it: an execution id, a session date
 * @param postings at least two
 */
public record LedgerEntry(
    long number, long timeNanos, Kind kind, String reference, List<Posting> postings) {

  /** Why an entry was made. */
  public enum Kind {
    /** The owner pays in or out. */
    DEPOSIT,
    /** Cash moves between the account and an instance's book. */
    ALLOCATION,
    /** A fill, with its fee. */
    TRADE,
    /** The daily settlement of a future's profit. */
    SETTLEMENT,
    /**
     * Money of one currency becomes money of another, through the conversion account; the reference
     * is the rate.
     *
     * @since 1.1
     */
    CONVERSION,
    /**
     * Money from sales becomes settled cash.
     *
     * @since 1.1
     */
    DELIVERY,
    /**
     * Rollover interest of a position in a currency pair.
     *
     * @since 1.1
     */
    INTEREST,
    /**
     * The fee for borrowing what was sold short.
     *
     * @since 1.1
     */
    BORROW_FEE,
    /**
     * Funding of a perpetual.
     *
     * @since 1.1
     */
    FUNDING,
    /**
     * A dividend: who is long receives it, who is short pays it.
     *
     * @since 1.1
     */
    DIVIDEND,
    /**
     * A dividend of which the holders were entitled before is paid.
     *
     * @since 1.1
     */
    DIVIDEND_PAID,
    /**
     * Interest of money that the account has or owes.
     *
     * @since 1.1
     */
    CASH_INTEREST,
    /**
     * An instrument is traded no more and was settled in cash.
     *
     * @since 1.1
     */
    DELISTING,
    /**
     * A split: quantity and price change, the value stays; a fraction of a lot is paid out.
     *
     * @since 1.1
     */
    SPLIT,
    /**
     * A future expired and was settled in cash.
     *
     * @since 1.1
     */
    EXPIRY,
    /**
     * The venue took a fill back or changed it: the postings of its entry with their signs turned;
     * the reference is the execution id of that fill.
     *
     * @since 1.1
     */
    REVERSAL
  }

  /**
   * One line of an entry.
   *
   * @param account the account
   * @param amount above zero is a debit, below a credit
   * @param quantity what is added to a position's quantity; zero elsewhere
   */
  public record Posting(LedgerAccount account, Money amount, Quantity quantity) {
    /** Returns a line without a quantity. */
    public static Posting of(LedgerAccount account, Money amount) {
      return new Posting(account, amount, Quantity.ZERO);
    }
  }

  /** Checks that the postings sum to zero in each currency. */
  public LedgerEntry {
    if (postings instanceof PostingRow row) {
      if (row.sum() != 0) {
        throw unbalanced(number, kind, reference, Money.ofRaw(row.sum(), row.currency));
      }
    } else {
      postings = List.copyOf(postings);
      check(number, kind, reference, postings);
    }
  }

  /**
   * Returns an entry of one currency of which the first posting alone may have a quantity.
   *
   * @param accounts the account of each posting, at least one
   * @param amountsRaw the amount of each posting in units of 1e-8
   * @param quantityRaw the quantity of the first one in units of 1e-8
   * @throws IllegalArgumentException if the amounts do not sum to zero
   * @since 1.1
   */
  public static LedgerEntry of(
      long number,
      long timeNanos,
      Kind kind,
      String reference,
      Currency currency,
      LedgerAccount[] accounts,
      long[] amountsRaw,
      long quantityRaw) {
    if (accounts.length == 0 || accounts.length != amountsRaw.length) {
      throw new IllegalArgumentException(
          "ledger entry "
              + number
              + ": expected an amount for each account, found "
              + accounts.length
              + " accounts and "
              + amountsRaw.length
              + " amounts");
    }
    return new LedgerEntry(
        number,
        timeNanos,
        kind,
        reference,
        new PostingRow(currency, accounts.clone(), amountsRaw.clone(), quantityRaw));
  }

  /**
   * Returns how many postings it has.
   *
   * @since 1.1
   */
  public int size() {
    return postings.size();
  }

  /**
   * Returns the account of a posting.
   *
   * @since 1.1
   */
  public LedgerAccount account(int index) {
    return postings instanceof PostingRow row ? row.accounts[index] : postings.get(index).account();
  }

  /**
   * Returns the currency of a posting.
   *
   * @since 1.1
   */
  public Currency currency(int index) {
    return postings instanceof PostingRow row
        ? row.currency
        : postings.get(index).amount().currency();
  }

  /**
   * Returns the amount of a posting in units of 1e-8.
   *
   * @since 1.1
   */
  public long amountRaw(int index) {
    return postings instanceof PostingRow row
        ? row.amounts[index]
        : postings.get(index).amount().raw();
  }

  /**
   * Returns the quantity of a posting in units of 1e-8.
   *
   * @since 1.1
   */
  public long quantityRaw(int index) {
    return postings instanceof PostingRow row
        ? row.quantity(index)
        : postings.get(index).quantity().raw();
  }

  private static void check(long number, Kind kind, String reference, List<Posting> postings) {
    if (postings.isEmpty()) {
      throw new IllegalArgumentException(
          "ledger entry " + number + " (" + kind + " " + reference + "): expected postings");
    }
    Currency first = postings.get(0).amount().currency();
    long sum = 0;
    boolean several = false;
    for (int i = 0; i < postings.size(); i++) {
      Money amount = postings.get(i).amount();
      if (amount.currency().equals(first)) {
        sum = Math.addExact(sum, amount.raw());
      } else {
        several = true;
      }
    }
    if (sum != 0) {
      throw unbalanced(number, kind, reference, Money.ofRaw(sum, first));
    }
    if (several) {
      checkEach(number, kind, reference, postings);
    }
  }

  private static void checkEach(long number, Kind kind, String reference, List<Posting> postings) {
    for (Posting p : postings) {
      long sum = 0;
      for (Posting q : postings) {
        if (q.amount().currency().equals(p.amount().currency())) {
          sum = Math.addExact(sum, q.amount().raw());
        }
      }
      if (sum != 0) {
        throw unbalanced(number, kind, reference, Money.ofRaw(sum, p.amount().currency()));
      }
    }
  }

  private static IllegalArgumentException unbalanced(
      long number, Kind kind, String reference, Money difference) {
    return new IllegalArgumentException(
        "ledger entry "
            + number
            + " ("
            + kind
            + " "
            + reference
            + "): expected debits = credits, found a difference of "
            + difference);
  }
}
