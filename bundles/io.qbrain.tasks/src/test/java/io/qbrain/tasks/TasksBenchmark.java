package io.qbrain.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * How many tasks of one time two nodes do in a second, each with its row of history, none of them
 * twice. {@code ./mvnw test -pl bundles/io.qbrain.tasks -am -Dtest=TasksBenchmark
 * -Dsurefire.failIfNoSpecifiedTests=false -DargLine=-Dtasks.benchmark=5000}
 */
class TasksBenchmark {
  private static final String COUNT = "tasks.benchmark";
  private static final int THREADS = 4;

  @Test
  @EnabledIfSystemProperty(named = COUNT, matches = "\\d+")
  void tasksASecondOnTwoNodes() throws Exception {
    run(Integer.getInteger(COUNT));
  }

  public static void main(String[] words) throws Exception {
    run(words.length == 0 ? 5_000 : Integer.parseInt(words[0]));
  }

  private static void run(int tasks) throws Exception {
    CountDownLatch done = new CountDownLatch(tasks);
    TestKind kind =
        new TestKind(
            "nothing",
            (p, run) -> {
              done.countDown();
              return Map.of();
            });
    try (TestDatabase database = TestDatabase.fresh(TasksBenchmark.class);
        Node first = new Node(database.source(), "one", THREADS, kind);
        Node second = new Node(database.source(), "two", THREADS, kind)) {
      first.started();
      long planBegin = System.nanoTime();
      for (int i = 0; i < tasks; i++) {
        first.schedule("t-" + i, "nothing", "at 2199-01-01T00:00");
      }
      long planned = System.nanoTime() - planBegin;
      database.execute("update task_trigger set execution_time = now()");
      long begin = System.nanoTime();
      second.started();
      assertThat(done.await(10, TimeUnit.MINUTES)).isTrue();
      long took = System.nanoTime() - begin;
      List<String> runs = new ArrayList<>(kind.runs);
      assertThat(runs).hasSize(tasks);
      assertThat(new HashSet<>(runs)).hasSize(tasks);
      System.out.printf(
          "%,d tasks planned at %,.0f a second, done by two nodes of %d threads at %,.0f a second,"
              + " none twice%n",
          tasks, tasks * 1e9 / planned, THREADS, tasks * 1e9 / took);
    }
  }
}
