package io.qbrain.launcher;

import org.jspecify.annotations.Nullable;

/**
 * A reason not to go on that is meant for whoever typed the command: no stack trace, one message.
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  Refusal(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  static Refusal because(String message, @Nullable Object... arguments) {
    return new Refusal(1, String.format(message, arguments));
  }

  /**
   * What the process ends with: 1 for refusals, 2 for a wrong command line, 3 for "not running".
   */
  public int exitCode() {
    return exitCode;
  }
}
