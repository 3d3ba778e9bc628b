package io.qbrain.shell.output;

import io.qbrain.model.Fixed;
import io.qbrain.model.Money;
import io.qbrain.model.Times;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A value as text: short for people, exact for programs. */
public final class Cell {
  private static final int SHOWN_DECIMALS = 2;

  private Cell() {}

  /** Returns an instant, or nothing for 0, which is how the services say that there was none. */
  public static Optional<Instant> time(long nanos) {
    return nanos == 0 ? Optional.empty() : Optional.of(Times.instant(nanos));
  }

  /** Returns an amount with two decimals and its currency. */
  public static String shown(Money money) {
    return amount(money) + " " + money.currency();
  }

  /** Returns a profit with its sign. */
  public static String signed(Money money) {
    return (money.signum() > 0 ? "+" : "") + shown(money);
  }

  /** Returns a value for people. */
  static String shown(@Nullable Object value) {
    if (value instanceof Optional<?> optional) {
      return shown(optional.orElse(null));
    }
    if (value instanceof Money money) {
      return shown(money);
    }
    if (value instanceof Instant time) {
      return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
    return value == null ? "" : value.toString();
  }

  /** Returns a value for programs: nothing is rounded, an amount is without its currency. */
  static String exact(@Nullable Object value) {
    if (value instanceof Optional<?> optional) {
      return exact(optional.orElse(null));
    }
    if (value instanceof Money money) {
      return Fixed.format(money.raw(), SHOWN_DECIMALS);
    }
    return value == null ? "" : value.toString();
  }

  private static String amount(Money money) {
    return Fixed.format(
        Fixed.round(money.raw(), SHOWN_DECIMALS, RoundingMode.HALF_EVEN), SHOWN_DECIMALS);
  }
}
