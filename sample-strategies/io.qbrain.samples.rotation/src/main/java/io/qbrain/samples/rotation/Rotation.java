package io.qbrain.samples.rotation;

import io.qbrain.indicators.Roc;
import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import io.qbrain.strategy.Param;
import io.qbrain.strategy.Size;
import io.qbrain.strategy.Slice;
import io.qbrain.strategy.StateReader;
import io.qbrain.strategy.StateWriter;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyContext;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Holds equal shares of the instruments that rose most, of those that rose at all. It chooses at
 * the first slice of each period (in UTC), and at the first after its start.
 *
 * <p>It sells first, and buys when nothing that it sold is still on its way: so a full exchange
 * needs no more than the equity.
 */
final class Rotation implements Strategy {

  /** How often to choose. */
  enum Period {
    MINUTE,
    HOUR,
    DAY,
    MONTH;

    /** Returns the number of the period in which a time lies. */
    long number(Instant time) {
      LocalDate day = LocalDate.ofInstant(time, ZoneOffset.UTC);
      return switch (this) {
        case MINUTE -> Math.floorDiv(time.getEpochSecond(), 60);
        case HOUR -> Math.floorDiv(time.getEpochSecond(), 3_600);
        case DAY -> day.toEpochDay();
        case MONTH -> 12L * day.getYear() + day.getMonthValue();
      };
    }
  }

  record Config(
      @Param(value = "ALPHA.SIM,DELTA.SIM,EPSILON.SIM,GAMMA.SIM,OMEGA.SIM", help = "the basket")
          List<InstrumentId> instruments,
      @Param(value = "1s", help = "length of a bar") BarSpec bars,
      @Param(value = "60", min = "1", max = "10000", step = "20", help = "bars to look back")
          int lookback,
      @Param(value = "2", min = "1", max = "100", step = "1", help = "how many to hold") int top,
      @Param(value = "MINUTE", help = "how often to choose") Period every,
      @Param(value = "0.8", min = "0.01", max = "1", help = "share of the equity to hold in all")
          double weight) {
    Config {
      if (new TreeSet<>(instruments).size() != instruments.size() || instruments.size() <= top) {
        throw new IllegalArgumentException(
            "expected more than " + top + " different instruments, found " + instruments);
      }
    }

    /** Returns the share of the equity in one instrument. */
    double share() {
      return weight / top;
    }
  }

  private static final long NEVER = Long.MIN_VALUE;

  private final Config config;
  private final Map<InstrumentId, Roc> momentum = new TreeMap<>();
  private long chosenIn = NEVER;
  private List<InstrumentId> chosen = List.of();
  private boolean buying;

  Rotation(Config config) {
    this.config = config;
    config.instruments().forEach(i -> momentum.put(i, new Roc(config.lookback())));
  }

  @Override
  public void onBar(Bar bar, StrategyContext context) {
    Roc roc = momentum.get(bar.instrument());
    if (roc != null) {
      roc.update(bar.close());
    }
  }

  @Override
  public void onSlice(Slice slice, StrategyContext context) {
    if (context.isWarmingUp() || !momentum.values().stream().allMatch(Roc::isWarm)) {
      return;
    }
    long period = config.every().number(slice.time());
    if (period != chosenIn) {
      chosenIn = period;
      chosen = strongest();
      buying = sell(context);
      if (!buying) {
        buy(context);
      }
    } else if (buying && context.openOrders().isEmpty()) {
      buying = false;
      buy(context);
    }
  }

  private List<InstrumentId> strongest() {
    return momentum.entrySet().stream()
        .filter(e -> e.getValue().value() > 0)
        .sorted(
            Comparator.comparingDouble((Map.Entry<InstrumentId, Roc> e) -> -e.getValue().value())
                .thenComparing(Map.Entry::getKey))
        .limit(config.top())
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * Sells what was not chosen, and what is more than its share of that which was; returns whether
   * there is any.
   */
  private boolean sell(StrategyContext context) {
    boolean any = false;
    for (InstrumentId i : config.instruments()) {
      double share = chosen.contains(i) ? config.share() : 0;
      if (heldShare(i, context) > share) {
        context.target(i, Size.weight(share));
        any = true;
      }
    }
    return any;
  }

  private void buy(StrategyContext context) {
    chosen.forEach(i -> context.target(i, Size.weight(config.share())));
  }

  private static double heldShare(InstrumentId instrument, StrategyContext context) {
    double price = context.lastBar(instrument).map(Bar::close).orElse(0.0);
    double quantity = context.position(instrument).quantity().toDouble();
    return quantity * price / context.equity().toDouble();
  }

  @Override
  public void save(StateWriter state) {
    momentum.forEach((i, roc) -> state.putDoubles("momentum " + i, roc.state()));
    state.putLong("chosenIn", chosenIn);
    state.putString(
        "chosen", chosen.stream().map(InstrumentId::toString).collect(Collectors.joining(",")));
    state.putLong("buying", buying ? 1 : 0);
  }

  @Override
  public void restore(StateReader state) {
    momentum.forEach((i, roc) -> roc.restore(state.getDoubles("momentum " + i)));
    chosenIn = state.getLong("chosenIn");
    chosen =
        Arrays.stream(state.getString("chosen").split(","))
            .filter(text -> !text.isEmpty())
            .map(InstrumentId::of)
            .toList();
    buying = state.getLong("buying") != 0;
  }
}
