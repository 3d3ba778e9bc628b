package io.qbrain.series;

import io.qbrain.model.Fixed;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Reads decimal numbers, and counts those that it had to round. */
final class NumberReader {
  /** The text is no number, or out of range. */
  static final long NO_NUMBER = Long.MIN_VALUE;

  /** What should stand where no number is. */
  static final String EXPECTED = "a number within +/- 9.2e10";

  private static final long MAX_RAW = 9_200_000_000_000_000_000L;

  private long rounded;

  /** Returns the value in units of 1e-8, rounded if need be; {@link #NO_NUMBER} if it is none. */
  long read(Fields.Field text) {
    return switch (shapeOf(text)) {
      case PLAIN -> plain(text);
      case LONG -> rounded(text);
      case NONE -> NO_NUMBER;
    };
  }

  private enum Shape {
    /** At most 8 decimals, and surely in range. */
    PLAIN,
    /** More decimals, an exponent or many digits. */
    LONG,
    NONE
  }

  private static Shape shapeOf(Fields.Field text) {
    int point = -1;
    int digits = 0;
    Shape shape = Shape.PLAIN;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (TimeText.isDigit(c)) {
        digits++;
      } else if (c == '.' && point < 0) {
        point = i;
      } else if ((c == 'e' || c == 'E') && digits > 0) {
        shape = Shape.LONG;
      } else if (c != '-' && c != '+') {
        return Shape.NONE;
      }
    }
    if (digits == 0) {
      return Shape.NONE;
    }
    int decimals = point < 0 ? 0 : text.length() - point - 1;
    return decimals > Fixed.DIGITS || digits - decimals > 10 ? Shape.LONG : shape;
  }

  private static long plain(Fields.Field text) {
    try {
      return Fixed.parse(text);
    } catch (IllegalArgumentException e) {
      return NO_NUMBER;
    }
  }

  private long rounded(Fields.Field text) {
    try {
      BigDecimal exact = new BigDecimal(text.toString());
      if (exact.precision() - (long) exact.scale() > 12 || exact.scale() > 1_000) {
        return NO_NUMBER;
      }
      BigDecimal value = exact.setScale(Fixed.DIGITS, RoundingMode.HALF_EVEN);
      if (value.unscaledValue().bitLength() > 63
          || Math.abs(value.unscaledValue().longValue()) > MAX_RAW) {
        return NO_NUMBER;
      }
      rounded += value.compareTo(exact) == 0 ? 0 : 1;
      return value.unscaledValue().longValue();
    } catch (NumberFormatException e) {
      return NO_NUMBER;
    }
  }

  /** Returns how many numbers were rounded. */
  long rounded() {
    return rounded;
  }
}
