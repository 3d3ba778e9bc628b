package io.qbrain.benchmarks;

import io.qbrain.kernel.EffectSink;
import io.qbrain.kernel.Input;
import io.qbrain.kernel.Kernel;
import io.qbrain.kernel.KernelSettings;
import io.qbrain.kernel.Refusal;
import io.qbrain.kernel.ReportQueue;
import io.qbrain.kernel.RiskProfile;
import io.qbrain.kernel.TradeEntry;
import io.qbrain.model.AccountId;
import io.qbrain.model.Currency;
import io.qbrain.model.Effect;
import io.qbrain.model.Instance;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.Order;
import io.qbrain.model.OrderStatus;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Quote;
import io.qbrain.model.StrategyRef;
import io.qbrain.simulation.Preset;
import io.qbrain.simulation.SimulatedVenue;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/**
 * One kernel and one simulated venue on this thread, without journal or records: each quote fills
 * the order of the one before and brings the next.
 */
final class TradedQuotes implements EffectSink {
  private static final InstrumentId ID = InstrumentId.of("TICK.SIM");
  private static final AccountId ACCOUNT = AccountId.of("benchmark");
  private static final StrategyRef REF = new StrategyRef(StrategyRef.LOCAL, "alternating", "1.0.0");
  private static final long QUOTE_MICROS = 100;
  private static final int PRICES = 64;

  private final Kernel kernel;
  private final SimulatedVenue venue;
  private final ReportQueue reports;
  private final Deque<Order> outgoing = new ArrayDeque<>();
  private final Price[] bids = new Price[PRICES];
  private final Price[] asks = new Price[PRICES];
  private final Quantity size = Quantity.of(1_000_000);
  private Instant time = Instant.parse("2024-01-02T15:00:00Z");
  private int number;
  private long orders;
  private long fills;
  private long denied;
  private long sentNanos;

  TradedQuotes(RiskProfile profile, boolean trades) {
    Preset preset = Preset.CANONICAL.withProfile(profile);
    KernelSettings settings = preset.settings(ACCOUNT, Currency.USD);
    kernel = new Kernel(settings, ref -> Optional.of(new Alternating.Factory()));
    reports = kernel.reportQueue(this);
    venue = new SimulatedVenue(preset.venue(), kernel::sizeAtFill, reports);
    for (int i = 0; i < PRICES; i++) {
      bids[i] = Price.parse(String.valueOf(100 + (i < PRICES / 2 ? i : PRICES - i) / 100.0));
      asks[i] = Price.ofRaw(bids[i].raw() + 1_000_000);
    }
    Instrument instrument =
        Instrument.builder(ID, Currency.USD).maxOrderQuantity(Quantity.of(100_000)).build();
    Money capital = Money.of(1_000_000_000, Currency.USD);
    venue.list(instrument);
    command(new Input.ListInstrument(instrument));
    command(new Input.Deposit(capital, "start", 0));
    command(
        new Input.CreateInstance(
            Instance.created(
                InstanceId.of("alternating"),
                ACCOUNT,
                REF,
                Map.of("instrument", ID.toString(), "trades", String.valueOf(trades)),
                Instance.Mode.BACKTEST,
                capital)));
    command(new Input.StartInstance(InstanceId.of("alternating"), ""));
  }

  private void command(Input input) {
    Refusal refusal = kernel.handle(input, this);
    if (refusal != null) {
      throw new IllegalStateException(refusal.message());
    }
  }

  /** Returns the next quote. */
  Quote next() {
    number++;
    time = time.plusNanos(QUOTE_MICROS * 1_000);
    int at = number % PRICES;
    return Quote.of(ID, time, bids[at], asks[at], size, size);
  }

  /** Fills what works. */
  void match(Quote quote) {
    venue.onMarket(quote);
    settle();
  }

  /** Gives a quote to the kernel; what it orders is still to be sent. */
  void decide(Quote quote) {
    kernel.market(quote, this);
  }

  /** Sends what was ordered. */
  void settle() {
    while (true) {
      Order order = outgoing.poll();
      if (order != null) {
        venue.submit(order, kernel.nowNanos());
        continue;
      }
      if (!reports.deliver()) {
        return;
      }
    }
  }

  /** One quote's whole way: fill, decision, order. */
  void quote(Quote quote) {
    match(quote);
    decide(quote);
    settle();
  }

  /** Returns the clock's reading at the moment when the last order left the kernel. */
  long sentNanos() {
    return sentNanos;
  }

  /** Throws unless each quote brought one order, and each order but the last was filled. */
  void check() {
    if (denied != 0 || orders != number || fills != number - 1) {
      throw new IllegalStateException(
          "expected an order for each of "
              + number
              + " quotes, found "
              + orders
              + ", filled "
              + fills
              + ", denied "
              + denied);
    }
  }

  @Override
  public void effect(Effect effect) {
    // Instruments, instances and money: what is listed, started and paid in.
  }

  @Override
  public void orderChanged(Order order, long venueSequence) {
    denied += order.status() == OrderStatus.DENIED ? 1 : 0;
  }

  @Override
  public void orderFilled(Order order, long venueSequence, TradeEntry entry) {
    fills++;
  }

  @Override
  public void send(Order order) {
    sentNanos = System.nanoTime();
    orders++;
    outgoing.add(order);
  }

  @Override
  public void log(InstanceId instance, long timeNanos, String message) {
    // Said by an instance at its start and its end; what goes wrong is seen in the counts.
  }
}
