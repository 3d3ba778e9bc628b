package io.qbrain.app;

import io.qbrain.kernel.EffectSink;
import io.qbrain.model.AccountId;
import io.qbrain.model.Effect;
import io.qbrain.model.InstanceId;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.Order;
import io.qbrain.model.ReasonCode;
import io.qbrain.model.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What an account has decided: the turn that is being made, and those that are not durable yet.
 * Every input has a number; what changes nothing makes no turn.
 */
final class PendingTurns implements EffectSink {
  private final AccountId account;
  private final Records records;
  private final DroppedEvents droppedEvents = new DroppedEvents();
  private final List<Turn> uncommitted = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private final List<Order> requested = new ArrayList<>();
  private long sequence;
  private long durableSequence;

  PendingTurns(AccountId account, Records records) {
    this.account = account;
    this.records = records;
  }

  @Override
  public void effect(Effect effect) {
    effects.add(effect);
  }

  @Override
  public void send(Order order) {
    requested.add(order);
  }

  @Override
  public void dropped(MarketEvent event, ReasonCode code) {
    droppedEvents.add(event, code);
  }

  @Override
  public void log(InstanceId instance, long timeNanos, String message) {
    records.log(instance, timeNanos, message);
  }

  /** Goes on after a turn that is durable. */
  void goOnAfter(long last) {
    sequence = last;
    durableSequence = last;
  }

  /** Gives the next input its number. */
  long next() {
    return ++sequence;
  }

  /** Returns the number of the last input. */
  long sequence() {
    return sequence;
  }

  long durableSequence() {
    return durableSequence;
  }

  /** Returns what the turn has done so far. */
  List<Effect> effects() {
    return effects;
  }

  /** Ends the turn; what it asks the venue for waits at the gate. */
  void end(long kernelNanos, long clockNanos, ReleaseGate gate) {
    if (effects.isEmpty()) {
      return;
    }
    uncommitted.add(new Turn(account, sequence, kernelNanos, clockNanos, effects));
    gate.add(requested);
    requested.clear();
    effects.clear();
  }

  boolean isEmpty() {
    return uncommitted.isEmpty();
  }

  /** Makes all turns durable, and tells of them. */
  void commit(JournalWriter writer, Consumer<Turn> durable) {
    writer.append(List.copyOf(uncommitted));
    durableSequence = uncommitted.get(uncommitted.size() - 1).sequence();
    uncommitted.forEach(records::apply);
    uncommitted.forEach(durable);
    uncommitted.clear();
  }

  /** What was decided and is not durable was never decided. */
  void forget() {
    uncommitted.clear();
    effects.clear();
    requested.clear();
  }
}
