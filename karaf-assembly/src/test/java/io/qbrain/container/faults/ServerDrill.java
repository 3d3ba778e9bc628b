package io.qbrain.container.faults;

import io.qbrain.container.Answer;
import io.qbrain.container.faults.Watch.Seen;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A server freezes, or dies and comes back, while the platform trades. */
final class ServerDrill {
  private static final Duration HEALED_WITHIN = Duration.ofSeconds(120);
  private static final long SETTLE_MILLIS = 3_000;
  private static final long KILL_EVERY_SECONDS = 5;
  private static final int MORE_FILLS = 3;

  private final Server server;
  private final boolean isKill;
  private final Limits limits;

  /**
   * What a drill demands.
   *
   * @param seconds how long the fault lasts
   * @param clearWithin until when the state must say that a server is gone that trading needs
   * @param mirrorsWithin the same for a server that trading does without
   */
  record Limits(int seconds, Duration clearWithin, Duration mirrorsWithin) {}

  ServerDrill(Server server, boolean isKill, Limits limits) {
    this.server = server;
    this.isKill = isKill;
    this.limits = limits;
  }

  void run(Scene scene, Report report) throws Exception {
    scene.start();
    scene.awaitTrading();
    Books before = scene.books();
    if (server == Server.INFLUX) {
      new SeriesComparison(scene).awaitRows();
    }
    long logBefore = scene.platform().log().size();
    report.fact(
        "before",
        "%d turns, %d fills, %d ledger entries"
            .formatted(before.turns().size(), before.fills().size(), before.entries().size()));
    List<ProcessHandle> processes = server.processes(scene);
    Watch watch = new Watch(scene);
    Signals.send(isKill ? "KILL" : "STOP", isKill ? processes.subList(0, 1) : processes);
    TimeUnit.MILLISECONDS.sleep(Math.min(SETTLE_MILLIS, limits.seconds() * 500L));
    Map<String, Long> early = stages(scene);
    if (server.isNeeded && !isKill) {
      refused(scene, report);
      unanswered(scene, report);
    }
    if (server == Server.INFLUX) {
      history(scene, report);
    }
    last(scene);
    Map<String, Long> late = stages(scene);
    watch.close();
    if (isKill) {
      server.startAgain(scene);
    } else {
      Signals.send("CONT", processes);
    }
    long healed = System.nanoTime();
    told(watch, report);
    wentOn(early, late, report);
    scene.awaitUp(HEALED_WITHIN);
    report.fact("every part is up again after", sinceMillis(healed) + " ms");
    scene.awaitFills(MORE_FILLS, HEALED_WITHIN);
    report.fact(MORE_FILLS + " more fills after", sinceMillis(healed) + " ms");
    LogCheck.of(scene.platform().log(), logBefore, limits.seconds()).tell(report);
    new Comparison(scene, report).with(before);
    if (server == Server.INFLUX) {
      new SeriesComparison(scene).tell(report);
    }
  }

  private static long sinceMillis(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }

  /** The rest of the fault: a server that the platform brings back is killed again and again. */
  private void last(Scene scene) throws Exception {
    long left = limits.seconds() * 1_000L - SETTLE_MILLIS;
    if (!isKill || !server.isIncluded()) {
      TimeUnit.MILLISECONDS.sleep(Math.max(0, left));
      return;
    }
    for (; left > KILL_EVERY_SECONDS * 1_000; left -= KILL_EVERY_SECONDS * 1_000) {
      TimeUnit.SECONDS.sleep(KILL_EVERY_SECONDS);
      kill(scene);
    }
  }

  /** Kills the server as soon as it is there. */
  private void kill(Scene scene) throws Exception {
    List<ProcessHandle> found = new ArrayList<>();
    scene
        .platform()
        .await(
            "it is back",
            HEALED_WITHIN,
            () -> {
              found.addAll(server.processes(scene));
              return !found.isEmpty();
            });
    Signals.send("KILL", found.subList(0, 1));
  }

  private Map<String, Long> stages(Scene scene) {
    Map<String, Long> stages = new TreeMap<>(scene.stages());
    if (server == Server.INFLUX) {
      stages.put("rows recorded", SeriesComparison.rows(scene.recorded()));
    }
    if (server != Server.POSTGRESQL) {
      try {
        stages.put("turns in the journal", Books.turnCount(scene.database()));
      } catch (SQLException | java.io.IOException e) {
        throw new IllegalStateException("the journal cannot be counted", e);
      }
    }
    return stages;
  }

  /** A command is refused at once, and a kill switch is set all the same. */
  private void refused(Scene scene, Report report) throws Exception {
    long asked = System.nanoTime();
    HttpResponse<String> answer = scene.post("/instances/rotation/stop", "{}");
    long millis = sinceMillis(asked);
    report.check(
        "a command meanwhile is refused at once",
        answer.statusCode() == 503 && millis < limits.clearWithin().toMillis(),
        millis + " ms, " + answer.statusCode() + " " + answer.body());
  }

  /** Whoever asks for what is in the database is told at once, and never with an error of ours. */
  private void unanswered(Scene scene, Report report) throws Exception {
    for (String path : List.of("/events/audit", "/tasks", "/reports", "/accounts/paper/prove")) {
      long asked = System.nanoTime();
      HttpResponse<String> answer =
          path.endsWith("prove")
              ? scene.post(path, "{}")
              : scene.platform().send(scene.platform().api(path).GET());
      long millis = sinceMillis(asked);
      report.check(
          "meanwhile " + path + " says that it cannot",
          answer.statusCode() == 503 && millis < limits.clearWithin().toMillis(),
          millis + " ms, " + answer.statusCode() + " " + answer.body());
    }
  }

  /** What fetches history says at once that it cannot; what is recorded can be tested on. */
  private void history(Scene scene, Report report) throws Exception {
    TimeUnit.MILLISECONDS.sleep(limits.mirrorsWithin().toMillis() / 2);
    long asked = System.nanoTime();
    Answer fetched = scene.platform().shell("data:sync ALPHA.SIM:1s");
    report.check(
        "meanwhile data:sync says that it cannot",
        fetched.output().contains("FAILED") && fetched.output().contains("does not answer"),
        sinceMillis(asked) + " ms, " + fetched.output().strip());
    asked = System.nanoTime();
    Answer tested =
        scene
            .platform()
            .shell(
                "backtest:run ema-cross@1.0.0 --data ALPHA.SIM:1s=store:"
                    + " --param instrument=ALPHA.SIM --param bars=1s");
    report.check(
        "meanwhile a backtest on what is recorded runs",
        tested.succeeded(),
        sinceMillis(asked) + " ms" + (tested.succeeded() ? "" : ", " + tested.output().strip()));
  }

  private void told(Watch watch, Report report) {
    if (server.isNeeded || !isKill || !server.isIncluded()) {
      clear(watch, server.part, report);
    }
    if (server.isNeeded) {
      clear(watch, "account " + Scene.ACCOUNT, report);
    }
    watch
        .seen()
        .forEach(
            (part, seen) -> {
              if (!part.equals(server.part) && !part.equals("account " + Scene.ACCOUNT)) {
                report.fact("down meanwhile: " + part, seen.detail());
              }
            });
    report.check(
        "the status always answers", watch.seen("platform").isEmpty(), millis(watch.slowest()));
  }

  private static String millis(Duration time) {
    return "at most " + time.toMillis() + " ms";
  }

  private void clear(Watch watch, String part, Report report) {
    Optional<Seen> seen = watch.seen(part);
    Duration within = server.isNeeded ? limits.clearWithin() : limits.mirrorsWithin();
    report.check(
        "'" + part + "' is said to be down within " + within.toMillis() + " ms",
        seen.isPresent() && seen.get().after().minus(seen.get().heldUp()).compareTo(within) <= 0,
        seen.map(
                s ->
                    s.after().toMillis()
                        + " ms, of which a busy machine took "
                        + s.heldUp().toMillis()
                        + " ms: "
                        + s.detail())
            .orElse("never"));
  }

  private void wentOn(Map<String, Long> early, Map<String, Long> late, Report report) {
    late.forEach(
        (stage, count) -> {
          long more = count - early.getOrDefault(stage, 0L);
          boolean needsIt =
              server.isNeeded && stage.contains("stream account")
                  || server == Server.REDIS && stage.contains("stream");
          if (needsIt) {
            report.fact("meanwhile: " + stage, "+" + more);
          } else {
            report.check("meanwhile goes on: " + stage, more > 0, "+" + more);
          }
        });
  }
}
