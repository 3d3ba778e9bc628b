package io.qbrain.samples.reference.orderplan;

import java.util.Arrays;
import java.util.List;

/**
 * One line of a plan, e.g. {@code each while L1 L2 open => change L1 limit=was+0.01}.
 *
 * @param open orders that must be open; none must be if {@link #idle}
 * @param idle whether no order may be open
 */
record Step(When when, List<String> open, boolean idle, List<Action> actions) {
  private static final String WHILE = " while ";

  static Step parse(String text) {
    int arrow = text.indexOf("=>");
    if (arrow < 0) {
      throw new IllegalArgumentException("expected WHEN => ACTION; ..., found '" + text + "'");
    }
    String left = text.substring(0, arrow).trim();
    int at = left.indexOf(WHILE);
    String when = at < 0 ? left : left.substring(0, at).trim();
    String[] names = at < 0 ? new String[0] : left.substring(at + WHILE.length()).split(" +", -1);
    boolean idle = names.length == 1 && names[0].equals("idle");
    return new Step(
        When.parse(when.split(" +", -1)),
        idle ? List.of() : List.of(names),
        idle,
        Arrays.stream(text.substring(arrow + 2).split(";", -1)).map(Action::parse).toList());
  }
}
