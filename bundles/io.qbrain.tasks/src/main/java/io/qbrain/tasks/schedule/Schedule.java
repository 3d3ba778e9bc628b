package io.qbrain.tasks.schedule;

import io.qbrain.model.MarketProfile;
import io.qbrain.model.Times;
import io.qbrain.model.TradingSession;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** When a task is due; the forms in which it is written are those of {@link Schedules}. */
public sealed interface Schedule {

  /** Returns the first time from now on at which it is due; empty if there is none any more. */
  Optional<Instant> first(Instant now);

  /**
   * Returns the next time after now, which is later than a time that was kept.
   *
   * @param kept when the work was due that is done now
   */
  Optional<Instant> next(Instant kept, Instant now);

  /** Returns whether it comes more than once. */
  default boolean recurs() {
    return true;
  }

  /** Once, at a time; if that has passed, at once. */
  record Once(Instant time) implements Schedule {
    @Override
    public Optional<Instant> first(Instant now) {
      return Optional.of(time.isBefore(now) ? now : time);
    }

    @Override
    public Optional<Instant> next(Instant kept, Instant now) {
      return Optional.empty();
    }

    @Override
    public boolean recurs() {
      return false;
    }
  }

  /** Again and again, a period apart; what was missed is left out. */
  record Every(Duration period) implements Schedule {
    @Override
    public Optional<Instant> first(Instant now) {
      return Optional.of(now.plus(period));
    }

    @Override
    public Optional<Instant> next(Instant kept, Instant now) {
      long missed = Math.max(0, Duration.between(kept, now).dividedBy(period));
      return Optional.of(kept.plus(period.multipliedBy(missed + 1)));
    }
  }

  /** By a pattern of cron, in a time zone. */
  record Cron(String pattern, ZoneId zone, CronTimes times) implements Schedule {
    @Override
    public Optional<Instant> first(Instant now) {
      return times.after(now);
    }

    @Override
    public Optional<Instant> next(Instant kept, Instant now) {
      return times.after(now.isBefore(kept) ? kept : now);
    }
  }

  /** After each close of a market, by its calendar: holidays and half days included. */
  record AfterClose(MarketProfile market, Duration delay) implements Schedule {
    @Override
    public Optional<Instant> first(Instant now) {
      long after = Times.nanos(now) - delay.toNanos();
      TradingSession session = market.calendar().sessionAtOrAfter(after);
      while (session != null && session.endNanos() <= after) {
        session = market.calendar().sessionAfter(session.endNanos(), 0);
      }
      return Optional.ofNullable(session).map(s -> Times.instant(s.endNanos()).plus(delay));
    }

    @Override
    public Optional<Instant> next(Instant kept, Instant now) {
      return first(now.isBefore(kept) ? kept : now);
    }
  }
}
