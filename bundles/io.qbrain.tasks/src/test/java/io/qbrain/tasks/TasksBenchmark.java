package io.qbrain.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * How many tasks of one time a node does in a second, and two nodes, each with its row of history,
 * none of them twice. {@code ./mvnw test -pl bundles/io.qbrain.tasks -am -Dtest=TasksBenchmark
 * -Dsurefire.failIfNoSpecifiedTests=false -DargLine=-Dtasks.benchmark=5000}
 */
class TasksBenchmark {
  private static final String COUNT = "tasks.benchmark";
  private static final int THREADS = 4;
  private static final Duration LONGEST = Duration.ofMinutes(10);

  @Test
  @EnabledIfSystemProperty(named = COUNT, matches = "\\d+")
  void tasksASecond() throws Exception {
    run(Integer.getInteger(COUNT));
  }

  public static void main(String[] words) throws Exception {
    run(words.length == 0 ? 5_000 : Integer.parseInt(words[0]));
  }

  private static void run(int tasks) throws Exception {
    try (TestDatabase database = TestDatabase.fresh(TasksBenchmark.class)) {
      measure(database, Math.max(1, tasks / 5), 2); // until code is compiled
      for (int nodes = 1; nodes <= 2; nodes++) {
        System.out.println(measure(database, tasks, nodes));
      }
    }
  }

  private static String measure(TestDatabase database, int tasks, int count) throws Exception {
    database.empty();
    CountDownLatch left = new CountDownLatch(tasks);
    TestKind kind =
        new TestKind(
            "nothing",
            (p, run) -> {
              left.countDown();
              return Map.of();
            });
    List<Node> nodes = new ArrayList<>();
    try {
      for (int i = 1; i <= count; i++) {
        nodes.add(new Node(database.source(), "node-" + i, THREADS, kind));
      }
      nodes.get(0).started();
      long planBegin = System.nanoTime();
      for (int i = 0; i < tasks; i++) {
        nodes.get(0).schedule("t-" + i, "nothing", "at 2199-01-01T00:00");
      }
      long planned = System.nanoTime() - planBegin;
      database.execute("update task_trigger set execution_time = now()");
      long begin = System.nanoTime();
      nodes.forEach(Node::started);
      assertThat(left.await(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
      long took = System.nanoTime() - begin;
      double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
      assertThat(kind.runs).hasSize(tasks).doesNotHaveDuplicates();
      return String.format(
          Locale.ROOT,
          "%,d tasks planned at %,.0f a second, done by %d node(s) of %d threads at %,.0f a second,"
              + " none twice; load average %.1f",
          tasks,
          tasks * 1e9 / planned,
          count,
          THREADS,
          tasks * 1e9 / took,
          load);
    } finally {
      nodes.forEach(Node::close);
    }
  }
}
