package io.qbrain.backtest;

import io.qbrain.model.Currency;
import io.qbrain.model.Fixed;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Rate;
import io.qbrain.model.Times;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The rates that the options name. */
final class RateOptions {
  private RateOptions() {}

  static List<Rate> of(OptionValues values) {
    List<Rate> rates = new ArrayList<>();
    read(rates, values, BacktestOption.RATE, Rate.Kind.CONVERSION);
    read(rates, values, BacktestOption.BORROW, Rate.Kind.BORROW);
    read(rates, values, BacktestOption.INTEREST, Rate.Kind.INTEREST);
    read(rates, values, BacktestOption.CREDIT, Rate.Kind.CREDIT);
    read(rates, values, BacktestOption.DEBIT, Rate.Kind.DEBIT);
    return rates;
  }

  /** {@code [TIME ]INSTRUMENT=RATE}. */
  static List<Fundings.Since> fundings(OptionValues values) {
    List<Fundings.Since> rates = new ArrayList<>();
    for (String text : values.all(BacktestOption.FUNDING)) {
      rates.add(
          OptionValues.read(
              BacktestOption.FUNDING,
              text,
              t -> {
                Said said = Said.of(BacktestOption.FUNDING, t);
                return new Fundings.Since(
                    InstrumentId.of(said.subject()), said.sinceNanos(), said.raw());
              }));
    }
    return rates;
  }

  /** A rate in words: of what, from when, how much. */
  private record Said(String subject, long sinceNanos, long raw) {
    static Said of(BacktestOption option, String text) {
      int space = text.indexOf(' ');
      int equals = text.indexOf('=', space + 1);
      if (equals < 0) {
        throw new IllegalArgumentException("expected " + option.form() + ", found '" + text + "'");
      }
      return new Said(
          text.substring(space + 1, equals),
          space < 0 ? 0 : time(text.substring(0, space)),
          Fixed.parse(text.substring(equals + 1)));
    }
  }

  private static void read(
      List<Rate> to, OptionValues values, BacktestOption option, Rate.Kind kind) {
    for (String text : values.all(option)) {
      to.add(OptionValues.read(option, text, t -> rate(option, kind, t)));
    }
  }

  /** {@code [TIME ]SUBJECT=RATE}. */
  private static Rate rate(BacktestOption option, Rate.Kind kind, String text) {
    Said said = Said.of(option, text);
    switch (kind) {
      case CONVERSION -> {}
      case BORROW -> InstrumentId.of(said.subject());
      case INTEREST, CREDIT, DEBIT -> Currency.of(said.subject());
    }
    return new Rate(kind, said.subject(), said.raw(), said.sinceNanos());
  }

  private static long time(String text) {
    try {
      Instant from =
          text.indexOf('T') < 0
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : Instant.parse(text);
      return Times.nanos(from);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "expected a day or time such as 2020-01-01 or 2020-01-01T09:30:00Z, found '" + text + "'",
          e);
    }
  }
}
