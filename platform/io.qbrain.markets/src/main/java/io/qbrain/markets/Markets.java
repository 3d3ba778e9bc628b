package io.qbrain.markets;

import io.qbrain.model.MarketProfile;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The market profiles by name. Each is made once, when it is first asked for. Thread-safe. */
public final class Markets {
  private static final Map<String, Supplier<MarketProfile>> MAKERS =
      Map.of(
          "us-equities", UsEquities::profile,
          "china-a", ChinaA::mainBoard,
          "china-a-chinext", ChinaA::chiNext,
          "china-a-star", ChinaA::star,
          "crypto-spot", RoundTheClock::spot,
          "crypto-perp", RoundTheClock::perpetual,
          "forex", Forex::profile,
          "futures", Futures::profile);

  private final Map<String, MarketProfile> made = new TreeMap<>();

  /** Returns the names of all profiles, in alphabetic order. */
  public List<String> names() {
    return MAKERS.keySet().stream().sorted().toList();
  }

  /** Returns a profile, or null if there is none of this name. */
  public synchronized @Nullable MarketProfile find(String name) {
    Supplier<MarketProfile> maker = MAKERS.get(name);
    return maker == null ? null : made.computeIfAbsent(name, n -> maker.get());
  }

  /** Returns a profile; throws IllegalArgumentException listing the names if there is none. */
  public MarketProfile named(String name) {
    MarketProfile found = find(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "expected a market of " + names() + ", found '" + name + "'");
    }
    return found;
  }
}
