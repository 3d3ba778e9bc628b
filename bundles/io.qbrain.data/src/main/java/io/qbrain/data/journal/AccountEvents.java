package io.qbrain.data.journal;

import io.qbrain.model.Effect;
import io.qbrain.model.EventDraft;
import io.qbrain.model.EventTopic;
import io.qbrain.model.Turn;
import java.util.List;
import java.util.Optional;

/**
 * What of a turn belongs into the event log: everything but timers and saved states, which say
 * nothing to anybody else. The data is the effect as the journal has it, with the turn's numbers.
 */
final class AccountEvents {
  private static final int VERSION = 1;

  private AccountEvents() {}

  /**
   * Adds the events of a turn, whose effects are given as JSON objects, too. Before the account has
   * seen a market, when they were received is their time.
   */
  static void add(Turn turn, List<String> objects, List<EventDraft> to) {
    String head = "{\"turn\":" + turn.sequence() + ",\"received\":" + turn.receivedNanos() + ",";
    long time = turn.timeNanos() > 0 ? turn.timeNanos() : turn.receivedNanos();
    for (int i = 0; i < objects.size(); i++) {
      Optional<String> type = type(turn.effects().get(i));
      if (type.isPresent()) {
        to.add(
            new EventDraft(
                EventTopic.AUDIT,
                turn.account().toString(),
                type.get(),
                VERSION,
                time,
                head + objects.get(i).substring(1)));
      }
    }
  }

  private static Optional<String> type(Effect effect) {
    if (effect instanceof Effect.OrderChanged changed) {
      return Optional.of(changed.fill() == null ? "order.changed" : "order.filled");
    } else if (effect instanceof Effect.LedgerPosted) {
      return Optional.of("ledger.posted");
    } else if (effect instanceof Effect.InstrumentListed) {
      return Optional.of("instrument.listed");
    } else if (effect instanceof Effect.InstanceChanged) {
      return Optional.of("instance.changed");
    } else if (effect instanceof Effect.KillChanged) {
      return Optional.of("kill.changed");
    } else if (effect instanceof Effect.RateRecorded) {
      return Optional.of("rate.recorded");
    } else if (effect instanceof Effect.ActionApplied) {
      return Optional.of("action.applied");
    } else if (effect instanceof Effect.RateAnnounced) {
      return Optional.of("rate.announced");
    } else if (effect instanceof Effect.ActionAnnounced) {
      return Optional.of("action.announced");
    } else if (effect instanceof Effect.AnnouncementWithdrawn) {
      return Optional.of("announcement.withdrawn");
    } else if (effect instanceof Effect.TermsChanged) {
      return Optional.of("terms.changed");
    } else if (effect instanceof Effect.RequestDone) {
      return Optional.of("request.done");
    } else if (effect instanceof Effect.RolloverDone) {
      return Optional.of("rollover.done");
    } else if (effect instanceof Effect.TimerChanged || effect instanceof Effect.StateSaved) {
      return Optional.empty();
    }
    throw new IllegalStateException("an effect without a type of event: " + effect);
  }
}
