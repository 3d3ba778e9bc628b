package io.qbrain.shell.trading;

import io.qbrain.service.ServiceException;
import io.qbrain.service.ServiceException.Kind;

/** Numbers after options, and {@code --limit}: the services give at most 1,000 at once. */
public final class LimitOption {
  private static final int MOST = 1_000;

  private LimitOption() {}

  /** Returns how many are wanted at most. */
  public static int parse(String text) {
    long limit = number("--limit", text);
    if (limit < 1 || limit > MOST) {
      throw refused("expected --limit 1 to " + MOST + ", found " + limit);
    }
    return (int) limit;
  }

  /** Returns the number after an option. */
  public static long number(String option, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw refused("expected a whole number after " + option + ", found '" + text + "'");
    }
  }

  private static ServiceException refused(String message) {
    return new ServiceException(Kind.INVALID, "argument.invalid", message);
  }
}
