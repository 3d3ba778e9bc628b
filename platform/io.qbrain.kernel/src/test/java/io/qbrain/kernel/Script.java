package io.qbrain.kernel;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Quote;
import io.qbrain.model.TradeTick;
import io.qbrain.strategy.Denial;
import io.qbrain.strategy.OrderUpdate;
import io.qbrain.strategy.Param;
import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Slice;
import io.qbrain.strategy.StateReader;
import io.qbrain.strategy.StateWriter;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyContext;
import io.qbrain.strategy.StrategyFactory;
import io.qbrain.strategy.Subscription;
import io.qbrain.strategy.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A strategy whose callbacks a test writes, and which keeps what it was called with. */
final class Script implements Strategy {

  record Config(
      @Param("A.SIM") List<InstrumentId> instruments,
      @Param("1m") BarSpec bars,
      @Param("0") int warmUp,
      @Param("false") boolean ticks) {}

  /** Makes it; the same object for each start, so that a test can change it on the way. */
  static final class Factory implements StrategyFactory<Config> {
    private final Script script;
    private final boolean slices;

    Factory(Script script, boolean slices) {
      this.script = script;
      this.slices = slices;
    }

    @Override
    public String name() {
      return "script";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public Requirements requirements(Config config) {
      List<Subscription> subscriptions = new ArrayList<>();
      for (InstrumentId i : config.instruments()) {
        subscriptions.add(Subscription.bars(i, config.bars(), config.warmUp()));
        if (config.ticks()) {
          subscriptions.add(Subscription.quotes(i));
          subscriptions.add(Subscription.trades(i));
        }
      }
      return Requirements.of(subscriptions).withStateVersion(2);
    }

    @Override
    public Strategy create(Config config) {
      if (script.refuses) {
        throw new IllegalStateException("no");
      }
      return slices ? new Slicing(script) : script;
    }
  }

  /** The same with slices. */
  private static final class Slicing implements Strategy {
    private final Script script;

    Slicing(Script script) {
      this.script = script;
    }

    @Override
    public void onBar(Bar bar, StrategyContext context) {
      script.onBar(bar, context);
    }

    @Override
    public void onSlice(Slice slice, StrategyContext context) {
      script.seen.add(
          "slice "
              + slice.time()
              + " "
              + slice.bars().stream().map(b -> b.instrument().symbol()).toList()
              + " missing "
              + slice.missing().stream().map(InstrumentId::symbol).toList()
              + (context.isWarmingUp() ? " history" : ""));
      script.slice.accept(slice, context);
    }
  }

  final List<String> seen = new ArrayList<>();
  boolean refuses;
  BiConsumer<Bar, StrategyContext> bar = (b, c) -> {};
  BiConsumer<Slice, StrategyContext> slice = (s, c) -> {};
  BiConsumer<Denial, StrategyContext> denied = (d, c) -> {};
  BiConsumer<OrderUpdate, StrategyContext> update = (u, c) -> {};
  BiConsumer<Timer, StrategyContext> timer = (t, c) -> {};
  Consumer<StrategyContext> start = c -> {};
  Consumer<StrategyContext> stop = c -> {};
  Consumer<StateWriter> save = s -> {};
  Consumer<StateReader> restore = s -> {};

  @Override
  public void onStart(StrategyContext context) {
    seen.add("start");
    start.accept(context);
  }

  @Override
  public void onBar(Bar b, StrategyContext context) {
    seen.add(
        "bar "
            + b.instrument().symbol()
            + " "
            + b.closePrice()
            + (context.isWarmingUp() ? " history" : ""));
    bar.accept(b, context);
  }

  @Override
  public void onQuote(Quote quote, StrategyContext context) {
    seen.add("quote " + quote.bid() + " " + quote.ask());
  }

  @Override
  public void onTrade(TradeTick trade, StrategyContext context) {
    seen.add("trade " + trade.price());
  }

  @Override
  public void onOrderUpdate(OrderUpdate u, StrategyContext context) {
    seen.add(
        "order "
            + u.order().id()
            + " "
            + u.order().status()
            + u.fill().map(f -> " " + f.quantity() + "@" + f.price()).orElse(""));
    update.accept(u, context);
  }

  @Override
  public void onDenied(Denial d, StrategyContext context) {
    seen.add("denied " + d.code());
    denied.accept(d, context);
  }

  @Override
  public void onTimer(Timer t, StrategyContext context) {
    seen.add("timer " + t.name() + " " + t.due());
    timer.accept(t, context);
  }

  @Override
  public void onStop(StrategyContext context) {
    seen.add("stop");
    stop.accept(context);
  }

  @Override
  public void save(StateWriter state) {
    save.accept(state);
  }

  @Override
  public void restore(StateReader state) {
    restore.accept(state);
  }
}
