package io.qbrain.samples.reference.orderplan;

import java.time.Duration;
import java.time.LocalDateTime;

/** When a step of a plan is carried out. */
sealed interface When {
  /** When a bar closes that has this local time. */
  record At(LocalDateTime time) implements When {}

  /** At this local time, whether a bar closes then or not. */
  record Clock(LocalDateTime time) implements When {}

  /** When the bar closes that has this number. */
  record BarNumber(long number) implements When {}

  /** When any bar closes. */
  record EachBar() implements When {}

  /** When a bar closes at this minute of an hour. */
  record Minute(int minute) implements When {}

  /** When a bar closes a multiple of a time after an order was submitted. */
  record Every(Duration step, String since) implements When {}

  /** When an order has filled, at once. */
  record Filled(String order) implements When {}

  /** When any bar closes after an order has filled. */
  record After(String order) implements When {}

  static When parse(String[] words) {
    return switch (words[0]) {
      case "clock" -> new Clock(LocalDateTime.parse(words[1]));
      case "bar" -> new BarNumber(Long.parseLong(words[1]));
      case "each" -> new EachBar();
      case "minute" -> new Minute(Integer.parseInt(words[1]));
      case "every" -> new Every(Duration.parse(words[1]), words[3]);
      case "after" -> new After(words[1]);
      case "filled" -> new Filled(words[1]);
      default -> new At(LocalDateTime.parse(words[0]));
    };
  }
}
