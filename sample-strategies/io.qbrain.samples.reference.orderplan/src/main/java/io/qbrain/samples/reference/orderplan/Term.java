package io.qbrain.samples.reference.orderplan;

import io.qbrain.model.Fixed;
import java.util.Map;

/**
 * A number of a plan: a value that the moment gives, times a factor, plus a distance, rounded half
 * even to a multiple of a step; e.g. {@code close*0.999}, {@code fill-2~0.01} or {@code 160}.
 *
 * @param base the name of the value; empty for none
 * @param factor in units of 1e-8
 * @param plus in units of 1e-8
 * @param step in units of 1e-8
 */
record Term(String base, long factor, long plus, long step) {

  static Term parse(String given) {
    int wave = given.indexOf('~');
    String text = wave < 0 ? given : given.substring(0, wave);
    long step = wave < 0 ? 1 : Fixed.parse(given.substring(wave + 1));
    int end = 0;
    while (end < text.length() && Character.isLetter(text.charAt(end))) {
      end++;
    }
    String base = text.substring(0, end);
    String rest = text.substring(end);
    long factor = base.isEmpty() ? 0 : Fixed.ONE;
    if (rest.startsWith("*")) {
      int sign = 1;
      while (sign < rest.length() && "+-".indexOf(rest.charAt(sign)) < 0) {
        sign++;
      }
      factor = Fixed.parse(rest.substring(1, sign));
      rest = rest.substring(sign);
    }
    long plus = rest.isEmpty() ? 0 : Fixed.parse(rest.replaceFirst("^\\+", ""));
    return new Term(base, factor, plus, step);
  }

  /** Returns the number, in units of 1e-8. */
  long value(Map<String, Long> values) {
    if (base.isEmpty()) {
      return rounded(plus);
    }
    Long value = values.get(base);
    if (value == null) {
      throw new IllegalArgumentException(
          "expected one of " + values.keySet() + " in the plan, found '" + base + "'");
    }
    return rounded(Math.addExact(Fixed.multiply(value, factor), plus));
  }

  private long rounded(long raw) {
    return Math.multiplyExact(step, Fixed.multiplyDivide(raw, 1, step));
  }
}
