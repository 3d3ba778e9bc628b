package io.qbrain.model;

/** The venue's id of a fill (FIX ExecID); a second one with the same id changes nothing. */
public final class ExecutionId implements Comparable<ExecutionId> {
  private static final String MARKS = "._:-";
  private static final int MAX_LENGTH = 80;

  private final String value;

  private ExecutionId(String value) {
    this.value = value;
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

  @Override
  public int compareTo(ExecutionId other) {
    return value.compareTo(other.value);
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof ExecutionId that && value.equals(that.value));
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
