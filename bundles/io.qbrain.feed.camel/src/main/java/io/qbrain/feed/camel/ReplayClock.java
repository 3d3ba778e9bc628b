package io.qbrain.feed.camel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The clock of all replays of one pace: their events come in one order of time, those of one time
 * one after the other in the order of the feeds' names. Whoever is still reading is waited for; who
 * has nothing to give is not.
 *
 * <p>A pace of so many a second counts points of time. What is not after the clock is the past: it
 * comes at once, and the clock does not wait for it. So a feed that joins a running clock delivers
 * its past as fast as it is taken, and then keeps step.
 *
 * <p>Before it runs, and again when everybody had nothing to give, the clock waits until nobody has
 * joined for a while and all feeds are started that are configured, but not for ever. Thread-safe.
 */
final class ReplayClock {
  /** How long the clock waits for feeds that are configured and not started. */
  static final long LONGEST_WAIT_NANOS = 10_000_000_000L;

  private static final long READING = Long.MIN_VALUE;
  private static final long NOTHING = Long.MAX_VALUE;

  private final Pace pace;
  private final long settleNanos;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Member> members = new ArrayList<>();
  private int expected;
  private long position = Long.MIN_VALUE;
  private @Nullable Member inTurn;
  private long joinedNanos;
  private long wakenNanos;
  private boolean runs;
  private boolean wakes;
  private long startedNanos;
  private long firstNanos;
  private long times;

  /**
   * Makes a clock that stands.
   *
   * @param pace how fast it goes
   * @param settleNanos how long nobody must have joined before it runs
   * @param nanoTime what it measures with
   */
  ReplayClock(Pace pace, long settleNanos, LongSupplier nanoTime) {
    this.pace = pace;
    this.settleNanos = settleNanos;
    this.nanoTime = nanoTime;
  }

  /** A replay that keeps this clock. */
  final class Member {
    private final String name;
    private long next = READING;
    private boolean left;

    private Member(String name) {
      this.name = name;
    }

    /** It looks for its next event: the clock waits for it. */
    void reads() {
      set(READING);
    }

    /** It has nothing to give at present: the clock does not wait for it. */
    void rests() {
      set(NOTHING);
    }

    /** It keeps the clock no longer; whoever waits in {@link #await} returns. */
    void leave() {
      lock.lock();
      try {
        left = true;
        members.remove(this);
        set(NOTHING);
      } finally {
        lock.unlock();
      }
    }

    private void set(long time) {
      lock.lock();
      try {
        next = time;
        if (this.equals(inTurn)) {
          inTurn = null;
        }
        if (members.isEmpty()) {
          position = Long.MIN_VALUE;
        }
        if (members.stream().allMatch(m -> m.next == NOTHING)) {
          runs = false;
          wakes = false;
        }
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }

    /**
     * Waits until an event of a time may be given; its turn lasts until this is called again.
     *
     * @return false if it has left, or the thread was interrupted
     */
    boolean await(long timeNanos) {
      lock.lock();
      try {
        set(timeNanos);
        while (!left) {
          if (timeNanos < position) {
            return true;
          }
          long waitNanos = toWait(this);
          if (waitNanos <= 0) {
            take(this);
            return true;
          }
          if (waitNanos == NOTHING) {
            changed.await();
          } else {
            changed.await(waitNanos, TimeUnit.NANOSECONDS);
          }
        }
        return false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      } finally {
        lock.unlock();
      }
    }
  }

  /** Says that a feed is configured and will be started. */
  void expect() {
    lock.lock();
    try {
      expected++;
    } finally {
      lock.unlock();
    }
  }

  /** Says that it is started, or that it will not be. */
  void expectNoMore() {
    lock.lock();
    try {
      expected--;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Adds a replay, which reads at first. */
  Member join(String name) {
    lock.lock();
    try {
      Member member = new Member(name);
      members.add(member);
      members.sort(Comparator.comparing(m -> m.name));
      joinedNanos = nanoTime.getAsLong();
      changed.signalAll();
      return member;
    } finally {
      lock.unlock();
    }
  }

  /** Returns how long a member has to wait for its turn; {@link #NOTHING} until others change. */
  private long toWait(Member member) {
    if (inTurn != null) {
      return NOTHING;
    }
    boolean before = true;
    for (Member other : members) {
      before &= !other.equals(member);
      if (other.next == READING
          || other.next < member.next
          || (before && other.next == member.next)) {
        return NOTHING;
      }
    }
    if (!runs) {
      long toSettle = toSettle();
      if (toSettle > 0) {
        return toSettle;
      }
      runs = true;
      startedNanos = nanoTime.getAsLong();
      firstNanos = member.next;
      times = 0;
    }
    if (member.next == position) {
      return 0;
    }
    return pace.dueNanos(times, member.next - firstNanos) - (nanoTime.getAsLong() - startedNanos);
  }

  private long toSettle() {
    long now = nanoTime.getAsLong();
    if (!wakes) {
      wakes = true;
      wakenNanos = now;
    }
    long longest = LONGEST_WAIT_NANOS - (now - wakenNanos);
    return expected > 0 ? longest : Math.min(longest, settleNanos - (now - joinedNanos));
  }

  private void take(Member member) {
    if (member.next > position) {
      position = member.next;
      times++;
    }
    inTurn = member;
  }
}
