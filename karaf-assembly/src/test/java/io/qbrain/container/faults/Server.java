package io.qbrain.container.faults;

import java.io.IOException;
import java.util.List;

/** A server beside the platform, and how it is broken and healed. */
enum Server {
  POSTGRESQL("database", "postgres", true),
  REDIS("redis", "redis-server", false),
  KAFKA("kafka", "", false),
  INFLUX("influxdb", "", false);

  /** Its part in the platform's status. */
  final String part;

  /** Whether trading stands still without it. */
  final boolean isNeeded;

  private final String program;

  Server(String part, String program, boolean isNeeded) {
    this.part = part;
    this.program = program;
    this.isNeeded = isNeeded;
  }

  /** The server itself is the first of them; none while the platform has yet to start it again. */
  List<ProcessHandle> processes(Scene scene) {
    if (this == KAFKA) {
      return List.of(scene.kafka().orElseThrow().process());
    }
    if (this == INFLUX) {
      return List.of(scene.influx().orElseThrow().process());
    }
    return scene
        .platform()
        .process()
        .descendants()
        .filter(this::isOfSameProgram)
        .filter(p -> !isOfSameProgram(p.parent().orElse(p)))
        .findFirst()
        .map(Signals::tree)
        .orElse(List.of());
  }

  private boolean isOfSameProgram(ProcessHandle process) {
    String command = process.info().command().orElse("");
    return command.substring(command.lastIndexOf('/') + 1).startsWith(program);
  }

  /** Brings it back where the platform does not do so itself. */
  void startAgain(Scene scene) throws IOException, InterruptedException {
    if (this == KAFKA) {
      scene.kafka().orElseThrow().startAgain();
    } else if (this == INFLUX) {
      scene.influx().orElseThrow().startAgain();
    }
  }

  /** Whether the platform starts it again by itself. */
  boolean isIncluded() {
    return this == POSTGRESQL || this == REDIS;
  }
}
