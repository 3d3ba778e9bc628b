package io.qbrain.kernel;

import io.qbrain.model.TradingCalendar;
import io.qbrain.model.TradingSession;

/**
 * The last price of the session before, as prices come: what the price limits of a day are counted
 * from. A price at the time at which a bar closes belongs to the session that began before it.
 */
public final class PreviousClose {
  /**
   * What it has seen, to go on with after a restart.
   *
   * @param last the last price, in units of 1e-8
   * @param lastNanos when that was
   * @param before the last price of the session before
   * @param nextBegin the begin of the session after that of the last price
   */
  public record Seen(long last, long lastNanos, long before, long nextBegin) {}

  private final TradingCalendar calendar;
  private long last;
  private long lastNanos = Long.MIN_VALUE;
  private long before;

  /** The begin of the session after that of the last price. */
  private long nextBegin = Long.MIN_VALUE;

  /** Makes one that knows no price. */
  public PreviousClose(TradingCalendar calendar) {
    this.calendar = calendar;
  }

  /** Takes a price in units of 1e-8; one that is older than the last changes nothing. */
  public void price(long raw, long timeNanos) {
    if (timeNanos < lastNanos) {
      return;
    }
    if (timeNanos > nextBegin) {
      before = last;
      TradingSession s = calendar.sessionBefore(timeNanos);
      TradingSession next = calendar.sessionAtOrAfter(s == null ? timeNanos : s.endNanos());
      nextBegin = next == null ? Long.MAX_VALUE : next.beginNanos();
    }
    last = raw;
    lastNanos = timeNanos;
  }

  /** Returns what it has seen. */
  public Seen seen() {
    return new Seen(last, lastNanos, before, nextBegin);
  }

  /** Goes on from what another one has seen. */
  public void recall(Seen seen) {
    last = seen.last();
    lastNanos = seen.lastNanos();
    before = seen.before();
    nextBegin = seen.nextBegin();
  }

  /** Returns the last price before a session in units of 1e-8; 0 if none is known. */
  public long of(TradingSession session) {
    return lastNanos <= session.beginNanos() ? last : before;
  }
}
