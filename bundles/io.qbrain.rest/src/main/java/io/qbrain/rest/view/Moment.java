package io.qbrain.rest.view;

import io.qbrain.model.Times;
import org.jspecify.annotations.Nullable;

/** Renders times as ISO-8601 in UTC, e.g. {@code 2026-01-02T15:04:05.123456789Z}. */
final class Moment {
  private Moment() {}

  /** Renders a time in nanoseconds since 1970. */
  static String of(long nanos) {
    return Times.instant(nanos).toString();
  }

  /** Renders a time that may not have been yet, which services write as 0. */
  static @Nullable String ofLast(long nanos) {
    return nanos == 0 ? null : of(nanos);
  }
}
