package io.qbrain.data.journal;

import io.qbrain.model.Effect;
import io.qbrain.model.Fill;
import io.qbrain.model.Instance;
import io.qbrain.model.Instrument;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.Order;
import io.qbrain.model.Turn;
import jakarta.persistence.EntityManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a group of turns did into the tables that people and reports read. Lives as long as
 * one transaction.
 */
final class FollowingTables {
  private final EntityManager entities;
  private final EffectJson json;
  private final String account;
  private final Map<String, OrderRow> orders = new HashMap<>();

  FollowingTables(EntityManager entities, EffectJson json, String account) {
    this.entities = entities;
    this.json = json;
    this.account = account;
  }

  void apply(List<Turn> turns) {
    readOrders(turns);
    for (Turn turn : turns) {
      for (Effect effect : turn.effects()) {
        apply(turn, effect);
      }
    }
  }

  /** One query for all orders of the group, in place of one each. */
  private void readOrders(List<Turn> turns) {
    Set<String> ids = new TreeSet<>();
    for (Turn turn : turns) {
      for (Effect effect : turn.effects()) {
        if (effect instanceof Effect.OrderChanged changed) {
          ids.add(changed.order().id().toString());
        }
      }
    }
    if (!ids.isEmpty()) {
      entities
          .createQuery(
              "select o from OrderRow o where o.account = :account and o.id in :ids",
              OrderRow.class)
          .setParameter("account", account)
          .setParameter("ids", List.copyOf(ids))
          .getResultList()
          .forEach(row -> orders.put(row.id(), row));
    }
  }

  private void apply(Turn turn, Effect effect) {
    if (effect instanceof Effect.OrderChanged changed) {
      follow(turn, changed);
    } else if (effect instanceof Effect.LedgerPosted posted) {
      post(turn, posted.entry());
    } else if (effect instanceof Effect.InstrumentListed listed) {
      Instrument instrument = listed.instrument();
      row(InstrumentRow.class, instrument.id().toString(), () -> new InstrumentRow(instrument))
          .follow(instrument);
    } else if (effect instanceof Effect.InstanceChanged changed) {
      Instance instance = changed.instance();
      String parameters = json.writeTexts(instance.parameters());
      row(InstanceRow.class, instance.id().toString(), () -> new InstanceRow(instance, parameters))
          .follow(instance, parameters);
    } else if (effect instanceof Effect.KillChanged changed) {
      String scope = changed.scope().toString();
      row(LatchRow.class, new AccountKey(account, scope), () -> new LatchRow(account, scope))
          .follow(changed);
    } else if (effect instanceof Effect.TimerChanged changed) {
      follow(changed);
    } else if (effect instanceof Effect.StateSaved saved) {
      String instance = saved.instance().toString();
      row(StateRow.class, new AccountKey(account, instance), () -> new StateRow(account, instance))
          .follow(saved, turn.sequence());
    } else if (effect instanceof Effect.RateRecorded recorded) {
      String rate = RateRow.id(recorded.rate());
      row(RateRow.class, new AccountKey(account, rate), () -> new RateRow(account, rate))
          .follow(recorded.rate());
      forget(recorded.rate().key());
    } else if (effect instanceof Effect.ActionApplied applied) {
      entities.persist(new ActionRow(turn, applied.action()));
      forget(applied.action().key());
    } else {
      applyToAccount(turn, effect);
    }
  }

  private void applyToAccount(Turn turn, Effect effect) {
    if (effect instanceof Effect.RateAnnounced e) {
      announce(e.rate().key(), e.rate().timeNanos(), e.rate().toString());
    } else if (effect instanceof Effect.ActionAnnounced e) {
      announce(e.action().key(), e.action().exNanos(), e.action().toString());
    } else if (effect instanceof Effect.AnnouncementWithdrawn e) {
      forget(e.key());
    } else if (effect instanceof Effect.RequestDone e) {
      row(RequestRow.class, new AccountKey(account, e.id()), () -> new RequestRow(account, e.id()))
          .follow(turn, e);
    } else if (effect instanceof Effect.TermsChanged e) {
      row(AccountRow.class, account, () -> new AccountRow(account)).follow(e);
    } else if (effect instanceof Effect.RolloverDone e) {
      row(AccountRow.class, account, () -> new AccountRow(account)).rolledOver(e.epochDay());
    } else {
      throw new IllegalStateException("an effect without a table: " + effect);
    }
  }

  private void announce(String key, long dueNanos, String what) {
    row(
            AnnouncementRow.class,
            new AccountKey(account, key),
            () -> new AnnouncementRow(account, key))
        .follow(dueNanos, what);
  }

  private void forget(String key) {
    @Nullable AnnouncementRow row =
        entities.find(AnnouncementRow.class, new AccountKey(account, key));
    if (row != null) {
      entities.remove(row);
    }
  }

  private void post(Turn turn, LedgerEntry entry) {
    entities.persist(new EntryRow(turn, entry));
    int line = 1;
    for (LedgerEntry.Posting posting : entry.postings()) {
      entities.persist(new PostingRow(account, entry.number(), line++, posting));
    }
  }

  private void follow(Turn turn, Effect.OrderChanged changed) {
    Order order = changed.order();
    orders
        .computeIfAbsent(
            order.id().toString(),
            id -> {
              OrderRow row = new OrderRow(account, order);
              entities.persist(row);
              return row;
            })
        .follow(order, changed.venueSequence(), turn.sequence());
    Fill fill = changed.fill();
    if (fill != null) {
      entities.persist(new FillRow(turn, fill));
    }
  }

  private void follow(Effect.TimerChanged changed) {
    String instance = changed.instance().toString();
    TimerKey key = new TimerKey(account, instance, changed.name());
    if (changed.pending()) {
      row(TimerRow.class, key, () -> new TimerRow(account, instance, changed.name()))
          .dueAt(changed.dueNanos());
    } else {
      @Nullable TimerRow row = entities.find(TimerRow.class, key);
      if (row != null) {
        entities.remove(row);
      }
    }
  }

  private <R> R row(Class<R> type, Object key, Supplier<R> fresh) {
    @Nullable R found = entities.find(type, key);
    if (found != null) {
      return found;
    }
    R row = fresh.get();
    entities.persist(row);
    return row;
  }
}
