package io.qbrain.tasks.schedule;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.schedule.CronSchedule;
import com.github.kagkarlsson.scheduler.task.schedule.CronStyle;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The times of a pattern of cron. What falls into the hour that is left out in spring comes at that
 * hour's end; what falls into the hour that comes twice in autumn comes once.
 */
public final class CronTimes {
  /** A pattern that does not come within some 8 years never does. */
  private static final long HORIZON_SECONDS = 8L * 366 * 86_400;

  private final ZoneId zone;
  private final CronSchedule inZone;
  private final CronSchedule byLocalTime;

  private CronTimes(ZoneId zone, CronSchedule inZone, CronSchedule byLocalTime) {
    this.zone = zone;
    this.inZone = inZone;
    this.byLocalTime = byLocalTime;
  }

  /**
   * Parses six fields.
   *
   * @throws IllegalArgumentException if they are no pattern
   */
  static CronTimes of(String sixFields, ZoneId zone) {
    CronTimes times =
        new CronTimes(
            zone,
            new CronSchedule(sixFields, zone, CronStyle.SPRING53),
            new CronSchedule(sixFields, ZoneOffset.UTC, CronStyle.SPRING53));
    times.after(Instant.EPOCH); // the pattern is read when it is first asked
    return times;
  }

  Optional<Instant> after(Instant now) {
    Instant next = next(inZone, now);
    @Nullable ZoneOffsetTransition change = zone.getRules().nextTransition(now);
    Instant horizon = now.plusSeconds(HORIZON_SECONDS);
    while (change != null
        && change.getInstant().isBefore(next)
        && change.getInstant().isBefore(horizon)) {
      if (change.isGap() && comesWithin(change)) {
        return Optional.of(change.getInstant());
      }
      change = zone.getRules().nextTransition(change.getInstant());
    }
    return next.isBefore(horizon) ? Optional.of(next) : Optional.empty();
  }

  private boolean comesWithin(ZoneOffsetTransition gap) {
    Instant begin = gap.getDateTimeBefore().toInstant(ZoneOffset.UTC);
    Instant end = gap.getDateTimeAfter().toInstant(ZoneOffset.UTC);
    return next(byLocalTime, begin.minusNanos(1)).isBefore(end);
  }

  private static Instant next(CronSchedule schedule, Instant after) {
    return schedule.getNextExecutionTime(
        ExecutionComplete.simulatedSuccess(after.truncatedTo(ChronoUnit.SECONDS)));
  }
}
