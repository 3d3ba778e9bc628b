package io.qbrain.strategy;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes a component of a configuration record. All values are texts in the form in which the
 * component's type is written, e.g. {@code "12"}, {@code "0.5"}, {@code "5m"}, {@code "SPY.ARCA"};
 * empty means: none.
 *
 * <p>Types: int, long, double, boolean, String, enums, Duration ({@code PT5M}), LocalTime,
 * Quantity, Price, InstrumentId, BarSpec, and List of these (separated by commas).
 *
 * @since 1.0
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Param {
  /** Returns the default; without one the parameter must be given. */
  String value() default "";

  /** Returns what the parameter means, in a few words, with its unit. */
  String help() default "";

  /** Returns the least value of a number. */
  String min() default "";

  /** Returns the greatest value of a number. */
  String max() default "";

  /** Returns the step that a sweep takes. */
  String step() default "";
}
