package io.qbrain.kernel;

import io.qbrain.model.Currency;
import io.qbrain.model.InstrumentId;
import java.util.ArrayList;
import java.util.List;

/**
 * An instrument whose price is a rate of exchange, e.g. {@code EUR/USD@EURUSD.SIM}: what one of the
 * first currency is worth in the second. {@link #parse} and {@link #toString} are inverse.
 *
 * @param first the currency that is priced
 * @param second the currency of the price
 * @param instrument whose last price it is
 */
public record RateFeed(Currency first, Currency second, InstrumentId instrument) {
  /** Says that every listed currency pair is a rate. */
  static final String EVERY_PAIR = "pairs";

  /** Checks that the currencies differ. */
  public RateFeed {
    if (first.equals(second)) {
      throw new IllegalArgumentException(
          "expected a rate of two currencies, found " + first + "/" + second + "@" + instrument);
    }
  }

  /** Parses the text form; throws IllegalArgumentException otherwise. */
  public static RateFeed parse(String text) {
    int slash = text.indexOf('/');
    int at = text.indexOf('@');
    if (slash < 0 || at < slash) {
      throw new IllegalArgumentException(
          "expected a rate such as EUR/USD@EURUSD.SIM, found '" + text + "'");
    }
    return new RateFeed(
        Currency.of(text.substring(0, slash)),
        Currency.of(text.substring(slash + 1, at)),
        InstrumentId.of(text.substring(at + 1)));
  }

  /**
   * Parses several with a plus between them, or {@code pairs}, which is none: every listed currency
   * pair is a rate.
   */
  public static List<RateFeed> parseAll(String text) {
    List<RateFeed> feeds = new ArrayList<>();
    if (!text.equals(EVERY_PAIR)) {
      for (String one : text.split("\\+", -1)) {
        feeds.add(parse(one));
      }
    }
    return List.copyOf(feeds);
  }

  @Override
  public String toString() {
    return first + "/" + second + "@" + instrument;
  }
}
