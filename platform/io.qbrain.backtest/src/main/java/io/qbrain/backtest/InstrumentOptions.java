package io.qbrain.backtest;

import io.qbrain.markets.Markets;
import io.qbrain.model.Currency;
import io.qbrain.model.Fixed;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.series.DataKind;
import io.qbrain.series.DataOption;
import io.qbrain.series.DataSpec;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** The instruments that the options describe: each option for all of them, or for one. */
final class InstrumentOptions {
  private final OptionValues values;
  private final Currency account;
  private final List<DataSpec> specs;

  InstrumentOptions(OptionValues values, Currency account, List<DataSpec> specs) {
    this.values = values;
    this.account = account;
    this.specs = specs;
    TreeSet<String> known = new TreeSet<>();
    specs.forEach(spec -> known.add(spec.instrument().toString()));
    for (BacktestOption option : values.given()) {
      if (option.group() == BacktestOption.Group.INSTRUMENT) {
        check(option, known);
      }
    }
  }

  private void check(BacktestOption option, TreeSet<String> known) {
    TreeSet<String> named = new TreeSet<>();
    for (String text : values.all(option)) {
      String instrument = text.substring(0, Math.max(0, text.indexOf('=')));
      if (!instrument.isEmpty() && !known.contains(instrument)) {
        throw BacktestException.of(
            option, "expected an instrument of " + known + ", found '" + instrument + "'");
      }
      if (!named.add(instrument)) {
        throw BacktestException.of(
            option,
            "expected one value for "
                + (instrument.isEmpty() ? "all" : instrument)
                + ", found "
                + values.all(option));
      }
    }
  }

  /** Returns an instrument as the options describe it. */
  Instrument instrument(InstrumentId id) {
    Currency currency = read(BacktestOption.QUOTED_IN, id, Currency::of).orElse(account);
    Instrument.Builder builder = Instrument.builder(id, currency);
    read(BacktestOption.TICK, id, InstrumentOptions::price).ifPresent(builder::tickSize);
    read(BacktestOption.LOT, id, InstrumentOptions::quantity).ifPresent(builder::lotSize);
    read(BacktestOption.MAX_ORDER, id, InstrumentOptions::quantity)
        .ifPresent(builder::maxOrderQuantity);
    read(BacktestOption.DAILY_VOLUME, id, InstrumentOptions::quantity)
        .ifPresent(builder::averageDailyVolume);
    read(BacktestOption.PAIR_OF, id, Currency::of).ifPresent(builder::baseCurrency);
    read(BacktestOption.SETTLEMENT_DAYS, id, OptionValues::whole)
        .ifPresent(builder::settlementDays);
    read(BacktestOption.EXPIRY, id, InstrumentOptions::time).ifPresent(builder::expiry);
    read(BacktestOption.MARGIN, id, InstrumentOptions::margins)
        .ifPresent(m -> builder.margins(m[0], m[1]));
    kind(id, currency, builder);
    market(id).ifPresent(builder::market);
    try {
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw new BacktestException(BacktestException.OPTION, String.valueOf(e.getMessage()));
    }
  }

  private void kind(InstrumentId id, Currency currency, Instrument.Builder builder) {
    Optional<long[]> future = read(BacktestOption.FUTURE, id, InstrumentOptions::future);
    Optional<Quantity> margined = read(BacktestOption.MARGINED, id, InstrumentOptions::quantity);
    if (future.isPresent() && margined.isPresent()) {
      throw BacktestException.of(
          BacktestOption.MARGINED, "expected " + id + " to be no future, too, found both");
    }
    future.ifPresent(f -> builder.future(Quantity.ofRaw(f[0]), Money.ofRaw(f[1], currency)));
    margined.ifPresent(builder::margined);
  }

  private Optional<String> market(InstrumentId id) {
    for (DataSpec spec : specs) {
      if (spec.instrument().equals(id) && spec.option(DataOption.MARKET).isPresent()) {
        return spec.option(DataOption.MARKET);
      }
    }
    return read(BacktestOption.MARKET, id, name -> new Markets().named(name).id());
  }

  /** Returns data with the adjustment of prices that was asked for, unless they say their own. */
  DataSpec adjusted(DataSpec spec) {
    Optional<String> adjust = text(BacktestOption.ADJUST, spec.instrument());
    if (adjust.isEmpty()
        || spec.kind() != DataKind.BARS
        || spec.option(DataOption.ADJUST).isPresent()) {
      return spec;
    }
    Map<DataOption, String> options = new LinkedHashMap<>(spec.options());
    options.put(DataOption.ADJUST, adjust.get());
    return OptionValues.read(
        BacktestOption.ADJUST,
        adjust.get(),
        text -> new DataSpec(spec.instrument(), spec.kind(), spec.spec(), spec.path(), options));
  }

  /** Returns the value for an instrument: its own, else the one for all. */
  private Optional<String> text(BacktestOption option, InstrumentId id) {
    String ofAll = null;
    for (String text : values.all(option)) {
      int equals = text.indexOf('=');
      if (equals < 0) {
        ofAll = text;
      } else if (text.substring(0, equals).equals(id.toString())) {
        return Optional.of(text.substring(equals + 1));
      }
    }
    return Optional.ofNullable(ofAll);
  }

  private <T> Optional<T> read(
      BacktestOption option, InstrumentId id, Function<String, ? extends T> reader) {
    return text(option, id).map(text -> OptionValues.<T>read(option, text, reader));
  }

  private static Price price(String text) {
    return Price.ofRaw(OptionValues.positive(text));
  }

  private static Quantity quantity(String text) {
    return Quantity.ofRaw(OptionValues.positive(text));
  }

  private static long[] future(String text) {
    String[] parts = text.split(",", -1);
    if (parts.length != 2) {
      throw new IllegalArgumentException(
          "expected a multiplier and a margin such as 10,1000, found '" + text + "'");
    }
    return new long[] {OptionValues.positive(parts[0]), OptionValues.positive(parts[1])};
  }

  private static long[] margins(String text) {
    String[] parts = text.split(",", -1);
    if (parts.length > 2) {
      throw new IllegalArgumentException(
          "expected an initial and a maintenance margin such as 0.05,0.025, found '" + text + "'");
    }
    return new long[] {
      OptionValues.positive(parts[0]), parts.length == 1 ? 0 : Fixed.parse(parts[1])
    };
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "expected a time such as 2026-06-19T20:00:00Z, found '" + text + "'", e);
    }
  }
}
