package io.qbrain.backtest;

/** A backtest cannot be run as asked; the message says what was found and what was expected. */
public final class BacktestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  /** Makes an exception with a stable code such as {@code instance.parameters}. */
  public BacktestException(String code, String message) {
    super(message);
    this.code = code;
  }

  /** Returns the stable code. */
  public String code() {
    return code;
  }
}
