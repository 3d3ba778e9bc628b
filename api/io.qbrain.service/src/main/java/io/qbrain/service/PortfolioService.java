package io.qbrain.service;

import io.qbrain.model.AccountId;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Fill;
import io.qbrain.model.InstanceId;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.Money;
import io.qbrain.model.Order;
import io.qbrain.model.Position;
import io.qbrain.model.PositionId;
import io.qbrain.model.Price;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Orders, positions, accounts and the ledger. */
public interface PortfolioService {

  /**
   * Which orders: those of an instance, or of all; open ones only, or all.
   *
   * @param instance the instance, or empty for all
   * @param openOnly whether only open orders are wanted
   * @param limit how many at most, the newest first, 1 to 1,000
   */
  record OrderFilter(Optional<InstanceId> instance, boolean openOnly, int limit) {}

  /**
   * A position of a book, or of an account if instance is empty.
   *
   * @param account the account
   * @param instance the instance
   * @param position what is held
   * @param averagePrice mean entry price
   * @param lastPrice last price; empty if none is known
   * @param value value at the last price, else cost
   * @param openProfit profit at the last price, before fees
   * @param id which of several positions of a hedging account; empty for all of an instrument
   * @param baseValue value in the account's base currency, at the last known rate
   */
  record PositionView(
      AccountId account,
      Optional<InstanceId> instance,
      Position position,
      Price averagePrice,
      Optional<Price> lastPrice,
      Money value,
      Money openProfit,
      Optional<PositionId> id,
      Money baseValue) {
    /** Makes a view of all that is held of an instrument of the base currency. */
    public PositionView(
        AccountId account,
        Optional<InstanceId> instance,
        Position position,
        Price averagePrice,
        Optional<Price> lastPrice,
        Money value,
        Money openProfit) {
      this(
          account,
          instance,
          position,
          averagePrice,
          lastPrice,
          value,
          openProfit,
          Optional.empty(),
          value);
    }
  }

  /**
   * Money of a currency besides the base one.
   *
   * @param cash what can be spent
   * @param unsettled what comes from sales that are not settled yet
   * @param baseValue both in the base currency, at the last known rate
   * @since 1.1
   */
  record BalanceView(Money cash, Money unsettled, Money baseValue) {}

  /**
   * An account.
   *
   * @param id its id
   * @param mode paper or live
   * @param kind cash, margin or futures
   * @param capital what was paid in
   * @param cash money, margin not included
   * @param unallocated part of cash that belongs to no instance
   * @param margin money held as margin
   * @param equity cash, margin and positions at the last prices
   * @param realizedProfit profit of what was closed, before fees
   * @param fees fees paid
   * @param riskProfile the risk profile in force
   * @param sequence number of the last input
   * @param terms how it counts positions, currencies, settlement, margin and interest
   * @param unsettled money of the base currency from sales that is not settled yet
   * @param initialMargin what the positions take of the equity
   * @param maintenanceMargin the equity below which positions are liquidated; zero if never
   * @param balances money of other currencies
   * @param receivable dividends that will be received, less those that will be paid
   */
  record AccountView(
      AccountId id,
      String mode,
      String kind,
      Money capital,
      Money cash,
      Money unallocated,
      Money margin,
      Money equity,
      Money realizedProfit,
      Money fees,
      String riskProfile,
      long sequence,
      String terms,
      Money unsettled,
      Money initialMargin,
      Money maintenanceMargin,
      List<BalanceView> balances,
      Money receivable) {
    /** Copies the balances. */
    public AccountView {
      balances = List.copyOf(balances);
    }

    /** Makes a view of an account that waits for no dividend. */
    public AccountView(
        AccountId id,
        String mode,
        String kind,
        Money capital,
        Money cash,
        Money unallocated,
        Money margin,
        Money equity,
        Money realizedProfit,
        Money fees,
        String riskProfile,
        long sequence,
        String terms,
        Money unsettled,
        Money initialMargin,
        Money maintenanceMargin,
        List<BalanceView> balances) {
      this(
          id,
          mode,
          kind,
          capital,
          cash,
          unallocated,
          margin,
          equity,
          realizedProfit,
          fees,
          riskProfile,
          sequence,
          terms,
          unsettled,
          initialMargin,
          maintenanceMargin,
          balances,
          Money.zero(capital.currency()));
    }

    /** Makes a view of an account of one currency without margin. */
    public AccountView(
        AccountId id,
        String mode,
        String kind,
        Money capital,
        Money cash,
        Money unallocated,
        Money margin,
        Money equity,
        Money realizedProfit,
        Money fees,
        String riskProfile,
        long sequence) {
      this(
          id,
          mode,
          kind,
          capital,
          cash,
          unallocated,
          margin,
          equity,
          realizedProfit,
          fees,
          riskProfile,
          sequence,
          "",
          Money.zero(capital.currency()),
          Money.zero(capital.currency()),
          Money.zero(capital.currency()),
          List.of());
    }
  }

  /**
   * What a check of the ledger found.
   *
   * @param account the account
   * @param entries entries read
   * @param fills fills read
   * @param differences each in words; empty if everything agrees
   */
  record LedgerCheck(AccountId account, long entries, long fills, List<String> differences) {}

  /**
   * A place in a list whose newest element comes first: a page begins after it. {@link #parse} and
   * {@link #toString} are inverse.
   *
   * @param nanos the element's time, in nanoseconds since 1970: of an order when it was created, of
   *     a fill when it happened at the venue
   * @param id its id
   * @since 1.1
   */
  record Place(long nanos, String id) {
    /** Returns the place of an order. */
    public static Place of(Order order) {
      return new Place(order.createdNanos(), order.id().toString());
    }

    /** Returns the place of a fill. */
    public static Place of(Fill fill) {
      return new Place(fill.timeNanos(), fill.executionId().toString());
    }

    /** Parses the text form. */
    public static Place parse(String text) {
      int comma = text.indexOf(',');
      if (comma < 1 || comma > 19 || !text.substring(0, comma).matches("-?[0-9]{1,18}|[0-9]{19}")) {
        throw new IllegalArgumentException(
            "expected a place such as 1704205860000000000,paper-17, found '" + text + "'");
      }
      return new Place(Long.parseLong(text.substring(0, comma)), text.substring(comma + 1));
    }

    @Override
    public String toString() {
      return nanos + "," + id;
    }
  }

  /** What happened in a turn of an account. */
  enum Happened {
    ANYTHING,
    /** An order was denied by our own rules. */
    DENIAL,
    /** Trading was switched off or on. */
    KILL
  }

  /**
   * Which turns of an account's journal are wanted, the newest first.
   *
   * @param account the account
   * @param id those that changed the order, or whatever else, of this id; it counts alone
   * @param what else, those in which this happened
   * @param before turns before this number; empty for the first page
   * @param limit 1 to 1,000
   * @since 1.1
   */
  record TurnFilter(
      AccountId account, Optional<String> id, Happened what, OptionalLong before, int limit) {}

  /**
   * A turn of an account's journal: what one input did.
   *
   * @param account the account
   * @param sequence its number
   * @param timeNanos its time, in nanoseconds since 1970
   * @param receivedNanos when its cause was received
   * @param effects what it did: an array of objects, JSON
   * @since 1.1
   */
  record TurnView(
      AccountId account, long sequence, long timeNanos, long receivedNanos, String effects) {}

  /**
   * Returns the orders that come after a place in the list of {@link #orders}. UNAVAILABLE {@code
   * history.unavailable} if what is not in memory cannot be read.
   *
   * @since 1.1
   */
  default List<Order> orders(OrderFilter filter, Place after) {
    throw noPages();
  }

  /**
   * Returns the fills that come after a place in the list of {@link #fills}. UNAVAILABLE {@code
   * history.unavailable} if what is not in memory cannot be read.
   *
   * @since 1.1
   */
  default List<Fill> fills(Optional<InstanceId> instance, int limit, Place after) {
    throw noPages();
  }

  /**
   * Returns turns of an account's journal, the newest first. UNAVAILABLE {@code
   * history.unavailable} if the journal cannot be asked; NOT_FOUND {@code account.unknown}.
   *
   * @since 1.1
   */
  default List<TurnView> turns(TurnFilter filter) {
    throw noPages();
  }

  private static ServiceException noPages() {
    return new ServiceException(
        ServiceException.Kind.UNAVAILABLE, "history.unavailable", "there are no such pages here");
  }

  /** Returns orders, the newest first. */
  List<Order> orders(OrderFilter filter);

  /** Returns an order; NOT_FOUND {@code order.unknown}. */
  Order order(ClientOrderId id);

  /**
   * Asks to cancel an order; returns once the request is durable. CONFLICT {@code order.closed}.
   */
  Order cancel(ClientOrderId id, String reason);

  /** Returns the last fills, the newest first; limit 1 to 1,000. */
  List<Fill> fills(Optional<InstanceId> instance, int limit);

  /**
   * Returns fills of an account, the newest first, as far back as they are kept; those of one time
   * by their ids, backwards.
   *
   * @param before the last fill of the page before; empty for the first page
   * @param limit 1 to 1,000
   * @throws ServiceException NOT_FOUND {@code account.unknown}; UNAVAILABLE {@code
   *     history.unavailable} if the database does not answer
   * @since 1.1
   */
  default List<Fill> fills(AccountId account, Optional<Fill> before, int limit) {
    throw new ServiceException(
        ServiceException.Kind.UNAVAILABLE,
        "history.unavailable",
        "this service does not read the fills of " + account + " page by page");
  }

  /** Returns positions that are not flat, those of the books and their sums per account. */
  List<PositionView> positions(Optional<InstanceId> instance);

  /** Returns the accounts. */
  List<AccountView> accounts();

  /** Returns one; NOT_FOUND {@code account.unknown}. */
  AccountView account(AccountId id);

  /** Returns ledger entries after a number, the oldest first; limit 1 to 1,000. */
  List<LedgerEntry> ledger(AccountId account, long afterNumber, int limit);

  /**
   * Reads the whole journal again and compares: debits = credits per currency, positions = sums of
   * fills = ledger, orders' filled quantities = sums of fills, the durable state = the one in
   * memory.
   */
  LedgerCheck verifyLedger(AccountId account);
}
