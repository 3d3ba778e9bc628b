package io.qbrain.series;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;

/** Local seconds to UTC and back in a zone; fast where the offset is that of the time before. */
final class LocalClock {
  /** There is no such local time: clocks were put forward over it. */
  static final long SKIPPED = Long.MIN_VALUE;

  private static final long SECONDS_PER_DAY = 86_400;

  private final ZoneRules rules;
  private long validFrom = Long.MAX_VALUE;
  private long validTo = Long.MIN_VALUE;
  private long offset;

  LocalClock(ZoneId zone) {
    this.rules = zone.getRules();
  }

  /** Returns the offset from UTC at a time in seconds since 1970. */
  long offsetAt(long utcSeconds) {
    if (utcSeconds < validFrom || utcSeconds >= validTo) {
      Instant at = Instant.ofEpochSecond(utcSeconds);
      ZoneOffsetTransition before = rules.previousTransition(at.plusSeconds(1));
      ZoneOffsetTransition after = rules.nextTransition(at);
      validFrom = before == null ? Long.MIN_VALUE : before.toEpochSecond();
      validTo = after == null ? Long.MAX_VALUE : after.toEpochSecond();
      offset = rules.getOffset(at).getTotalSeconds();
    }
    return offset;
  }

  /**
   * Returns the UTC seconds of local seconds; of two that share a local time the later one if the
   * earlier is not after {@code previousUtc}; {@link #SKIPPED} if there is none.
   */
  long utcSeconds(long localSeconds, long previousUtc) {
    long guess = localSeconds - offset;
    if (validFrom <= validTo
        && (validFrom == Long.MIN_VALUE || guess - SECONDS_PER_DAY > validFrom)
        && (validTo == Long.MAX_VALUE || guess + SECONDS_PER_DAY < validTo)) {
      return guess;
    }
    LocalDateTime local = LocalDateTime.ofEpochSecond(localSeconds, 0, ZoneOffset.UTC);
    List<ZoneOffset> offsets = rules.getValidOffsets(local);
    if (offsets.isEmpty()) {
      return SKIPPED;
    }
    long utc = localSeconds - offsets.get(0).getTotalSeconds();
    if (offsets.size() > 1 && utc <= previousUtc) {
      utc = localSeconds - offsets.get(1).getTotalSeconds();
    }
    offsetAt(utc);
    return utc;
  }
}
