package io.qbrain.model;

/**
 * Why an order, a target or a replacement was denied before it was sent, what is odd about a
 * report, or why an event of the market was not taken. The names are stable: shell, REST, metrics
 * and strategies tell denials apart by them.
 *
 * @since 1.1
 */
public enum ReasonCode {
  /** A number that no order may have. */
  SANITY(
      "a quantity or price is no number, not above zero, off the lot or tick grid, or cannot be"
          + " calculated"),
  /** Prices that do not fit the type. */
  ORDER_PRICES("the prices do not fit the type of the order: one is missing, too many or opposed"),
  /** A trailing offset that does not fit. */
  ORDER_OFFSET("the trailing offset is missing, not above zero, or the type has none"),
  /** A time in force that does not fit the type. */
  ORDER_TIME_IN_FORCE("the time in force does not fit the type of the order"),
  /** An expiry that does not fit. */
  ORDER_EXPIRY("the expiry is missing, in the past or after 2262, or the time in force has none"),
  /** A flag that does not fit. */
  ORDER_FLAGS("a flag does not fit the type or time in force, as post-only on a market order"),
  /** Orders of a list that contradict each other. */
  CONTINGENCY("the orders of a list contradict each other"),
  /** A reduce-only order that would not reduce. */
  REDUCE_ONLY("a reduce-only order would open or increase a position"),
  /** A replacement of an order that is not open. */
  ORDER_NOT_OPEN("the order that is to change is unknown, closed or being canceled"),
  /** A replacement while another one is pending. */
  ORDER_PENDING("the order is being replaced already"),
  /** A replacement that changes nothing or too much. */
  REPLACEMENT("the replacement changes nothing, or what the type of the order does not have"),
  /** An instrument that the instance does not trade. */
  UNKNOWN_INSTRUMENT("the instance does not subscribe to the instrument, or nobody listed it"),
  /** An instrument that nobody here may trade. */
  RESTRICTED("the instrument is on the restricted list"),
  /** A market without rules. */
  UNKNOWN_MARKET("the instrument names a market whose rules are not known"),
  /** No session. */
  MARKET_CLOSED("the market is closed, and no session of it is known later"),
  /** A price off the market's grid. */
  TICK_SIZE("a price is off the tick grid of the market"),
  /** A quantity off the market's grid. */
  LOT_SIZE("the quantity is off the lots of the market"),
  /** A price beyond the day's limits. */
  PRICE_LIMIT("a price is beyond the limits of the day"),
  /** A short sale where there is none. */
  NO_SHORTS("the market does not allow to sell what one does not hold"),
  /** A sale of what was bought in the same session. */
  NOT_SELLABLE("what was bought in this session cannot be sold in it"),
  /** A price far from the market, or no price of the market. */
  PRICE_COLLAR("the price is too far from the last one, or there is none, or it is too old"),
  /** Too great a quantity. */
  MAX_QUANTITY("the quantity of the order is above its limit"),
  /** Too great a value. */
  MAX_NOTIONAL("the value of the order is above its limit"),
  /** Too great a position. */
  MAX_POSITION("the position with all open orders would be above its limit"),
  /** Not enough money. */
  BUYING_POWER("cash, margin or leverage do not suffice"),
  /** No rate of exchange. */
  NO_RATE("no rate of the instrument's currency in the account's is known"),
  /** A contract that is over. */
  EXPIRED("the instrument has expired"),
  /** A position that is not there or too small. */
  POSITION("the position that the order names is not open, or smaller, or of the other side"),
  /** Trading is stopped. */
  KILLED("trading is stopped for the instance, the account or the platform"),
  /** A venue filled more than was ordered. */
  OVERFILL("the venue filled more than was ordered; the fill is booked and the order is closed"),
  /** A fill of an order that is closed. */
  LATE_FILL("the venue filled an order after its end; the fill is booked"),
  /** The answer of a venue did not come. */
  UNKNOWN_OUTCOME("the answer of the venue is not known; it is asked before anything else is done"),
  /** A venue that leaves an order larger than it may be. */
  VENUE_REFUSES(
      "the venue neither makes smaller nor cancels an order that is larger than it may be; it is"
          + " not asked again before something trades"),
  /** Market data that go back in time. */
  OUT_OF_ORDER(
      "a bar is not after the one before, or a tick is older than the one before; dropped"),
  /** Market data of a time that has not come. */
  FROM_THE_FUTURE("an event of the market is more than a day later than the clock; dropped"),
  /** Market data at prices that the market does not have. */
  NEGATIVE_PRICE(
      "an event of the market has a price of zero or less, where there are none; dropped");

  private final String description;

  ReasonCode(String description) {
    this.description = description;
  }

  /** Returns what the code means, in one line. */
  public String description() {
    return description;
  }
}
