package io.qbrain.kernel;

/**
 * Which bars are built of ticks and of shorter bars.
 *
 * @param everyInterval whether bars of a length of time come for intervals in which nothing
 *     happened, too: at the close before, with a volume of zero; otherwise nothing is built of
 *     nothing
 * @param endBelongs whether a tick at the time at which a bar ends belongs to it, and not to the
 *     next one
 */
public record BuiltBarRule(boolean everyInterval, boolean endBelongs) {
  /** Only of what happened; a tick at the end of a bar belongs to the next one. */
  public static final BuiltBarRule DEFAULT = new BuiltBarRule(false, false);

  @Override
  public String toString() {
    return (everyInterval ? "one for each interval" : "of what happened")
        + (endBelongs ? ", with what happens at their end" : "");
  }
}
