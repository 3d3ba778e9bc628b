package io.qbrain.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.kernel.FeeModel;
import io.qbrain.model.Bar;
import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Contingency;
import io.qbrain.model.Currency;
import io.qbrain.model.Effect;
import io.qbrain.model.Fill;
import io.qbrain.model.Fixed;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.Order;
import io.qbrain.model.OrderLink;
import io.qbrain.model.OrderList;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.OrderStatus;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Side;
import io.qbrain.model.TimeInForce;
import io.qbrain.model.TrailingOffset;
import io.qbrain.simulation.FillTiming;
import io.qbrain.simulation.Liquidity;
import io.qbrain.simulation.Preset;
import io.qbrain.simulation.VenueRules;
import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Size;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyContext;
import io.qbrain.strategy.StrategyFactory;
import io.qbrain.strategy.Subscription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Random chains of requests and of prices through the kernel and the simulated venue, under random
 * timings, latencies and volumes: a thousand of them, or as many as the system property {@code
 * jqwik.tries.default} says, for instance {@code -Djqwik.tries.default=100000}.
 */
class VenueModelTest {
  private static final InstrumentId A = InstrumentId.of("A.SIM");
  private static final long MINUTE = 60_000_000_000L;
  private static final long START = 1_767_600_000_000_000_000L;

  /** Bars without a volume at the end, in which whatever was asked for is answered. */
  private static final int QUIET_BARS = 3;

  /** What a strategy asks for on a bar, and how the bar moves. */
  record Step(int what, int which, int quantity, int move, int volume) {}

  /** How the venue fills. */
  record Setting(FillTiming timing, int latencyMinutes, boolean parts) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 13),
            Arbitraries.integers().between(0, 7),
            Arbitraries.integers().between(1, 12),
            Arbitraries.integers().between(-6, 6),
            Arbitraries.integers().between(0, 8))
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(30);
  }

  @Provide
  Arbitrary<Setting> settings() {
    return Combinators.combine(
            Arbitraries.of(FillTiming.NEXT_OPEN, FillTiming.SAME_CLOSE, FillTiming.CURRENT_BOOK),
            Arbitraries.integers().between(0, 2),
            Arbitraries.of(true, false))
        .as(Setting::new);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void ordersAndVenueAgree(@ForAll("steps") List<Step> steps, @ForAll("settings") Setting setting) {
    Random strategy = new Random(steps);
    BacktestResult result = run(strategy, setting);
    assertThat(strategy.bars)
        .as("the instance is not faulted")
        .isEqualTo(steps.size() + QUIET_BARS);
    Map<ClientOrderId, Order> orders = new LinkedHashMap<>();
    Map<ClientOrderId, Long> filled = new LinkedHashMap<>();
    long position = 0;
    for (Effect e : result.effects()) {
      if (e instanceof Effect.OrderChanged changed) {
        Order o = changed.order();
        orders.put(o.id(), o);
        Fill f = changed.fill();
        if (f != null) {
          filled.merge(o.id(), f.quantity().raw(), Long::sum);
          position += f.side().sign() * f.quantity().raw();
          checkPrice(o, f);
        }
        check(o, filled.getOrDefault(o.id(), 0L));
      }
    }
    orders.values().forEach(o -> checkAnswered(o));
    checkLists(orders);
    if (steps.stream().allMatch(s -> s.what() < 13)) {
      checkExits(strategy, orders);
    }
    long held =
        result.account().books().get(0).positions().stream()
            .mapToLong(p -> p.quantity().raw())
            .sum();
    assertThat(held).as("position = fills").isEqualTo(position);
  }

  /** A change of a price was on its way to the target when the stop traded. */
  @Example
  void aPriceChangedInFlightLeavesWhatTheOtherHasTraded() {
    ordersAndVenueAgree(
        List.of(
            new Step(12, 1, 2, 0, 0),
            new Step(4, 0, 1, 0, 0),
            new Step(2, 1, 1, 2, 2),
            new Step(0, 0, 1, -2, 1)),
        new Setting(FillTiming.CURRENT_BOOK, 1, true));
  }

  /** The entry and the target traded in one bar: the stop was to grow by a stale number. */
  @Example
  void aQuantityThatOneFillMadeStaleIsNotTraded() {
    ordersAndVenueAgree(
        List.of(
            new Step(12, 0, 6, 0, 0),
            new Step(1, 0, 1, 0, 0),
            new Step(1, 0, 1, 0, 0),
            new Step(0, 0, 1, 0, 5),
            new Step(0, 0, 1, 2, 2),
            new Step(0, 0, 1, 0, 0),
            new Step(0, 0, 1, 0, 0),
            new Step(0, 0, 1, -4, 6)),
        new Setting(FillTiming.NEXT_OPEN, 2, true));
  }

  private static void check(Order o, long filled) {
    assertThat(o.filledQuantity().raw()).as("cumulative of %s", o).isEqualTo(filled);
    assertThat(o.reason()).as("%s", o).doesNotContain("OVERFILL").doesNotContain("LATE_FILL");
    if (o.status().isTerminal()) {
      assertThat(o.leavesQuantity().isZero()).as("leaves of %s", o).isTrue();
      assertThat(o.replacement()).as("replacement of %s", o).isEmpty();
    } else if (!o.isSizedAtFill()) {
      assertThat(o.filledQuantity().raw() + o.leavesQuantity().raw())
          .as("cumulative + leaves of %s", o)
          .isEqualTo(o.quantity().raw());
    }
  }

  /** A fill is never worse than the limit that the order had then or was to have. */
  private static void checkPrice(Order o, Fill f) {
    Price limit = o.request().limitPrice().orElse(null);
    if (limit != null && o.replacement().isEmpty()) {
      assertThat(f.side().sign() * f.price().compareTo(limit))
          .as("%s at %s", o, f.price())
          .isLessThanOrEqualTo(0);
    }
  }

  /** Nothing waits for an answer of the venue at the end. */
  private static void checkAnswered(Order o) {
    assertThat(o.status())
        .as("%s", o)
        .isNotIn(OrderStatus.SUBMITTED, OrderStatus.PENDING_CANCEL, OrderStatus.PENDING_REPLACE);
  }

  /** Of a group one cancels the others, or they share one quantity. */
  private static void checkLists(Map<ClientOrderId, Order> orders) {
    Map<String, Integer> traded = new LinkedHashMap<>();
    Map<String, Long> shared = new LinkedHashMap<>();
    for (Order o : orders.values()) {
      OrderLink link = o.link().orElse(null);
      if (link == null || o.filledQuantity().isZero()) {
        continue;
      }
      String group = link.list() + " " + link.parent();
      if (link.contingency() == Contingency.OCO) {
        String sent = link.original() == null ? group : group + " " + o.createdNanos();
        assertThat(traded.merge(sent, 1, Integer::sum)).as("filled of the OCO of %s", o).isOne();
      } else if (link.contingency() == Contingency.OUO) {
        long sum = shared.merge(group, whole(o.filledQuantity()), Long::sum);
        checkShare(o, sum, orders);
      }
      if (link.parent() != null) {
        checkShare(o, whole(o.filledQuantity()), orders);
      }
    }
  }

  /** What filled is at most the share of the order that the one before it has triggered. */
  private static void checkShare(Order o, long filled, Map<ClientOrderId, Order> orders) {
    Order parent = o.link().map(OrderLink::parent).map(orders::get).orElse(null);
    long asked = whole(o.request().quantity());
    long of = parent == null ? 1 : whole(parent.request().quantity());
    long triggered = parent == null ? 1 : whole(parent.filledQuantity());
    assertThat(filled * of)
        .as("%s, %s filled in its group, of what %s has triggered", o, filled, parent)
        .isLessThanOrEqualTo(asked * triggered);
  }

  /**
   * What a trigger has traded and its exits have not is what each exit that works has left, unless
   * somebody canceled one of them or made it of another quantity, or one was denied.
   */
  private static void checkExits(Random strategy, Map<ClientOrderId, Order> orders) {
    Map<String, List<Order>> groups = new LinkedHashMap<>();
    for (Order o : orders.values()) {
      OrderLink link = o.link().filter(l -> l.parent() != null).orElse(null);
      if (link != null) {
        groups.computeIfAbsent(link.list() + " " + link.parent(), k -> new ArrayList<>()).add(o);
      }
    }
    for (List<Order> group : groups.values()) {
      Order parent = orders.get(group.get(0).link().map(OrderLink::parent).orElse(null));
      boolean left =
          group.stream()
              .anyMatch(
                  o ->
                      strategy.canceled.contains(o.id())
                          || !o.request().quantity().equals(group.get(0).request().quantity())
                          || o.status() == OrderStatus.DENIED
                          || o.status() == OrderStatus.REJECTED);
      if (parent == null || parent.filledQuantity().isZero() || left) {
        continue;
      }
      long asked = whole(group.get(0).request().quantity());
      long rest =
          asked * whole(parent.filledQuantity()) / whole(parent.request().quantity())
              - group.stream().mapToLong(o -> whole(o.filledQuantity())).sum();
      assertThat(group.stream().filter(o -> o.status().isOpen()))
          .as("exits of %s that work, of %s", parent, group)
          .allSatisfy(o -> assertThat(whole(o.leavesQuantity())).isEqualTo(rest))
          .matches(open -> open.isEmpty() == (rest == 0));
    }
  }

  private static long whole(Quantity quantity) {
    return quantity.raw() / Fixed.ONE;
  }

  private static BacktestResult run(Random strategy, Setting setting) {
    BarSeries.Builder bars = BarSeries.builder(A, BarSpec.MINUTE);
    long price = 100;
    long close = START;
    for (int i = 0; i < strategy.steps.size() + QUIET_BARS; i++) {
      boolean quiet = i >= strategy.steps.size();
      long open = price;
      price = Math.max(50, price + (quiet ? 0 : strategy.steps.get(i).move()));
      long volume = quiet ? 0 : strategy.steps.get(i).volume();
      bars.add(
          close,
          open * Fixed.ONE,
          (Math.max(open, price) + 1) * Fixed.ONE,
          (Math.min(open, price) - 1) * Fixed.ONE,
          price * Fixed.ONE,
          volume * Fixed.ONE);
      close += MINUTE * (quiet ? setting.latencyMinutes() + 1 : 1);
    }
    Liquidity liquidity =
        setting.parts() ? Liquidity.ANY.withVolumeShare(Fixed.ONE) : Liquidity.ANY;
    VenueRules venue =
        new VenueRules(false, 0, FeeModel.NONE)
            .withTiming(setting.timing())
            .withLiquidity(liquidity)
            .withLatency(setting.latencyMinutes() * MINUTE, 0);
    return Backtest.under(Preset.DEFAULT.withVenue(venue))
        .data(Instrument.builder(A, Currency.USD).build(), bars.build())
        .strategy("random", strategy, Map.of(), Money.of(100_000, Currency.USD))
        .run();
  }

  record NoParameters() {}

  /** Asks on each bar for what its step says. */
  private static final class Random implements Strategy, StrategyFactory<NoParameters> {
    final List<Step> steps;
    final Set<ClientOrderId> canceled = new LinkedHashSet<>();
    private final List<ClientOrderId> mine = new ArrayList<>();
    int bars;

    Random(List<Step> steps) {
      this.steps = steps;
    }

    @Override
    public String name() {
      return "random";
    }

    @Override
    public Class<NoParameters> configType() {
      return NoParameters.class;
    }

    @Override
    public Requirements requirements(NoParameters config) {
      return Requirements.of(Subscription.bars(A, BarSpec.MINUTE, 0));
    }

    @Override
    public Strategy create(NoParameters config) {
      return this;
    }

    @Override
    public void onBar(Bar bar, StrategyContext context) {
      bars++;
      if (bars <= steps.size()) {
        Step step = steps.get(bars - 1);
        long last = Math.round(bar.close());
        Side side = step.which() % 2 == 0 ? Side.BUY : Side.SELL;
        if (step.what() < 4) {
          change(step, last, context);
        } else {
          submit(step, side, last, context);
        }
      }
    }

    private void change(Step step, long last, StrategyContext context) {
      if (mine.isEmpty()) {
        return;
      }
      ClientOrderId id = mine.get(mine.size() - 1 - step.which() % mine.size());
      Quantity quantity = Quantity.of(step.quantity());
      switch (step.what()) {
        case 0 -> cancel(id, context);
        case 1 -> context.replace(id, quantity, null, null);
        case 2 -> context.replace(id, null, Price.of(last + step.which() - 3), null);
        default -> {
          context.replace(id, quantity, null, null);
          cancel(id, context);
        }
      }
    }

    private void cancel(ClientOrderId id, StrategyContext context) {
      canceled.add(id);
      context.cancel(id);
    }

    private void submit(Step step, Side side, long last, StrategyContext context) {
      Quantity quantity = Quantity.of(step.quantity());
      int away = step.which() - 3;
      OrderRequest limit =
          OrderRequest.limit(A, side, quantity, Price.of(last - side.sign() * away));
      OrderRequest stop =
          OrderRequest.stop(A, side.opposite(), quantity, Price.of(last - side.sign() * 3));
      OrderRequest target =
          OrderRequest.limit(A, side.opposite(), quantity, Price.of(last + side.sign() * 3));
      switch (step.what()) {
        case 4 -> mine.add(context.submit(OrderRequest.market(A, side, quantity)));
        case 5 -> mine.add(context.submit(limit));
        case 6 -> mine.add(context.submit(limit.withTimeInForce(TimeInForce.IOC)));
        case 7 -> mine.add(context.submit(limit.withTimeInForce(TimeInForce.FOK)));
        case 8 -> mine.add(context.submit(stop));
        case 9 -> mine.addAll(context.submit(OrderList.oco(stop, target)));
        case 10 -> mine.addAll(context.submit(OrderList.ouo(stop, target)));
        case 11 -> mine.addAll(context.submit(OrderList.bracket(limit, stop, target)));
        case 12 -> mine.addAll(context.submit(OrderList.oto(limit, OrderList.ouo(stop, target))));
        default -> {
          mine.add(
              context.submit(
                  OrderRequest.trailingStop(
                      A, side, quantity, TrailingOffset.ticks(100L * step.quantity()))));
          context.target(A, Size.of(Quantity.of(side.sign() * step.quantity())));
        }
      }
    }
  }
}
