package io.qbrain.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Arithmetic on decimals held as whole numbers of 1e-8 in a {@code long}.
 *
 * <p>The range is about +/- 92 billion. Every operation is exact or rounds half to even, and throws
 * {@link ArithmeticException} naming its operands when the result does not fit.
 */
public final class Fixed {
  /** Decimal digits after the point. */
  public static final int DIGITS = 8;

  /** The raw value of one. */
  public static final long ONE = 100_000_000L;

  /**
   * The raw value of what is no number: a price or quantity made of NaN, an infinity or a number
   * out of range. An order that has one is denied.
   *
   * @since 1.1
   */
  public static final long NO_NUMBER = Long.MIN_VALUE;

  private static final double LIMIT = 9.2233720368547e18;
  private static final double EXACT_PRODUCT = 0x1p110;
  private static final long EXACT_DIVISOR = 1L << 61;

  private Fixed() {}

  /** Returns {@code a x b}, rounded half to even. */
  public static long multiply(long a, long b) {
    long whole = a / ONE;
    if (whole * ONE == a) {
      long product = whole * b;
      if (Math.multiplyHigh(whole, b) == product >> 63) {
        return product;
      }
    }
    return multiplyDivide(a, b, ONE);
  }

  /** Returns {@code a / b}, rounded half to even. */
  public static long divide(long a, long b) {
    return multiplyDivide(a, ONE, b);
  }

  /**
   * Returns {@code a x b / c} with a 128-bit intermediate product, rounded half to even. All three
   * are plain longs: with scaled operands the scale of the result is that of a plus b less c.
   */
  public static long multiplyDivide(long a, long b, long c) {
    if (c == 0) {
      throw new ArithmeticException("division by zero: " + a + " x " + b + " / 0");
    }
    long low = a * b;
    if (Math.multiplyHigh(a, b) == low >> 63 && low != Long.MIN_VALUE) {
      return roundHalfEven(low / c, low % c, c);
    }
    double product = (double) a * b;
    double estimate = product / c;
    if (!(Math.abs(estimate) < LIMIT)) {
      throw new ArithmeticException("overflow: " + a + " x " + b + " / " + c);
    }
    if (Math.abs(product) > EXACT_PRODUCT || c > EXACT_DIVISOR || c < -EXACT_DIVISOR) {
      return big(a, b, c);
    }
    // The remainder is right modulo 2^64, and small: it corrects the estimate to the last unit.
    long quotient = (long) estimate;
    long remainder = low - quotient * c;
    quotient += remainder / c;
    remainder %= c;
    return roundHalfEven(quotient, remainder, c);
  }

  private static long roundHalfEven(long quotient, long remainder, long divisor) {
    long rest = Math.abs(remainder);
    long half = Math.abs(divisor) - rest;
    if (rest > half || (rest == half && (quotient & 1) != 0)) {
      boolean negative = (remainder < 0) != (divisor < 0);
      return Math.addExact(quotient, negative ? -1 : 1);
    }
    return quotient;
  }

  private static long big(long a, long b, long c) {
    BigDecimal product = new BigDecimal(BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)));
    try {
      return product.divide(BigDecimal.valueOf(c), 0, RoundingMode.HALF_EVEN).longValueExact();
    } catch (ArithmeticException e) {
      throw new ArithmeticException("overflow: " + a + " x " + b + " / " + c);
    }
  }

  /** Returns the greatest multiple of {@code step} that is at most {@code value}; step > 0. */
  public static long floorTo(long value, long step) {
    return value - Math.floorMod(value, step);
  }

  /** Returns the raw value rounded to {@code digits} decimals (0 to 8) in the given mode. */
  public static long round(long raw, int digits, RoundingMode mode) {
    return ofExact(BigDecimal.valueOf(raw, DIGITS).setScale(digits, mode));
  }

  /** Returns the raw value as a double, correctly rounded. */
  public static double toDouble(long raw) {
    return raw / 1e8;
  }

  /**
   * Returns the raw value nearest to {@code value}, half to even.
   *
   * @throws ArithmeticException if value is NaN, infinite or out of range
   */
  public static long ofDouble(double value) {
    double scaled = value * 1e8;
    if (!(Math.abs(scaled) < LIMIT)) {
      throw new ArithmeticException("expected a number within +/- 9.2e10, found " + value);
    }
    return Math.abs(value) < 9e7
        ? (long) StrictMath.rint(scaled)
        : new BigDecimal(value)
            .setScale(DIGITS, RoundingMode.HALF_EVEN)
            .unscaledValue()
            .longValueExact();
  }

  /**
   * Returns the raw value nearest to {@code value}, half to even, or {@link #NO_NUMBER} where
   * {@link #ofDouble} throws.
   *
   * @since 1.1
   */
  public static long nearest(double value) {
    return Math.abs(value * 1e8) < LIMIT ? ofDouble(value) : NO_NUMBER;
  }

  /** Returns the raw value of a whole number, or {@link #NO_NUMBER} if it is out of range. */
  static long ofWhole(long whole) {
    long raw = whole * ONE;
    return Math.multiplyHigh(whole, ONE) == raw >> 63 && raw != NO_NUMBER ? raw : NO_NUMBER;
  }

  /** Returns the sum, or {@link #NO_NUMBER} if a summand is that or the sum is out of range. */
  static long sum(long a, long b) {
    long sum = a + b;
    boolean overflows = ((a ^ sum) & (b ^ sum)) < 0;
    return a == NO_NUMBER || b == NO_NUMBER || overflows ? NO_NUMBER : sum;
  }

  /** Returns the number with the other sign; {@link #NO_NUMBER} stays. */
  static long negated(long a) {
    return -a;
  }

  /**
   * Returns the raw value of a decimal that has at most 8 decimals.
   *
   * @throws ArithmeticException if it has more, or is out of range
   */
  public static long ofExact(BigDecimal value) {
    try {
      return value.setScale(DIGITS, RoundingMode.UNNECESSARY).unscaledValue().longValueExact();
    } catch (ArithmeticException e) {
      throw new ArithmeticException(
          "expected a number of at most 8 decimals within +/- 9.2e10, found "
              + value.toPlainString());
    }
  }

  /**
   * Parses a plain decimal such as {@code -12.5}: digits, at most one point, at most 8 decimals.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static long parse(CharSequence text) {
    int length = text.length();
    int i = 0;
    boolean negative = false;
    if (length > 0 && (text.charAt(0) == '-' || text.charAt(0) == '+')) {
      negative = text.charAt(0) == '-';
      i = 1;
    }
    long value = 0;
    int decimals = -1;
    int digits = 0;
    for (; i < length; i++) {
      char c = text.charAt(i);
      if (c == '.' && decimals < 0) {
        decimals = 0;
        continue;
      }
      if (c < '0' || c > '9' || decimals >= DIGITS && c != '0') {
        throw notANumber(text);
      }
      digits++;
      if (decimals < DIGITS) {
        value = appended(value, c - '0', text);
        decimals = decimals < 0 ? -1 : decimals + 1;
      }
    }
    if (digits == 0) {
      throw notANumber(text);
    }
    for (int d = Math.max(decimals, 0); d < DIGITS; d++) {
      value = appended(value, 0, text);
    }
    return negative ? -value : value;
  }

  private static long appended(long value, int digit, CharSequence text) {
    if (value > (Long.MAX_VALUE - digit) / 10) {
      throw notANumber(text);
    }
    return value * 10 + digit;
  }

  private static IllegalArgumentException notANumber(CharSequence text) {
    return new IllegalArgumentException(
        "expected a decimal number of at most 8 decimals within +/- 9.2e10, found '" + text + "'");
  }

  /** Formats a raw value without exponent and without trailing zeros, e.g. {@code -12.5}. */
  public static String format(long raw) {
    return format(raw, 0);
  }

  /** Formats a raw value with at least {@code minDecimals} decimals, e.g. {@code 12.50}. */
  public static String format(long raw, int minDecimals) {
    BigDecimal value = BigDecimal.valueOf(raw, DIGITS).stripTrailingZeros();
    return (value.scale() < minDecimals ? value.setScale(minDecimals) : value).toPlainString();
  }
}
