package io.qbrain.data.journal;

import io.qbrain.data.PostgresDatabase;
import io.qbrain.data.events.Outbox;
import io.qbrain.model.AccountId;
import io.qbrain.model.EventDraft;
import io.qbrain.model.Turn;
import io.qbrain.port.History;
import io.qbrain.port.Journal;
import io.qbrain.port.PortException;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The journal in PostgreSQL. A group of turns is one transaction, which holds the lock of the
 * account's row: two writers cannot interleave, and an older sequence is refused.
 *
 * <p>After an append that failed nobody knows what is on the disk, so the account's journal refuses
 * everything until it was replayed from the start.
 */
@Component(service = Journal.class)
public final class PostgresJournal implements Journal {
  private static final int PAGE = 500;

  private final PostgresDatabase database;
  private final EffectJson json = new EffectJson();
  private final ConcurrentMap<AccountId, String> broken = new ConcurrentHashMap<>();

  private final boolean isTelling;

  @Activate
  public PostgresJournal(@Reference PostgresDatabase database) {
    this(database, true);
  }

  /**
   * A journal that may leave the event log out, to measure what that costs.
   *
   * @param isTelling whether it writes the event log
   */
  PostgresJournal(PostgresDatabase database, boolean isTelling) {
    this.database = database;
    this.isTelling = isTelling;
  }

  @Override
  public void append(List<Turn> turns) {
    if (turns.isEmpty()) {
      return;
    }
    AccountId account = turns.get(0).account();
    String problem = broken.get(account);
    if (problem != null) {
      throw new PortException(
          "the journal of account " + account + " must be replayed first, since " + problem);
    }
    try {
      checkOrder(account, turns);
      database.write(entities -> write(entities, account, turns));
    } catch (RuntimeException e) {
      String what =
          "turns "
              + turns.get(0).sequence()
              + " to "
              + turns.get(turns.size() - 1).sequence()
              + " are not known to be durable: "
              + e.getMessage();
      broken.put(account, what);
      throw new PortException("account " + account + ": " + what, e);
    }
  }

  private static void checkOrder(AccountId account, List<Turn> turns) {
    long last = 0;
    for (Turn turn : turns) {
      if (!turn.account().equals(account)) {
        throw new IllegalArgumentException(
            "expected turns of account " + account + ", found one of " + turn.account());
      }
      if (turn.sequence() <= last) {
        throw new IllegalArgumentException(
            "expected a turn after " + last + ", found turn " + turn.sequence());
      }
      last = turn.sequence();
    }
  }

  private void write(EntityManager entities, AccountId account, List<Turn> turns) {
    AccountRow row = lockedRow(entities, account.toString());
    List<Turn> fresh = new ArrayList<>(turns.size());
    for (Turn turn : turns) {
      if (turn.sequence() > row.lastSequence()) {
        fresh.add(turn);
      } else {
        checkSame(entities, turn, row.lastSequence());
      }
    }
    if (fresh.isEmpty()) {
      return;
    }
    List<EventDraft> events = new ArrayList<>();
    for (Turn turn : fresh) {
      List<String> effects = json.writeEach(turn.effects());
      entities.persist(new TurnRow(turn, effects));
      AccountEvents.add(turn, effects, events);
    }
    appendEvents(entities, events);
    new FollowingTables(entities, json, account.toString()).apply(fresh);
    row.advanceTo(fresh.get(fresh.size() - 1).sequence());
  }

  /** What happened, for the event log: in this transaction, in one round trip. */
  private void appendEvents(EntityManager entities, List<EventDraft> events) {
    if (events.isEmpty() || !isTelling) {
      return;
    }
    try {
      Outbox.append(entities.unwrap(Connection.class), events);
    } catch (SQLException e) {
      throw new PersistenceException(e);
    }
  }

  private static AccountRow lockedRow(EntityManager entities, String account) {
    @Nullable AccountRow found =
        entities.find(AccountRow.class, account, LockModeType.PESSIMISTIC_WRITE);
    if (found != null) {
      return found;
    }
    AccountRow row = new AccountRow(account);
    entities.persist(row);
    entities.flush();
    return row;
  }

  /** A turn that is there already is taken as written, if it is the same one. */
  private void checkSame(EntityManager entities, Turn turn, long last) {
    @Nullable TurnRow written =
        entities.find(TurnRow.class, new NumberKey(turn.account().toString(), turn.sequence()));
    if (written == null || !written.turn(json).equals(turn)) {
      throw new IllegalStateException(
          "expected a turn after "
              + last
              + ", found another turn "
              + turn.sequence()
              + " than the one that is written: is a second writer at work?");
    }
  }

  @Override
  public long lastSequence(AccountId account) {
    return database.read(
        entities -> {
          @Nullable AccountRow row = entities.find(AccountRow.class, account.toString());
          return row == null ? 0L : row.lastSequence();
        });
  }

  @Override
  public void replay(AccountId account, Consumer<Turn> to) {
    awaitWriters(account);
    replayAfter(account, 0, to);
    broken.remove(account);
  }

  /** A commit that was given up here may still be on its way in the server: it ends before this. */
  private void awaitWriters(AccountId account) {
    database.write(
        entities ->
            entities.find(AccountRow.class, account.toString(), LockModeType.PESSIMISTIC_WRITE));
  }

  @Override
  public void replayAfter(AccountId account, long sequence, Consumer<Turn> to) {
    long after = sequence;
    List<Turn> page;
    do {
      page = pageAfter(account, after);
      for (Turn turn : page) {
        to.accept(turn);
        after = turn.sequence();
      }
    } while (page.size() == PAGE);
  }

  @Override
  public Optional<History> history() {
    return Optional.of(new PostgresHistory(database));
  }

  private List<Turn> pageAfter(AccountId account, long after) {
    return database.read(
        entities ->
            entities
                .createQuery(
                    "select t from TurnRow t where t.account = :account and t.number > :after"
                        + " order by t.number",
                    TurnRow.class)
                .setParameter("account", account.toString())
                .setParameter("after", after)
                .setMaxResults(PAGE)
                .getResultStream()
                .map(row -> row.turn(json))
                .toList());
  }
}
