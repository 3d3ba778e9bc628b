package io.qbrain.samples.reference.orderplan;

import io.qbrain.model.OrderType;
import io.qbrain.model.Side;
import io.qbrain.model.TimeInForce;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a step of a plan does. */
sealed interface Action {
  /**
   * Submits an order.
   *
   * @param terms its prices by name: limit, stop
   * @param words what else it has by name: tif, until, trail
   */
  record Submit(
      String order,
      Side side,
      Term quantity,
      OrderType type,
      Map<String, Term> terms,
      Map<String, String> words)
      implements Action {
    TimeInForce timeInForce() {
      return TimeInForce.valueOf(words.getOrDefault("tif", "GTC"));
    }
  }

  /** Changes an order: new values by name, where {@code was} is the one before. */
  record Change(String order, Map<String, Term> terms) implements Action {}

  /** Cancels an order. */
  record Cancel(String order) implements Action {}

  /** Asks to hold a share of the equity. */
  record Weight(double weight) implements Action {}

  static Action parse(String text) {
    String[] words = text.trim().split(" +", -1);
    return switch (words[0]) {
      case "change" -> new Change(words[1], terms(words, 2));
      case "cancel" -> new Cancel(words[1]);
      case "weight" -> new Weight(Double.parseDouble(words[1]));
      default -> submit(words);
    };
  }

  private static Submit submit(String[] words) {
    Map<String, String> other = new LinkedHashMap<>();
    String[] terms =
        Arrays.stream(words).skip(5).filter(word -> !isWord(word, other)).toArray(String[]::new);
    return new Submit(
        words[0],
        Side.valueOf(words[2]),
        Term.parse(words[3]),
        OrderType.valueOf(words[4]),
        terms(terms, 0),
        other);
  }

  private static boolean isWord(String word, Map<String, String> words) {
    int equals = word.indexOf('=');
    String name = word.substring(0, Math.max(equals, 0));
    boolean is = name.equals("tif") || name.equals("until") || name.equals("trail");
    if (is) {
      words.put(name, word.substring(equals + 1).replace('_', ' '));
    }
    return is;
  }

  private static Map<String, Term> terms(String[] words, int from) {
    Map<String, Term> terms = new LinkedHashMap<>();
    for (int i = from; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("expected NAME=NUMBER, found '" + words[i] + "'");
      }
      terms.put(words[i].substring(0, equals), Term.parse(words[i].substring(equals + 1)));
    }
    return terms;
  }
}
