package io.qbrain.app;

import io.qbrain.kernel.AccountSnapshot;
import io.qbrain.kernel.Kernel;
import io.qbrain.model.AccountId;
import io.qbrain.port.Journal;
import io.qbrain.port.OrderGateway;
import io.qbrain.port.PortException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How an account is built from what is durable: at its start, and after a failure of the journal.
 */
final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  /** How often after a failure the account tries to go on; who is known to be away costs little. */
  private static final long EVERY_MILLIS = 1_000;

  /** How often it is told that it still cannot, however often that begins anew. */
  private static final long TELL_AGAIN_NANOS = 60_000_000_000L;

  private final AccountId account;
  private final Journal journal;
  private final Records records;
  private final InputLog inputLog;
  private final LastBars lastBars;
  private long toldAt = System.nanoTime() - TELL_AGAIN_NANOS;

  Recovery(
      AccountId account, Journal journal, Records records, InputLog inputLog, LastBars lastBars) {
    this.account = account;
    this.journal = journal;
    this.records = records;
    this.inputLog = inputLog;
    this.lastBars = lastBars;
  }

  /**
   * Applies every durable turn to an empty account and what its strategies warm up with; returns
   * the number of the last one.
   */
  long read(Kernel into) {
    records.clear();
    journal.replay(
        account,
        turn -> {
          into.apply(turn);
          records.apply(turn);
        });
    return journal.lastSequence(account);
  }

  /** Stops what is stopped, warms up, and lists the instruments at the venue. */
  AccountSnapshot resume(Kernel recovered, long last, ReleaseGate gate, OrderGateway gateway) {
    AccountSnapshot account = recovered.snapshot();
    account.kills().forEach(k -> gate.latch(k.scope()));
    inputLog.history(
        event -> {
          recovered.history(event);
          lastBars.see(event);
        });
    inputLog.begin(last);
    account.instruments().values().forEach(i -> gateway.list(i.instrument()));
    return account;
  }

  /**
   * Tries to go on as soon as the journal can be read again, until it succeeds; returns false if
   * the account is stopped before.
   *
   * @param cannot told each time why it cannot yet
   */
  boolean goOn(CountDownLatch stopping, Runnable again, Consumer<String> cannot)
      throws InterruptedException {
    while (!stopping.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
      try {
        journal.lastSequence(account);
        again.run();
        return true;
      } catch (PortException e) {
        String now = String.valueOf(e.getMessage());
        cannot.accept(now);
        if (System.nanoTime() - toldAt >= TELL_AGAIN_NANOS) {
          toldAt = System.nanoTime();
          LOG.warn("account {} cannot go on yet: {}", account, now);
        }
      }
    }
    return false;
  }
}
