package io.qbrain.app;

import io.qbrain.kernel.AccountSnapshot;
import io.qbrain.markets.CalendarEnd;
import io.qbrain.markets.Markets;
import io.qbrain.model.MarketProfile;
import io.qbrain.service.PlatformService.Part;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Tells an operator of the markets in which nothing trades soon, for their calendars end. */
final class CalendarEnds {
  private final Markets markets = new Markets();

  /** Returns a part for each such market of an account's instruments, in alphabetic order. */
  List<Part> of(AccountSnapshot account, long nowNanos) {
    Set<String> names = new TreeSet<>();
    account.instruments().values().forEach(i -> i.instrument().market().ifPresent(names::add));
    List<Part> parts = new ArrayList<>();
    for (String name : names) {
      MarketProfile market = markets.find(name);
      LocalDate last = market == null ? null : CalendarEnd.near(market, nowNanos).orElse(null);
      if (market != null && last != null) {
        boolean over = CalendarEnd.passed(market, nowNanos).isPresent();
        parts.add(
            new Part(
                "market " + name,
                over ? "DOWN" : "UP",
                "its calendar is known to "
                    + last
                    + (over ? "; orders are denied (MARKET_CLOSED)" : "; later orders are denied")
                    + " until a version of the platform knows more"));
      }
    }
    return parts;
  }
}
