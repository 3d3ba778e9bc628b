package io.qbrain.backtest;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A backtest cannot be run as asked; the message says what was found and what was expected. */
public final class BacktestException extends RuntimeException {
  /** The code of an option that is unknown, or has a wrong or impossible value. */
  static final String OPTION = "option.invalid";

  private static final long serialVersionUID = 1L;

  private final String code;
  private final @Nullable BacktestOption option;

  /** Makes an exception with a stable code such as {@code instance.parameters}. */
  public BacktestException(String code, String message) {
    this(code, message, null);
  }

  private BacktestException(String code, String message, @Nullable BacktestOption option) {
    super(message);
    this.code = code;
    this.option = option;
  }

  /** The value of an option is wrong. */
  static BacktestException of(BacktestOption option, String message) {
    String code =
        switch (option) {
          case PRESET -> "preset.unknown";
          case DATA -> "data.invalid";
          default -> OPTION;
        };
    return new BacktestException(code, option + ": " + message, option);
  }

  /** Returns the stable code. */
  public String code() {
    return code;
  }

  /** Returns the option whose value is wrong, with which the message then begins. */
  public Optional<BacktestOption> option() {
    return Optional.ofNullable(option);
  }
}
