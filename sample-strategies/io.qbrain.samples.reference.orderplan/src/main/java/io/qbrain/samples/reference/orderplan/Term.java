package io.qbrain.samples.reference.orderplan;

import io.qbrain.model.Fixed;
import java.util.Map;

/**
 * A number of a plan: a value that the moment gives, times a factor, plus a distance; e.g. {@code
 * close*0.999}, {@code fill-2} or {@code 160}.
 *
 * @param base the name of the value; empty for none
 * @param factor in units of 1e-8
 * @param plus in units of 1e-8
 */
record Term(String base, long factor, long plus) {

  static Term parse(String text) {
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
    return new Term(base, factor, rest.isEmpty() ? 0 : Fixed.parse(rest.replaceFirst("^\\+", "")));
  }

  /** Returns the number, in units of 1e-8. */
  long value(Map<String, Long> values) {
    if (base.isEmpty()) {
      return plus;
    }
    Long value = values.get(base);
    if (value == null) {
      throw new IllegalArgumentException(
          "expected one of " + values.keySet() + " in the plan, found '" + base + "'");
    }
    return Math.addExact(Fixed.multiply(value, factor), plus);
  }
}
