package io.qbrain.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.port.WorkQueue;
import io.qbrain.port.WorkQueue.QueueView;
import io.qbrain.port.WorkQueue.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every {@link WorkQueue} keeps to. */
public abstract class WorkQueueContract {
  private static final Duration WAIT = Duration.ofSeconds(2);
  private static final Duration MOMENT = Duration.ofMillis(20);

  private final String queue = "test-" + UUID.randomUUID();

  /** Returns a started node; each call another worker, all at the same server. */
  protected abstract WorkQueue node();

  /** Ends a node as a killed process would. */
  protected abstract void crash(WorkQueue node);

  private QueueView view(WorkQueue at) {
    return at.queues().stream()
        .filter(q -> q.name().equals(queue))
        .findFirst()
        .orElse(new QueueView(queue, 0, 0, 0));
  }

  @Test
  void workIsTakenInOrderAndOnce() {
    WorkQueue here = node();
    WorkQueue there = node();
    String first = here.put(queue, "1");
    String second = here.put(queue, "二");

    Work one = here.take(queue, WAIT).orElseThrow();
    Work two = there.take(queue, WAIT).orElseThrow();

    assertThat(one).isEqualTo(new Work(queue, first, "1", 1));
    assertThat(two).isEqualTo(new Work(queue, second, "二", 1));
    assertThat(here.take(queue, MOMENT)).isEmpty();
    assertThat(view(here)).isEqualTo(new QueueView(queue, 0, 2, 0));
    assertThat(here.done(one)).isTrue();
    assertThat(there.done(two)).isTrue();
    assertThat(view(here)).isEqualTo(new QueueView(queue, 0, 0, 0));
    assertThat(here.done(one)).isFalse();
  }

  @Test
  void whoWaitsGetsWhatComes() throws Exception {
    WorkQueue here = node();
    WorkQueue there = node();
    CompletableFuture<Optional<Work>> waiting =
        CompletableFuture.supplyAsync(() -> there.take(queue, Eventually.WITHIN));
    here.put(queue, "late");

    assertThat(waiting.get(Eventually.WITHIN.toSeconds(), TimeUnit.SECONDS).orElseThrow().body())
        .isEqualTo("late");
  }

  @Test
  void manyWorkersDoEverythingOnce() throws Exception {
    WorkQueue here = node();
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      sent.add("work " + i);
      here.put(queue, "work " + i);
    }
    ConcurrentLinkedQueue<String> found = new ConcurrentLinkedQueue<>();
    List<CompletableFuture<Void>> workers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      WorkQueue worker = node();
      workers.add(
          CompletableFuture.runAsync(
              () -> {
                Optional<Work> work = worker.take(queue, MOMENT);
                while (work.isPresent()) {
                  found.add(work.get().body());
                  worker.done(work.get());
                  work = worker.take(queue, MOMENT);
                }
              }));
    }
    for (CompletableFuture<Void> worker : workers) {
      worker.get(Eventually.WITHIN.toSeconds(), TimeUnit.SECONDS);
    }

    assertThat(found).containsExactlyInAnyOrderElementsOf(sent);
    assertThat(view(here)).isEqualTo(new QueueView(queue, 0, 0, 0));
  }

  @Test
  void whatIsGivenBackIsTakenAgainAndPutAsideAtLast() {
    WorkQueue here = node();
    here.put(queue, "hard");
    for (int attempt = 1; attempt <= WorkQueue.MAX_ATTEMPTS; attempt++) {
      Work work = here.take(queue, WAIT).orElseThrow();
      assertThat(work.attempt()).isEqualTo(attempt);
      here.giveBack(work);
    }

    assertThat(here.take(queue, MOMENT)).isEmpty();
    assertThat(view(here)).isEqualTo(new QueueView(queue, 0, 0, 1));
  }

  @Test
  void whatADeadWorkerHadGoesToAnother() {
    WorkQueue here = node();
    WorkQueue dying = node();
    String id = here.put(queue, "unfinished");
    Work taken = dying.take(queue, WAIT).orElseThrow();
    crash(dying);

    Work again =
        Eventually.until(() -> here.take(queue, MOMENT), Optional::isPresent).orElseThrow();

    assertThat(again).isEqualTo(new Work(queue, id, "unfinished", taken.attempt() + 1));
    assertThat(here.done(again)).isTrue();
    assertThat(view(here)).isEqualTo(new QueueView(queue, 0, 0, 0));
  }
}
