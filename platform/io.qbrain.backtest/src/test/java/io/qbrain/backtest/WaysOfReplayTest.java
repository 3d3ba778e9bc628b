package io.qbrain.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.kernel.AccountKind;
import io.qbrain.kernel.AccountTerms;
import io.qbrain.model.Bar;
import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Currency;
import io.qbrain.model.Effect;
import io.qbrain.model.EventSeries;
import io.qbrain.model.Fixed;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.Order;
import io.qbrain.model.OrderList;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.Price;
import io.qbrain.model.PriceSource;
import io.qbrain.model.Quantity;
import io.qbrain.model.Side;
import io.qbrain.model.Times;
import io.qbrain.model.TradeSeries;
import io.qbrain.model.TrailingOffset;
import io.qbrain.simulation.FillTiming;
import io.qbrain.simulation.Preset;
import io.qbrain.simulation.VenueRules;
import io.qbrain.strategy.OrderUpdate;
import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Size;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyContext;
import io.qbrain.strategy.StrategyFactory;
import io.qbrain.strategy.Subscription;
import io.qbrain.strategy.Timer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/**
 * One series may be replayed in runs of rows, in turn with others of its grid, in order of time
 * with others, or among ticks: whatever is beside it, the same comes out.
 */
class WaysOfReplayTest {
  private static final InstrumentId A = InstrumentId.of("A.SIM");
  private static final InstrumentId B = InstrumentId.of("B.SIM");
  private static final InstrumentId C = InstrumentId.of("C.SIM");
  private static final InstrumentId D = InstrumentId.of("D.SIM");
  private static final long START = Times.nanos(Instant.parse("2026-01-05T10:00:00Z"));
  private static final long MINUTE = 60_000_000_000L;
  private static final int ROWS = 240;
  private static final Preset ON_CASH = Preset.DEFAULT.withAccount(AccountKind.CASH, 1);

  /** Whatever is lost by a position that took all of the margin leads to a margin call. */
  private static final Preset WATCHED =
      Preset.DEFAULT
          .withAccount(AccountKind.MARGIN, 2)
          .withTerms(AccountTerms.DEFAULT.withMaintenance(Fixed.ONE));

  private static final List<Preset> PRESETS =
      List.of(
          Preset.DEFAULT,
          Preset.DEFAULT.withAccount(AccountKind.MARGIN, 4),
          WATCHED,
          Preset.BACKTRADER,
          Preset.LEAN.withAccount(AccountKind.MARGIN, 4),
          Preset.NAUTILUS_L1,
          Preset.ZIPLINE,
          Preset.CANONICAL,
          Preset.BACKTESTING_PY.withAccount(AccountKind.MARGIN, 4),
          Preset.DEFAULT.withVenue(sharingTheVolume()),
          ON_CASH.withVenue(sharingTheVolume()),
          ON_CASH);

  /** At the same close what filled before on that bar counts. */
  private static VenueRules sharingTheVolume() {
    VenueRules rules = Preset.DEFAULT.venue();
    return rules
        .withTiming(FillTiming.SAME_CLOSE)
        .withLiquidity(rules.liquidity().withVolumeShare(Fixed.parse("0.0001")));
  }

  record NoParameters() {}

  /** Asks for anything now and then, and writes down what it sees. */
  private static class Restless implements Strategy {
    private final SplittableRandom random;
    private final List<InstrumentId> instruments;
    private final int dies;
    private int bars;

    Restless(int seed, List<InstrumentId> instruments) {
      this.random = new SplittableRandom(seed);
      this.instruments = instruments;
      this.dies = random.nextInt(4) == 0 ? random.nextInt(ROWS) : ROWS * instruments.size();
    }

    @Override
    public void onBar(Bar bar, StrategyContext context) {
      if (bars++ == dies) {
        throw new IllegalStateException("was to die at " + bar.time());
      }
      if (random.nextInt(6) == 0) {
        act(bar, context);
      }
    }

    private void act(Bar bar, StrategyContext context) {
      InstrumentId id = instruments.get(random.nextInt(instruments.size()));
      Quantity size = Quantity.parse(random.nextBoolean() ? "100" : "0.125");
      Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
      Price near = Price.ofRaw(bar.close() > 0 ? bar.closePrice().raw() - Fixed.ONE / 10 : 0);
      switch (random.nextInt(12)) {
        case 0 -> context.target(id, Size.of(size));
        case 1 -> context.target(id, Size.FLAT);
        case 2 -> context.submit(OrderRequest.market(id, side, size));
        case 3 -> context.submit(OrderRequest.limit(id, side, size, near));
        case 4 -> context.openOrders().stream().map(Order::id).forEach(context::cancel);
        case 5 -> context.schedule("t" + random.nextInt(3), bar.time().plusSeconds(90));
        case 6 -> {
          ClientOrderId sent = context.submit(OrderRequest.limit(id, Side.BUY, size, near));
          context.log("sent " + sent);
        }
        case 7 -> context.submit(OrderRequest.limit(id, side, size, near).asPostOnly());
        case 8 -> context.submit(OrderRequest.stop(id, side, size, near));
        case 9 ->
            context.submit(OrderRequest.trailingStop(id, side, size, TrailingOffset.ticks(3)));
        case 10 ->
            context.submit(
                OrderList.bracket(
                    OrderRequest.market(id, Side.BUY, size),
                    OrderRequest.stop(id, Side.SELL, size, near),
                    OrderRequest.limit(id, Side.SELL, size, Price.ofRaw(near.raw() + Fixed.ONE))));
        default -> write("sees", context);
      }
    }

    void write(String what, StrategyContext context) {
      context.log(
          what
              + " at "
              + context.time()
              + ": "
              + context.equity()
              + " "
              + context.cash()
              + " "
              + context.openOrders());
      for (InstrumentId id : instruments) {
        context.log(
            context.position(id)
                + " "
                + context.lastBar(id)
                + " "
                + context.history(Subscription.bars(id, BarSpec.MINUTE, 0), 3));
      }
    }

    @Override
    public void onTimer(Timer timer, StrategyContext context) {
      write("timer " + timer.name(), context);
    }
  }

  /** The same, and listens to what becomes of its orders. */
  private static final class Listening extends Restless {
    Listening(int seed, List<InstrumentId> instruments) {
      super(seed, instruments);
    }

    @Override
    public void onOrderUpdate(OrderUpdate update, StrategyContext context) {
      write("told of " + update.order(), context);
    }
  }

  private record Factory(int seed, List<InstrumentId> instruments)
      implements StrategyFactory<NoParameters> {
    @Override
    public String name() {
      return "restless";
    }

    @Override
    public Class<NoParameters> configType() {
      return NoParameters.class;
    }

    @Override
    public Requirements requirements(NoParameters config) {
      return Requirements.of(
          instruments.stream().map(id -> Subscription.bars(id, BarSpec.MINUTE, 0)).toList());
    }

    @Override
    public Strategy create(NoParameters config) {
      return seed % 2 == 0 ? new Restless(seed, instruments) : new Listening(seed, instruments);
    }
  }

  private static BarSeries walk(InstrumentId id, int seed, int rows) {
    return walk(id, BarSpec.MINUTE, seed, rows);
  }

  private static BarSeries walk(InstrumentId id, BarSpec spec, int seed, int rows) {
    SplittableRandom random = new SplittableRandom(seed);
    BarSeries.Builder bars = BarSeries.builder(id, spec);
    long price = 100 * Fixed.ONE;
    long cent = Fixed.ONE / 100;
    for (int i = 0; i < rows; i++) {
      long open = price + (random.nextInt(21) - 10) * cent;
      long close = open + (random.nextInt(41) - 20) * cent;
      long high = Math.max(open, close) + random.nextInt(10) * cent;
      long low = Math.min(open, close) - random.nextInt(10) * cent;
      bars.add(START + (i + 1) * MINUTE, open, high, low, close, 1_000_000 * Fixed.ONE);
      price = close;
    }
    return bars.build();
  }

  private static BacktestResult run(int seed, @Nullable EventSeries beside) {
    Backtest backtest =
        Backtest.under(PRESETS.get(seed % PRESETS.size())).data(listed(A), walk(A, seed, ROWS));
    if (beside != null) {
      backtest.data(listed(B), beside, "beside");
    }
    return backtest
        .strategy("one", new Factory(seed, List.of(A)), Map.of(), Money.of(20_000, Currency.USD))
        .run();
  }

  private static Instrument listed(InstrumentId id) {
    return described(id).build();
  }

  private static Instrument listed(InstrumentId id, String market) {
    return described(id).market(market).build();
  }

  private static Instrument.Builder described(InstrumentId id) {
    return Instrument.builder(id, Currency.USD)
        .lotSize(Quantity.parse("0.001"))
        .maxOrderQuantity(Quantity.of(10_000));
  }

  private static List<Effect> decided(BacktestResult result) {
    return result.effects().stream().filter(e -> !(e instanceof Effect.InstrumentListed)).toList();
  }

  private static void assertThatTheyAgree(BacktestResult other, BacktestResult alone) {
    assertThat(other.log()).isEqualTo(alone.log());
    assertThat(decided(other)).isEqualTo(decided(alone));
    assertThat(other.fills()).isEqualTo(alone.fills());
    assertThat(other.finalEquity()).isEqualTo(alone.finalEquity());
    assertThat(other.account().books().toString()).isEqualTo(alone.account().books().toString());
  }

  @Property(tries = 60)
  void whatIsBesideASeriesChangesNothing(@ForAll @IntRange(max = 1_000_000) int seed) {
    BacktestResult alone = run(seed, null);
    BacktestResult inGrid = run(seed, walk(B, seed + 1, ROWS));
    assertThatTheyAgree(inGrid, alone);
    assertThat(inGrid.equity().values()).isEqualTo(alone.equity().values());
    assertThat(inGrid.equity().timesNanos()).isEqualTo(alone.equity().timesNanos());
    assertThatTheyAgree(run(seed, walk(B, seed + 1, 7)), alone);
    TradeSeries.Builder ticks = TradeSeries.builder(B);
    ticks.add(START + 30 * MINUTE, 100 * Fixed.ONE, Fixed.ONE);
    assertThatTheyAgree(run(seed, ticks.build()), alone);
  }

  /** Several instruments of one grid, one of them with two series if {@code middle}. */
  private static BacktestResult runOfThree(int seed, boolean middle, boolean inGrid) {
    Backtest backtest = Backtest.under(PRESETS.get(seed % PRESETS.size()));
    for (InstrumentId id : List.of(A, B, C)) {
      backtest.data(listed(id), walk(id, seed + id.hashCode(), ROWS));
    }
    if (middle) {
      backtest.data(listed(B), walk(B, BarSpec.MINUTE.of(PriceSource.MID), seed + 1, ROWS));
    }
    if (!inGrid) {
      backtest.data(listed(D), walk(D, seed, 7), "beside");
    }
    return backtest
        .strategy(
            "all", new Factory(seed, List.of(A, B, C)), Map.of(), Money.of(9_000, Currency.USD))
        .strategy("one", new Factory(seed + 1, List.of(B)), Map.of(), Money.of(9_000, Currency.USD))
        .run();
  }

  @Property(tries = 60)
  void whetherTheyAreOfOneGridChangesNothing(
      @ForAll @IntRange(max = 1_000_000) int seed, @ForAll boolean middle) {
    BacktestResult inGrid = runOfThree(seed, middle, true);
    assertThatTheyAgree(inGrid, runOfThree(seed, middle, false));
  }

  /** Buys quantities on its first bars. */
  private static final class Greedy implements Strategy {
    private final List<Integer> quantities;
    private int bars;

    Greedy(List<Integer> quantities) {
      this.quantities = quantities;
    }

    @Override
    public void onBar(Bar bar, StrategyContext context) {
      if (bars < quantities.size()) {
        Quantity wanted = Quantity.of(quantities.get(bars++));
        context.submit(OrderRequest.market(bar.instrument(), Side.BUY, wanted));
      }
    }
  }

  private record GreedyFactory(List<Integer> quantities) implements StrategyFactory<NoParameters> {
    @Override
    public String name() {
      return "greedy";
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
      return new Greedy(quantities);
    }
  }

  private static List<String> fills(
      Preset preset, List<Integer> quantities, long cash, @Nullable EventSeries beside) {
    Backtest backtest = Backtest.under(preset).data(listed(A), walk(A, 1, ROWS));
    if (beside != null) {
      backtest.data(listed(B), beside, "beside");
    }
    return backtest
        .strategy("one", new GreedyFactory(quantities), Map.of(), Money.of(cash, Currency.USD))
        .run()
        .fills()
        .stream()
        .map(f -> f.side() + " " + f.quantity())
        .toList();
  }

  /** Of each bar 100 trade. What is left of the first order takes 50 of the second bar's. */
  @Example
  void whatABarHasFilledIsMissingAtItsClose() {
    Preset sharing = ON_CASH.withVenue(sharingTheVolume());
    List<String> expected = List.of("BUY 100", "BUY 50", "BUY 50", "BUY 50");
    for (@Nullable EventSeries beside :
        new @Nullable BarSeries[] {null, walk(B, 2, ROWS), walk(B, 2, 7)}) {
      assertThat(fills(sharing, List.of(150, 100), 90_000, beside)).isEqualTo(expected);
    }
  }

  @Example
  void eachPriceMayLeadToAMarginCall() {
    for (@Nullable EventSeries beside :
        new @Nullable BarSeries[] {null, walk(B, 2, ROWS), walk(B, 2, 7)}) {
      assertThat(fills(WATCHED, List.of(199), 10_000, beside))
          .containsExactly("BUY 199", "SELL 199");
    }
  }
}
