package io.qbrain.model;

import java.util.regex.Pattern;

/**
 * Names a task: a kind of work with parameters and a schedule, e.g. {@code daily-report}.
 *
 * @since 1.1
 */
public final class TaskId implements Comparable<TaskId> {
  private static final Pattern SYNTAX = Pattern.compile("[a-z][a-z0-9-]{0,59}");

  private final String value;

  private TaskId(String value) {
    this.value = value;
  }

  /**
   * Parses the identifier; inverse of {@link #toString}.
   *
   * @throws IllegalArgumentException if the text is not of the form {@code [a-z][a-z0-9-]{0,59}}
   */
  public static TaskId of(String text) {
    if (!SYNTAX.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "expected a task id such as daily-report (a letter, then up to 59 lower-case letters,"
              + " digits or -), found '"
              + text
              + "'");
    }
    return new TaskId(text);
  }

  @Override
  public int compareTo(TaskId other) {
    return value.compareTo(other.value);
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof TaskId that && value.equals(that.value));
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
