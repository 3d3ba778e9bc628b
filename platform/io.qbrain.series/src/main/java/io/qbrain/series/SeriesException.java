package io.qbrain.series;

import org.jspecify.annotations.Nullable;

/** Bars cannot be read or written; the message says where, what was expected and what was found. */
public class SeriesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception with a message for the user who gave the data. */
  public SeriesException(String message) {
    super(message);
  }

  /** Makes an exception with a message for the user who gave the data. */
  public SeriesException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
