package io.qbrain.data.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.data.PostgresDatabase;
import io.qbrain.data.TestDatabase;
import io.qbrain.model.Turn;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What the event log costs the commit of the journal: the same lives of orders, written in turn by
 * a journal that fills the outbox and by one that does not. {@code ./mvnw test -pl
 * bundles/io.qbrain.data -am -Dtest=OutboxBenchmark -Dsurefire.failIfNoSpecifiedTests=false
 * -DargLine=-Doutbox.benchmark=1000} prints both and their ratio, by the number of orders.
 */
class OutboxBenchmark {
  private static final String ORDERS = "outbox.benchmark";
  private static final int WARM_UP = 200;

  private static PostgresDatabase database() throws java.sql.SQLException {
    return TestDatabase.started(OutboxBenchmark.class);
  }

  @Test
  @EnabledIfSystemProperty(named = ORDERS, matches = "[1-9]\\d*")
  void costOfTheEventLogOnACommit() throws java.sql.SQLException {
    PostgresDatabase database = database();
    try {
      for (int group : new int[] {1, 16}) {
        compare(database, group, Integer.getInteger(ORDERS));
      }
    } finally {
      database.stop();
    }
  }

  private static void compare(PostgresDatabase database, int group, int orders) {
    Side with = new Side(new PostgresJournal(database, true), "with-" + group);
    Side without = new Side(new PostgresJournal(database, false), "without-" + group);
    int commits = Math.max(1, orders / group);
    for (int i = 0; i < WARM_UP; i++) {
      with.commit(group);
      without.commit(group);
    }
    with.nanos.clear();
    without.nanos.clear();
    for (int i = 0; i < commits; i++) {
      // Each goes first as often as the other.
      (i % 2 == 0 ? with : without).commit(group);
      (i % 2 == 0 ? without : with).commit(group);
    }
    System.out.printf(
        Locale.ROOT,
        "commit of %d orders (%d turns): with the event log p50 %.2f ms, p99 %.2f ms; without p50"
            + " %.2f ms, p99 %.2f ms; ratio of p50 %.2f, of sums %.2f; load average %.1f%n",
        group,
        with.turnsOfLast,
        with.millis(50),
        with.millis(99),
        without.millis(50),
        without.millis(99),
        with.millis(50) / without.millis(50),
        (double) with.sum() / without.sum(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    assertThat(with.nanos).hasSize(commits);
  }

  /** One of the two journals. */
  private static final class Side {
    private final PostgresJournal journal;
    private final Turns turns;
    private final List<Long> nanos = new ArrayList<>();
    private int number;
    private int turnsOfLast;

    Side(PostgresJournal journal, String account) {
      this.journal = journal;
      this.turns = new Turns(account);
      journal.append(List.of(turns.setup()));
    }

    void commit(int orders) {
      List<Turn> all = new ArrayList<>();
      for (int i = 0; i < orders; i++) {
        all.addAll(turns.orderLife(++number));
      }
      turnsOfLast = all.size();
      long begun = System.nanoTime();
      journal.append(all);
      nanos.add(System.nanoTime() - begun);
    }

    double millis(int percent) {
      long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
      Arrays.sort(sorted);
      return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e6;
    }

    long sum() {
      return nanos.stream().mapToLong(Long::longValue).sum();
    }
  }
}
