package io.qbrain.container.faults;

import io.qbrain.container.faults.ServerDrill.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The command {@code faults.sh}: breaks what a running platform needs, and compares. */
public final class Faults {
  private static final int SECONDS = 60;
  private static final Duration CLEAR_WITHIN = Duration.ofSeconds(2);
  private static final Duration MIRRORS_WITHIN = Duration.ofSeconds(10);

  /** One of the drills. */
  interface Drill {
    void run(Scene scene, Report report) throws Exception;
  }

  private Faults() {}

  static Map<String, Drill> drills(Limits limits) {
    Map<String, Drill> drills = new LinkedHashMap<>();
    for (Server server : Server.values()) {
      String name = server.name().toLowerCase(java.util.Locale.ROOT);
      drills.put(name + "-freeze", beside(server, new ServerDrill(server, false, limits)::run));
      drills.put(name + "-kill", beside(server, new ServerDrill(server, true, limits)::run));
    }
    drills.put("platform-kill", besideKafka(new PlatformKill(limits.seconds())::run));
    drills.put("disk-full", besideKafka(new DiskFull(limits.seconds())::run));
    drills.put("broken-migration", RefusedStart.Tables.BROKEN_MIGRATION::run);
    drills.put("newer-schema", RefusedStart.Tables.NEWER_SCHEMA::run);
    drills.put("wrong-password", RefusedStart::wrongPassword);
    return drills;
  }

  private static Drill beside(Server server, Drill drill) {
    return (scene, report) -> {
      if (server != Server.INFLUX) {
        besideKafka(drill).run(scene, report);
      } else if (scene.startInflux()) {
        drill.run(scene, report);
      } else {
        report.fact("left out", "there is no " + InfluxProcess.PROGRAM);
      }
    };
  }

  private static Drill besideKafka(Drill drill) {
    return (scene, report) -> {
      scene.startKafka();
      drill.run(scene, report);
    };
  }

  /** Takes the name of a drill, or {@code all}, and how many seconds the fault lasts. */
  public static void main(String[] arguments) throws Exception {
    int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : SECONDS;
    Map<String, Drill> drills = drills(new Limits(seconds, CLEAR_WITHIN, MIRRORS_WITHIN));
    String name = arguments.length == 0 ? "" : arguments[0];
    if (!drills.containsKey(name) && !name.equals("all")) {
      System.err.println("Usage: faults.sh NAME [SECONDS]; NAME is all or one of");
      drills.keySet().forEach(each -> System.err.println("  " + each));
      System.exit(2);
    }
    int failures = 0;
    for (Map.Entry<String, Drill> each : drills.entrySet()) {
      if (name.equals("all") || name.equals(each.getKey())) {
        failures += run(each.getKey(), each.getValue());
      }
    }
    System.exit(failures == 0 ? 0 : 1);
  }

  private static int run(String name, Drill drill) throws IOException {
    Report report = new Report(System.out);
    report.title("== " + name);
    Path folder = Files.createTempDirectory("qbrain-fault-");
    try (Scene scene = new Scene(folder)) {
      drill.run(scene, report);
    } catch (Exception | AssertionError e) {
      report.check("the drill comes to its end", false, e.toString());
    }
    if (report.failures() == 0) {
      delete(folder);
      report.title("== " + name + ": everything holds");
    } else {
      report.title("== " + name + ": " + report.failures() + " do not hold; kept: " + folder);
    }
    return report.failures();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
