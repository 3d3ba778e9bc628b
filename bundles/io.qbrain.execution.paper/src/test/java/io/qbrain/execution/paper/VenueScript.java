package io.qbrain.execution.paper;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Contingency;
import io.qbrain.model.Currency;
import io.qbrain.model.Depth;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.Order;
import io.qbrain.model.OrderLink;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.OrderType;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Quote;
import io.qbrain.model.Replacement;
import io.qbrain.model.Side;
import io.qbrain.model.TimeInForce;
import io.qbrain.model.Times;
import io.qbrain.model.TradeTick;
import io.qbrain.model.TrailingOffset;
import io.qbrain.port.OrderGateway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A made-up session at the venue: events of four instruments, and orders, changes and cancels
 * between them, all drawn from a seed. One call to the gateway is one step.
 */
final class VenueScript {
  private static final long UNIT = 100_000_000L;
  static final InstrumentId PLAIN = InstrumentId.of("PLAIN.SIM");
  static final InstrumentId CHINA = InstrumentId.of("CHINA.SIM");
  static final InstrumentId QUOTED = InstrumentId.of("QUOTED.SIM");
  static final InstrumentId BOOK = InstrumentId.of("BOOK.SIM");
  private static final List<InstrumentId> ALL = List.of(PLAIN, CHINA, QUOTED, BOOK);

  /** A call, and whether it may be made again after a crash. */
  record Step(Consumer<OrderGateway> call, boolean again) {}

  private final List<Step> steps = new ArrayList<>();
  private final Map<ClientOrderId, Order> sent = new LinkedHashMap<>();
  private final Random random;
  private final List<Bar> bars;
  private long now;
  private int number;

  /** Draws a session over some bars, which show the prices of all instruments. */
  VenueScript(long seed, List<Bar> bars) {
    this.random = new Random(seed);
    this.bars = bars;
    for (Bar bar : bars) {
      market(bar);
      for (int i = random.nextInt(3); i > 0; i--) {
        act(bar);
      }
    }
  }

  List<Step> steps() {
    return steps;
  }

  static List<Instrument> instruments() {
    List<Instrument> all = new ArrayList<>();
    for (InstrumentId id : ALL) {
      Instrument.Builder made = Instrument.builder(id, Currency.USD).tickSize(Price.parse("0.01"));
      all.add(id.equals(CHINA) ? made.market("china-a").build() : made.build());
    }
    return all;
  }

  private void market(Bar bar) {
    now = bar.timeNanos();
    long close = bar.closePrice().raw();
    event(like(bar, PLAIN, BarSpec.of(Duration.ofMinutes(5))), true);
    event(like(bar, CHINA, BarSpec.of(Duration.ofMinutes(5))), true);
    if (random.nextInt(3) > 0) {
      event(like(bar, QUOTED, BarSpec.parse("5m-bid")), true);
      event(like(bar, QUOTED, BarSpec.parse("5m-ask")), true);
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      tick(cents(close) + (random.nextInt(21) - 10) * UNIT / 100);
    }
  }

  private static long cents(long raw) {
    return raw / (UNIT / 100) * (UNIT / 100);
  }

  private void tick(long mid) {
    Price bid = Price.ofRaw(mid - UNIT / 100);
    Price ask = Price.ofRaw(mid + UNIT / 100);
    switch (random.nextInt(3)) {
      case 0 -> event(Quote.of(BOOK, Times.instant(now), bid, ask, size(), size()), false);
      case 1 -> event(TradeTick.of(BOOK, Times.instant(now), Price.ofRaw(mid), size()), false);
      default ->
          event(
              Depth.of(
                  BOOK,
                  Times.instant(now),
                  2,
                  bid.raw(),
                  size().raw(),
                  ask.raw(),
                  size().raw(),
                  bid.raw() - UNIT / 100,
                  size().raw(),
                  ask.raw() + UNIT / 100,
                  size().raw()),
              false);
    }
  }

  private Quantity size() {
    return Quantity.of(1 + random.nextInt(300));
  }

  private Bar like(Bar bar, InstrumentId id, BarSpec spec) {
    return Bar.ofRaw(
        id,
        spec,
        bar.openTimeNanos(),
        bar.timeNanos(),
        bar.openPrice().raw(),
        bar.highPrice().raw(),
        bar.lowPrice().raw(),
        bar.closePrice().raw(),
        Quantity.of(random.nextInt(4_000)).raw());
  }

  private void event(MarketEvent event, boolean again) {
    steps.add(new Step(g -> g.onMarket(event), again));
  }

  private void act(Bar bar) {
    List<Order> orders = List.copyOf(sent.values());
    switch (random.nextInt(orders.isEmpty() ? 1 : 8)) {
      case 6 -> {
        ClientOrderId id = orders.get(random.nextInt(orders.size())).id();
        steps.add(new Step(g -> g.cancel(id), false));
      }
      case 7 -> replace(orders.get(random.nextInt(orders.size())), bar);
      case 5 -> {
        if (random.nextBoolean()) {
          pair(bar);
        } else {
          bracket(bar);
        }
      }
      default -> submit(order(bar, null));
    }
  }

  private void submit(Order order) {
    sent.put(order.id(), order);
    steps.add(new Step(g -> g.submit(order), true));
  }

  private void replace(Order order, Bar bar) {
    if (order.isSizedAtFill()) {
      return;
    }
    boolean priced = order.request().limitPrice().isPresent();
    Replacement to =
        Replacement.of(
            priced && random.nextInt(3) == 0 ? null : size(),
            order.request().limitPrice().isPresent() ? near(bar) : null,
            order.request().stopPrice().isPresent() && random.nextBoolean() ? near(bar) : null);
    if (order.type() == OrderType.TRAILING_STOP && random.nextBoolean()) {
      to = to.withTrailingOffset(TrailingOffset.basisPoints(random.nextBoolean() ? "20" : "40"));
    }
    Order pending = order.pendingReplace(to, now);
    sent.put(order.id(), pending.replaced(Quantity.ZERO, now));
    steps.add(new Step(g -> g.replace(pending), false));
  }

  /** Two orders of a list; the second may be one that the first triggers. */
  private void pair(Bar bar) {
    ClientOrderId list = ClientOrderId.of("s-" + (number + 1));
    Contingency contingency = random.nextBoolean() ? Contingency.OCO : Contingency.OUO;
    submit(order(bar, new OrderLink(list, contingency, null)));
    boolean child = random.nextInt(3) == 0;
    submit(order(bar, new OrderLink(list, contingency, child ? list : null)));
  }

  /** An order and two that reduce each other once it has traded a part. */
  private void bracket(Bar bar) {
    ClientOrderId list = ClientOrderId.of("s-" + (number + 1));
    submit(order(bar, new OrderLink(list, Contingency.OTO, null)));
    submit(order(bar, new OrderLink(list, Contingency.OUO, list)));
    submit(order(bar, new OrderLink(list, Contingency.OUO, list)));
  }

  private Price near(Bar bar) {
    long away = (long) ((random.nextGaussian() * 0.002) * bar.closePrice().raw());
    return Price.ofRaw(Math.max(UNIT, cents(bar.closePrice().raw() + away)));
  }

  private Order order(Bar bar, @Nullable OrderLink link) {
    OrderType[] types = OrderType.values();
    OrderType type = types[random.nextInt(types.length)];
    InstrumentId instrument = ALL.get(random.nextInt(ALL.size()));
    Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
    ClientOrderId id = ClientOrderId.of("s-" + ++number);
    InstanceId owner = InstanceId.of("one");
    if (link == null && random.nextInt(12) == 0) {
      OrderRequest request = OrderRequest.market(instrument, side, Quantity.ZERO);
      return Order.sizedAtFill(id, owner, request, UNIT, now).submitted(now);
    }
    OrderRequest.Builder b = OrderRequest.builder(instrument, side, type, size());
    switch (type) {
      case LIMIT -> b.limit(near(bar)).postOnly(random.nextInt(6) == 0);
      case STOP, MARKET_IF_TOUCHED -> b.stop(near(bar));
      case STOP_LIMIT, LIMIT_IF_TOUCHED -> b.stop(near(bar)).limit(near(bar));
      case TRAILING_STOP -> {
        b.trailing(
            random.nextBoolean()
                ? TrailingOffset.basisPoints("30")
                : TrailingOffset.price(Price.of(5)));
        if (random.nextBoolean()) {
          b.stop(near(bar));
        }
      }
      default -> {}
    }
    timeInForce(b, type);
    Order order = Order.of(id, owner, b.build(), now);
    return (link == null ? order : order.linked(link)).submitted(now);
  }

  private void timeInForce(OrderRequest.Builder b, OrderType type) {
    boolean auction = type == OrderType.MARKET_ON_OPEN || type == OrderType.MARKET_ON_CLOSE;
    switch (auction ? 9 : random.nextInt(9)) {
      case 0, 1 -> b.timeInForce(TimeInForce.DAY);
      case 2 ->
          b.timeInForce(TimeInForce.GTD)
              .expireNanos(now + (1 + random.nextInt(40)) * 300_000_000_000L);
      case 3 -> {
        if (type == OrderType.LIMIT || type == OrderType.MARKET) {
          b.timeInForce(random.nextBoolean() ? TimeInForce.IOC : TimeInForce.FOK).postOnly(false);
        }
      }
      case 4 -> {
        if (type == OrderType.LIMIT) {
          b.timeInForce(random.nextBoolean() ? TimeInForce.OPG : TimeInForce.ATC).postOnly(false);
        }
      }
      default -> {}
    }
  }

  /** Sizes what is sized at the fill by the price alone, so that any run gives the same. */
  static Quantity sizeAt(Price price) {
    long signed = price.raw() / (UNIT / 100) % 7 - 3;
    return Quantity.of(signed * 10);
  }

  /** Remembers the reports, and that none comes twice with another content. */
  static final class Hearing implements OrderGateway.Listener {
    private final Map<Long, ExecutionReport> reports = new LinkedHashMap<>();

    /** Whether what comes now is lost. */
    boolean deaf;

    @Override
    public void onReport(ExecutionReport report) {
      if (deaf) {
        return;
      }
      ExecutionReport before = reports.putIfAbsent(report.venueSequence(), report);
      if (before != null && !before.equals(report)) {
        throw new AssertionError("told " + before + ", and now " + report);
      }
    }

    @Override
    public Quantity sizeAtFill(Order order, Price price) {
      return sizeAt(price);
    }

    List<ExecutionReport> all() {
      return List.copyOf(reports.values());
    }

    long last() {
      return reports.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
    }
  }
}
