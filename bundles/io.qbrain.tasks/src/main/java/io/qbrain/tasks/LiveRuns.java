package io.qbrain.tasks;

import io.qbrain.port.PortException;
import io.qbrain.tasks.store.RunTable;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The runs of this node, and the threads that tell how far they are and which are dead. */
final class LiveRuns {
  private final Set<LiveRun> runs = ConcurrentHashMap.newKeySet();
  private final RunTable table;
  private final Helpers helpers;
  private final Settings settings;
  private final ScheduledExecutorService watch;
  private volatile boolean stopping;

  LiveRuns(RunTable table, Helpers helpers, Settings settings) {
    this.table = table;
    this.helpers = helpers;
    this.settings = settings;
    this.watch =
        Executors.newScheduledThreadPool(
            1,
            task -> {
              Thread thread = new Thread(task, "qbrain-task-watch");
              thread.setDaemon(true);
              return thread;
            });
    long period = settings.beat().toMillis();
    watch.scheduleWithFixedDelay(this::beat, period, period, TimeUnit.MILLISECONDS);
  }

  private void beat() {
    for (LiveRun run : runs) {
      try {
        run.beat(table);
      } catch (PortException e) {
        run.giveUpAfter(settings.silence()); // the status says that the database is away
      }
    }
  }

  Helpers helpers() {
    return helpers;
  }

  void add(LiveRun run) {
    runs.add(run);
    if (stopping) {
      run.stop();
    }
  }

  void remove(LiveRun run) {
    runs.remove(run);
  }

  int size() {
    return runs.size();
  }

  /** Asks all runs to stop; they start again later. */
  void askToStop() {
    stopping = true;
    runs.forEach(LiveRun::stop);
  }

  void close() {
    watch.shutdownNow();
  }
}
