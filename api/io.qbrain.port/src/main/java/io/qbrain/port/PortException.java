package io.qbrain.port;

import org.jspecify.annotations.Nullable;

/** An adapter cannot do what was asked; the message is for an operator. */
public class PortException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception with a message that says what was found and what to do. */
  public PortException(String message) {
    super(message);
  }

  /** Makes an exception with a message that says what was found and what to do. */
  public PortException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
