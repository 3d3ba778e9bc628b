package io.qbrain.rest;

import io.qbrain.model.AccountId;
import io.qbrain.model.Times;
import io.qbrain.rest.wire.Wanted;
import io.qbrain.service.AccountingService.Asked;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a request says which account it is about, that it is the same one again, and when. */
final class Asking {
  /** The header with the sender's id of a request. */
  static final String KEY = "Idempotency-Key";

  private Asking() {}

  static AccountId account(String id) {
    return Wanted.parsed("id", id, AccountId::of);
  }

  static Asked how(@Nullable String key, @Nullable String reason) {
    return new Asked(
        key == null ? "" : key, reason == null || reason.isBlank() ? "by REST" : reason);
  }

  /** Returns a time in nanoseconds since 1970. */
  static long time(String field, @Nullable String text) {
    return Wanted.parsed(
        field,
        text,
        t -> {
          try {
            return Times.nanos(Instant.parse(t));
          } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                "expected a time such as 2026-03-20T13:30:00Z, found '" + t + "'", e);
          }
        });
  }
}
