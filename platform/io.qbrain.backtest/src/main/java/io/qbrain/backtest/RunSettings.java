package io.qbrain.backtest;

import io.qbrain.kernel.BuiltBarRule;
import io.qbrain.kernel.MarketLookup;
import io.qbrain.kernel.RiskProfile;
import io.qbrain.kernel.SizeRule;
import io.qbrain.markets.CalendarEnd;
import io.qbrain.model.Bar;
import io.qbrain.model.Fixed;
import io.qbrain.model.Instrument;
import io.qbrain.model.MarketProfile;
import io.qbrain.model.Money;
import io.qbrain.model.Rate;
import io.qbrain.model.Times;
import io.qbrain.simulation.Preset;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every setting in force in a run, by name, in words. */
final class RunSettings {
  private static final String ENGINE = "engine";
  private static final String OPTIONS = "options";
  private static final String DATA = "data";
  private static final int MAX_RATES = 10;

  private final Map<String, String> all = new LinkedHashMap<>();

  RunSettings(Preset preset, String options) {
    all.put(ENGINE, EngineVersion.text());
    all.put("preset", preset.name());
    all.put(OPTIONS, options);
    all.put("fills", preset.venue().describeFills());
    all.put("fees", preset.venue().fees().toString());
    all.put("account", preset.kind() + ", leverage " + preset.leverage());
    all.put("account terms", preset.terms().toString());
    all.put("risk profile", preset.profile().name());
    all.put("risk limits", limits(preset.profile()));
    all.put("size buffer", Fixed.format(preset.sizeBuffer()));
    if (preset.sizeRule() != SizeRule.POSITION) {
      all.put("size rule", preset.sizeRule().toString());
    }
    if (preset.leastChange() != 0) {
      all.put(
          "least change", "of a weight " + Fixed.format(preset.leastChange()) + " of the equity");
    }
    if (!preset.builtBars().equals(BuiltBarRule.DEFAULT)) {
      all.put("built bars", preset.builtBars().toString());
    }
    all.put("end of run", preset.end().toString());
  }

  /** Returns whether a setting says where something is or how it was said, not what is in force. */
  static boolean isCircumstance(String name) {
    return name.equals(ENGINE)
        || name.equals(OPTIONS)
        || name.equals(DATA)
        || name.startsWith(DATA + " ");
  }

  private static String limits(RiskProfile p) {
    return (p.checkTicks() ? "prices on ticks" : "prices off ticks, too")
        + "; order "
        + limit(p.volumeShare(), "of the daily volume")
        + " and "
        + limit(p.maxOrderNotional(), "in value")
        + "; collar "
        + limit(p.collar(), "of the last price")
        + (p.maxReferenceIntervals() == Integer.MAX_VALUE
            ? " of any age"
            : ", at most " + p.maxReferenceIntervals() + " intervals old")
        + "; position "
        + limit(p.maxPositionNotional(), "in value")
        + paying(p);
  }

  private static String paying(RiskProfile p) {
    String when =
        switch (p.paying()) {
          case AT_ORDER -> "";
          case AT_FILL -> "; payable when it fills";
          case TWICE -> "; payable when it is submitted, by itself, and when it fills";
          case NEVER -> "; never asked whether it is payable";
        };
    return when + (p.shortsPaid() || !p.paying().isAtFill() ? "" : "; short sales are free");
  }

  private static String limit(long raw, String of) {
    return (raw == RiskProfile.UNLIMITED ? "unlimited" : Fixed.format(raw)) + " " + of;
  }

  RunSettings money(Money capital, List<Money> cash) {
    all.put("capital", capital.toString());
    for (Money other : cash) {
      all.put("cash in " + other.currency(), other.toString());
    }
    return this;
  }

  RunSettings instruments(List<Instrument> instruments) {
    for (Instrument i : instruments) {
      all.put("instrument " + i, describe(i));
      i.market().ifPresent(market -> all.put("market of " + i, market));
    }
    return this;
  }

  /** Names the markets whose known sessions end before the data do. */
  RunSettings calendarEnds(List<Instrument> instruments, List<Bar> lastBars, MarketLookup markets) {
    for (Bar bar : lastBars) {
      for (Instrument i : instruments) {
        String name = i.id().equals(bar.instrument()) ? i.market().orElse(null) : null;
        MarketProfile market = name == null ? null : markets.find(name);
        if (market != null) {
          CalendarEnd.passed(market, bar.openTimeNanos())
              .ifPresent(day -> all.put("calendar " + name, text(day, bar)));
        }
      }
    }
    return this;
  }

  /** Names the markets whose known sessions begin after the data do. */
  RunSettings calendarStarts(List<Instrument> instruments, RunData data, MarketLookup markets) {
    for (Instrument i : instruments) {
      String name = i.market().orElse(null);
      MarketProfile market = name == null ? null : markets.find(name);
      long[] span = data.span(i.id()).orElse(null);
      if (market != null && span != null) {
        CalendarEnd.begins(market, span[0])
            .ifPresent(
                day ->
                    all.put(
                        "calendar start " + name,
                        "known from "
                            + day
                            + "; the data begin "
                            + Times.instant(span[0])
                            + ", and nothing trades before that day"));
      }
    }
    return this;
  }

  private static String text(LocalDate lastDay, Bar lastBar) {
    return "known to "
        + lastDay
        + "; the data go on to "
        + lastBar.time()
        + ", and orders after that day are denied (MARKET_CLOSED)";
  }

  private static String describe(Instrument i) {
    StringBuilder text = new StringBuilder();
    text.append(i.kind()).append(" in ").append(i.currency());
    text.append(", tick ").append(i.tickSize()).append(", lot ").append(i.lotSize());
    if (i.kind() != Instrument.Kind.SPOT) {
      text.append(", multiplier ").append(i.multiplier());
    }
    if (i.kind() == Instrument.Kind.FUTURE) {
      text.append(", margin ").append(i.marginPerContract()).append(" a contract");
    }
    if (i.initialMarginRaw() != 0) {
      text.append(", margin ").append(Fixed.format(i.initialMarginRaw()));
    }
    if (i.maintenanceMarginRaw() != 0) {
      text.append(", maintenance margin ").append(Fixed.format(i.maintenanceMarginRaw()));
    }
    i.baseCurrency().ifPresent(c -> text.append(", one unit is 1 ").append(c));
    i.maxOrderQuantity().ifPresent(q -> text.append(", orders of at most ").append(q));
    i.averageDailyVolume().ifPresent(q -> text.append(", daily volume ").append(q));
    if (i.settlementDays() != 0) {
      text.append(", settled after ").append(i.settlementDays()).append(" days");
    }
    i.expiry().ifPresent(t -> text.append(", expires ").append(t));
    return text.toString();
  }

  RunSettings rates(List<Rate> rates) {
    if (rates.size() <= MAX_RATES) {
      for (Rate r : rates) {
        all.put(
            "rate " + r.kind() + " " + r.subject() + (r.timeNanos() == 0 ? "" : from(r)),
            Fixed.format(r.raw()));
      }
    } else {
      all.put("rates", rates.size() + ", sha-256 " + Fingerprint.ofRates(rates));
    }
    return this;
  }

  private static String from(Rate rate) {
    return " from " + Times.instant(rate.timeNanos());
  }

  RunSettings more(Map<String, String> more) {
    all.putAll(more);
    return this;
  }

  RunSettings days(String from, String to) {
    all.put("from", from);
    all.put("to", to);
    return this;
  }

  RunSettings data(List<String> sources) {
    for (int i = 0; i < sources.size(); i++) {
      all.put(sources.size() == 1 ? DATA : DATA + " " + (i + 1), sources.get(i));
    }
    return this;
  }

  Map<String, String> all() {
    return all;
  }
}
