package io.qbrain.backtest;

import io.qbrain.model.Fill;
import io.qbrain.model.Fixed;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Side;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes trades of fills, for each instance and instrument. The average price of a position stands
 * when the position is reduced; a fill that goes through zero closes all and opens the rest, at its
 * own price.
 */
public final class Trades {

  private record Key(InstanceId instance, InstrumentId instrument) {}

  /** A position on its way through the fills, in units of 1e-8. */
  private static final class Open {
    private long quantity;
    private long cost;
    private long fees;
    private long sinceNanos;
  }

  /** What an amount of a fill is in the currency of the account. */
  interface Conversion {
    Money inBase(int number, Money amount);
  }

  private final Map<InstrumentId, Instrument> instruments;
  private final Conversion conversion;
  private int fills;
  private final Map<Key, Open> positions = new LinkedHashMap<>();
  private final List<Trade> closed = new ArrayList<>();

  private Trades(Map<InstrumentId, Instrument> instruments, Conversion conversion) {
    this.instruments = instruments;
    this.conversion = conversion;
  }

  /**
   * Goes through fills in order; results stay in the currencies of the instruments.
   *
   * @param fills the fills
   * @param instruments their instruments; a multiplier of 1 is taken for others
   */
  public static Trades of(List<Fill> fills, Map<InstrumentId, Instrument> instruments) {
    return of(fills, instruments, (number, amount) -> amount);
  }

  /** Goes through fills in order; results are converted with the fill that closes a trade. */
  static Trades of(
      List<Fill> fills, Map<InstrumentId, Instrument> instruments, Conversion conversion) {
    Trades trades = new Trades(instruments, conversion);
    for (Fill fill : fills) {
      trades.fill(fill);
      trades.fills++;
    }
    return trades;
  }

  /** Returns the trades in the order in which they were closed. */
  public List<Trade> closed() {
    return List.copyOf(closed);
  }

  /** Returns when the positions that are still open were opened. */
  List<Long> openSinceNanos() {
    return positions.values().stream()
        .filter(open -> open.quantity != 0)
        .map(open -> open.sinceNanos)
        .toList();
  }

  private void fill(Fill fill) {
    Open open =
        positions.computeIfAbsent(new Key(fill.instance(), fill.instrument()), k -> new Open());
    int sign = fill.side().sign();
    long quantity = fill.quantity().raw();
    long held = Math.abs(open.quantity);
    long closing = Long.signum(open.quantity) == -sign ? Math.min(held, quantity) : 0;
    long closingFee =
        closing == quantity
            ? fill.fee().raw()
            : Fixed.multiplyDivide(fill.fee().raw(), closing, quantity);
    if (closing > 0) {
      close(open, fill, closing, closingFee);
    }
    if (quantity > closing) {
      open(open, fill, quantity - closing, fill.fee().raw() - closingFee);
    }
  }

  private void open(Open open, Fill fill, long quantity, long fee) {
    if (open.quantity == 0) {
      open.sinceNanos = fill.timeNanos();
    }
    open.quantity = Math.addExact(open.quantity, fill.side().sign() * quantity);
    open.cost = Math.addExact(open.cost, notional(fill, quantity));
    open.fees = Math.addExact(open.fees, fee);
  }

  private void close(Open open, Fill fill, long quantity, long fee) {
    long held = Math.abs(open.quantity);
    long cost = share(open.cost, quantity, held);
    long fees = share(open.fees, quantity, held);
    int direction = Long.signum(open.quantity);
    open.quantity -= direction * quantity;
    open.cost -= cost;
    open.fees -= fees;
    Money profit = money(fill, direction * (notional(fill, quantity) - cost));
    Money paid = money(fill, fees + fee);
    closed.add(
        new Trade(
            fill.instance(),
            fill.instrument(),
            direction > 0 ? Side.BUY : Side.SELL,
            Quantity.ofRaw(quantity),
            open.sinceNanos,
            average(fill, cost, quantity),
            fill.timeNanos(),
            fill.price(),
            money(fill, cost),
            profit,
            paid,
            conversion.inBase(fills, profit.minus(paid))));
  }

  private static long share(long whole, long part, long of) {
    return part == of ? whole : Fixed.multiplyDivide(whole, part, of);
  }

  private Price average(Fill fill, long cost, long quantity) {
    return Price.ofRaw(Fixed.divide(Fixed.divide(cost, quantity), multiplier(fill)));
  }

  private long notional(Fill fill, long quantity) {
    long plain = Fixed.multiply(quantity, fill.price().raw());
    return Fixed.multiply(plain, multiplier(fill));
  }

  private long multiplier(Fill fill) {
    @Nullable Instrument instrument = instruments.get(fill.instrument());
    return instrument == null ? Fixed.ONE : instrument.multiplier().raw();
  }

  private static Money money(Fill fill, long raw) {
    return Money.ofRaw(raw, fill.fee().currency());
  }
}
