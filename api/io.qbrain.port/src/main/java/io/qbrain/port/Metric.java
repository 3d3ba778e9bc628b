package io.qbrain.port;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A figure that monitoring reads: what it is called and what it says.
 *
 * @param name {@code qbrain_} and words in lower case with the unit last, in base units, as {@code
 *     qbrain_feed_delay_seconds}; a counter's ends with {@code _total}
 * @param kind whether it only grows
 * @param help what it says, in one line
 * @param labels the names of what tells its samples apart; what they may say is bounded
 * @since 1.1
 */
public record Metric(String name, Kind kind, String help, List<String> labels) {
  private static final Pattern NAME = Pattern.compile("qbrain_[a-z0-9]+(_[a-z0-9]+)*");
  private static final Pattern LABEL = Pattern.compile("[a-z][a-z0-9_]*");

  /** Whether a figure only grows. */
  public enum Kind {
    /** Grows from zero since the start of the process. */
    COUNTER,
    /** Goes up and down. */
    GAUGE
  }

  /**
   * A figure as it is now.
   *
   * @param metric what it is
   * @param labels what its labels say, in their order
   * @param value how much
   * @since 1.1
   */
  public record Sample(Metric metric, List<String> labels, double value) {
    /** Checks that every label is there. */
    public Sample {
      labels = List.copyOf(labels);
      if (labels.size() != metric.labels.size()) {
        throw new IllegalArgumentException(
            "expected values of " + metric.labels + " for " + metric.name + ", found " + labels);
      }
    }
  }

  /** Checks the names. */
  public Metric {
    labels = List.copyOf(labels);
    if (!NAME.matcher(name).matches() || name.endsWith("_total") != (kind == Kind.COUNTER)) {
      throw new IllegalArgumentException(
          "expected qbrain_words of lower case, with _total at the end of a counter only, found "
              + name);
    }
    for (String label : labels) {
      if (!LABEL.matcher(label).matches()) {
        throw new IllegalArgumentException("expected a label of lower case, found " + label);
      }
    }
  }

  /** Makes one that goes up and down. */
  public static Metric gauge(String name, String help, String... labels) {
    return new Metric(name, Kind.GAUGE, help, List.of(labels));
  }

  /** Makes one that only grows. */
  public static Metric counter(String name, String help, String... labels) {
    return new Metric(name, Kind.COUNTER, help, List.of(labels));
  }

  /** Returns it as it is now. */
  public Sample of(double value, String... labelValues) {
    return new Sample(this, List.of(labelValues), value);
  }

  /** Returns 1 for what is so, and 0 for what is not. */
  public Sample of(boolean value, String... labelValues) {
    return of(value ? 1 : 0, labelValues);
  }
}
