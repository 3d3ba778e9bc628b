package io.qbrain.model;

/** The venue's id of a fill (FIX ExecID); a second one with the same id changes nothing. */
public final class ExecutionId extends SerialId implements Comparable<ExecutionId> {
  private static final String MARKS = "._:-";
  private static final int MAX_LENGTH = 80;

  private ExecutionId(String text) {
    super(text);
  }

  private ExecutionId(String prefix, long number) {
    super(prefix, number);
  }

  private ExecutionId(ExecutionId of, long number) {
    super(of, number);
  }

  /**
   * Parses the identifier; inverse of {@link #toString}.
   *
   * @throws IllegalArgumentException if the text is not of the form {@code [A-Za-z0-9._:-]{1,80}}
   */
  public static ExecutionId of(String text) {
    if (!IdText.isOf(text, MARKS, MAX_LENGTH)) {
      throw new IllegalArgumentException(
          "expected an execution id of 1 to 80 letters, digits, '.', '_', ':' or '-', found '"
              + text
              + "'");
    }
    return new ExecutionId(text);
  }

  /**
   * Returns the identifier whose text is the prefix and the number, e.g. {@code E12}; the text is
   * made when it is asked for.
   *
   * @param prefix of the same letters as the text; ends in no digit
   * @param number 0 or more
   * @since 1.1
   */
  public static ExecutionId of(String prefix, long number) {
    if (prefix.length() > MAX_LENGTH - 19
        || !(prefix.isEmpty() || IdText.isOf(prefix, MARKS, MAX_LENGTH))) {
      throw new IllegalArgumentException(
          "expected a prefix of at most " + (MAX_LENGTH - 19) + " letters, found '" + prefix + "'");
    }
    return new ExecutionId(prefix, number);
  }

  /**
   * Returns the identifier of the same prefix and another number.
   *
   * @param number 0 or more
   * @since 1.1
   */
  public ExecutionId withNumber(long number) {
    return number() >= 0 && prefix().length() <= MAX_LENGTH - 19
        ? new ExecutionId(this, number)
        : of(prefix(), number);
  }

  /**
   * Returns whether this has the same prefix as another one, and a greater number.
   *
   * @since 1.1
   */
  public boolean follows(ExecutionId other) {
    return other.number() >= 0 && number() > other.number() && prefix().equals(other.prefix());
  }

  @Override
  public int compareTo(ExecutionId other) {
    return compareText(other);
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof ExecutionId that && sameText(that));
  }
}
