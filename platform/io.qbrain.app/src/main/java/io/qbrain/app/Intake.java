package io.qbrain.app;

import io.qbrain.kernel.Input;
import io.qbrain.kernel.Refusal;
import io.qbrain.model.AccountId;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.MarketEvent;
import io.qbrain.port.PortException;
import io.qbrain.service.ServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way into an account: what comes from any thread waits here, and who gave a command waits for
 * its answer. What is taken and answered is the trading thread's.
 */
final class Intake {
  private final AccountId account;
  private final ReleaseGate gate;
  private final Inbox inbox = new Inbox();

  /** What is carried out and is answered once it is durable. */
  private final List<Inbox.Item> answered = new ArrayList<>();

  Intake(AccountId account, ReleaseGate gate) {
    this.account = account;
    this.gate = gate;
  }

  /** Returns how many inputs wait; any thread. */
  int waiting() {
    return inbox.size();
  }

  /** Adds a market event; false if there is no room. */
  boolean offer(MarketEvent event) {
    return inbox.offer(new Input.Market(event));
  }

  /** Adds a report: waits for room. */
  void put(ExecutionReport report) {
    inbox.put(new Input.Report(report));
  }

  /**
   * Adds a command and waits until it is durable; returns what it did. A kill works at the gate at
   * once.
   *
   * @param halted why nothing is taken, or null
   * @throws ServiceException if it is refused, or the account is halted
   */
  Answer.Done command(Input input, @Nullable String halted) {
    if (halted != null) {
      throw Answer.unavailable(account, halted);
    }
    if (input instanceof Input.Kill kill) {
      gate.latch(kill.scope());
    }
    Answer answer = new Answer();
    if (!inbox.offer(input, answer)) {
      throw Answer.unavailable(account, "its inbox is full");
    }
    Optional<Refusal> refusal = answer.await(account);
    if (refusal.isPresent()) {
      if (input instanceof Input.Kill kill) {
        gate.unlatch(kill.scope());
      }
      throw Answer.refused(refusal.get());
    }
    if (input instanceof Input.Resume resume) {
      gate.unlatch(resume.scope());
    }
    return answer.done();
  }

  /**
   * Sets a kill switch at once while nothing else is taken, and leaves it here to be written down;
   * returns false if the input is another.
   */
  boolean killsLater(Input input) {
    if (input instanceof Input.Kill kill && inbox.offer(input)) {
      gate.latch(kill.scope());
      return true;
    }
    return false;
  }

  boolean isEmpty() {
    return inbox.isEmpty();
  }

  /** Takes the next input, if there is one. */
  Inbox.@Nullable Item poll() {
    return inbox.poll();
  }

  /** Takes the next input; waits for one so long. */
  Inbox.@Nullable Item poll(long millis) throws InterruptedException {
    return inbox.poll(millis);
  }

  /** A command was carried out or refused: one that was carried out is answered when durable. */
  void done(Inbox.Item item, @Nullable Refusal refusal) {
    Answer answer = item.answer();
    if (answer == null) {
      return;
    }
    if (refusal != null) {
      answer.give(refusal);
    } else {
      answered.add(item);
    }
  }

  boolean isOwedAnAnswer() {
    return !answered.isEmpty();
  }

  /** What was carried out is durable now. */
  void answer() {
    for (Inbox.Item item : answered) {
      if (item.answer() != null) {
        item.answer().give(null);
      }
    }
    answered.clear();
  }

  /** Who waits for an answer gets none; market data and reports stay for when it goes on. */
  void fail(PortException failure) {
    answered.forEach(i -> i.fail(failure));
    answered.clear();
    inbox.fail(failure);
  }
}
