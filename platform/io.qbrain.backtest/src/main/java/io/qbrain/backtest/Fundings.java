package io.qbrain.backtest;

import io.qbrain.kernel.Input;
import io.qbrain.kernel.MarketLookup;
import io.qbrain.model.Fixed;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.MarketProfile;
import io.qbrain.model.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What perpetuals pay at the funding times of their markets. */
final class Fundings {
  private static final String ROLE = "funding";

  /**
   * A rate from a time on.
   *
   * @param sinceNanos from when; 0 for the start
   * @param raw the rate of one funding, in units of 1e-8
   */
  record Since(InstrumentId instrument, long sinceNanos, long raw) {}

  private final List<Since> rates = new ArrayList<>();

  void add(Since rate) {
    if (Math.abs(rate.raw()) > Fixed.ONE) {
      throw BacktestException.of(
          BacktestOption.FUNDING,
          "expected a rate from -1 to 1, found " + Fixed.format(rate.raw()));
    }
    rates.add(rate);
  }

  /** Schedules every funding of what the data show. */
  void schedule(
      Schedule schedule, Collection<Instrument> instruments, MarketLookup markets, RunData data) {
    for (Map.Entry<Instrument, Long> i : intervals(instruments, markets).entrySet()) {
      InstrumentId id = i.getKey().id();
      long[] span = data.span(id).orElse(null);
      if (span == null) {
        continue;
      }
      long interval = i.getValue();
      for (long at = Math.floorDiv(span[0], interval) * interval + interval;
          at <= span[1];
          at += interval) {
        long rate = inForce(id, at);
        if (rate != 0) {
          schedule.add(at, new Input.Fund(id, rate, String.valueOf(Times.instant(at))));
        }
      }
    }
  }

  /** Says each rate, and how often it is paid. */
  Map<String, String> settings(Collection<Instrument> instruments, MarketLookup markets) {
    Map<String, String> all = new LinkedHashMap<>();
    intervals(instruments, markets)
        .forEach(
            (instrument, interval) -> {
              for (Since r : rates) {
                if (r.instrument().equals(instrument.id())) {
                  String since =
                      r.sinceNanos() == 0 ? "" : " from " + Times.instant(r.sinceNanos());
                  all.put(
                      ROLE + " of " + instrument + since,
                      Fixed.format(r.raw())
                          + " every "
                          + Duration.ofNanos(interval).toHours()
                          + " h");
                }
              }
            });
    return all;
  }

  /** Returns the instruments that have a rate, with the time between two fundings. */
  private Map<Instrument, Long> intervals(
      Collection<Instrument> instruments, MarketLookup markets) {
    Map<Instrument, Long> found = new LinkedHashMap<>();
    for (Since r : rates) {
      Instrument instrument =
          instruments.stream().filter(i -> i.id().equals(r.instrument())).findFirst().orElse(null);
      found.put(checked(instrument, r), interval(instrument, markets, r));
    }
    return found;
  }

  private static Instrument checked(@Nullable Instrument instrument, Since rate) {
    if (instrument == null || instrument.kind() != Instrument.Kind.MARGINED) {
      throw BacktestException.of(
          BacktestOption.FUNDING,
          "expected a margined instrument of the data, found "
              + rate.instrument()
              + (instrument == null ? "" : ", which is " + instrument.kind()));
    }
    return instrument;
  }

  private static long interval(@Nullable Instrument instrument, MarketLookup markets, Since rate) {
    String name = instrument == null ? null : instrument.market().orElse(null);
    MarketProfile market = name == null ? null : markets.find(name);
    Duration interval = market == null ? null : market.fundingInterval().orElse(null);
    if (interval == null) {
      throw BacktestException.of(
          BacktestOption.FUNDING,
          "expected a market with funding such as crypto-perp for "
              + rate.instrument()
              + ", found "
              + (name == null ? "none" : name));
    }
    return interval.toNanos();
  }

  /** Of rates of one time the later one given counts. */
  private long inForce(InstrumentId id, long atNanos) {
    Since found = null;
    for (Since r : rates) {
      boolean holds = r.instrument().equals(id) && r.sinceNanos() <= atNanos;
      if (holds && (found == null || r.sinceNanos() >= found.sinceNanos())) {
        found = r;
      }
    }
    return found == null ? 0 : found.raw();
  }
}
