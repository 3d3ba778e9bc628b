package io.qbrain.app;

import io.qbrain.kernel.AccountSnapshot;
import io.qbrain.kernel.Kernel;
import io.qbrain.model.AccountId;
import io.qbrain.port.Journal;
import io.qbrain.port.OrderGateway;
import io.qbrain.port.PortException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How an account is built from what is durable: at its start, and after a failure of the journal.
 */
final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  /** How long after a failure of the journal the account tries to go on; then twice as long. */
  private static final long FIRST_MILLIS = 1_000;

  private static final long LONGEST_MILLIS = 8 * FIRST_MILLIS;

  private final AccountId account;
  private final Journal journal;
  private final Records records;
  private final InputLog inputLog;
  private final LastBars lastBars;

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
    long last = journal.lastSequence(account);
    records.clear();
    journal.replay(
        account,
        turn -> {
          into.apply(turn);
          records.apply(turn);
        });
    return last;
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
   */
  boolean goOn(CountDownLatch stopping, Runnable again) throws InterruptedException {
    long waitMillis = FIRST_MILLIS;
    while (!stopping.await(waitMillis, TimeUnit.MILLISECONDS)) {
      try {
        journal.lastSequence(account);
        again.run();
        return true;
      } catch (PortException e) {
        LOG.warn("account {} cannot go on yet: {}", account, e.getMessage());
        waitMillis = Math.min(LONGEST_MILLIS, waitMillis * 2);
      }
    }
    return false;
  }
}
