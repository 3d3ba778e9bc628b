package io.qbrain.samples.reference.orderplan;

import java.util.Arrays;
import java.util.List;

/** One line of a plan, e.g. {@code each while L1 L2 => change L1 limit=was+0.01}. */
record Step(When when, List<Guard> guards, List<Action> actions) {
  private static final String WHILE = " while ";

  static Step parse(String text) {
    try {
      return parts(text);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "expected a step such as 'bar 3 while A => change A limit=was+0.01; cancel B', found '"
              + text
              + "'",
          e);
    }
  }

  private static Step parts(String text) {
    int arrow = text.indexOf("=>");
    if (arrow < 0) {
      throw new IllegalArgumentException("expected WHEN => ACTION; ..., found '" + text + "'");
    }
    String left = text.substring(0, arrow).trim();
    int at = left.indexOf(WHILE);
    String when = at < 0 ? left : left.substring(0, at).trim();
    List<Guard> guards =
        at < 0
            ? List.of()
            : Arrays.stream(left.substring(at + WHILE.length()).split(" +", -1))
                .map(Guard::parse)
                .toList();
    return new Step(
        When.parse(when.split(" +", -1)),
        guards,
        Arrays.stream(text.substring(arrow + 2).split(";", -1)).map(Action::parse).toList());
  }

  boolean isAllowed(Guard.Moment moment) {
    return guards.stream().allMatch(guard -> guard.holds(moment));
  }
}
