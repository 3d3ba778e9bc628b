package io.qbrain.messaging.redis.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A child process behind a guard shell. The guard reads our pipe; its end, which comes also when
 * this process is killed, stops the child: asked at first, killed when it does not listen. So the
 * child cannot become an orphan.
 */
final class GuardedProcess {
  private static final String GUARD =
      """
      exec 3<&0
      "$@" 3<&- </dev/null &
      child=$!
      (
        read -r end
        kill -TERM "$child"
        tries=0
        while kill -0 "$child" && [ $tries -lt 50 ]; do sleep 0.1; tries=$((tries + 1)); done
        kill -KILL "$child"
      ) <&3 2>/dev/null &
      reader=$!
      exec 3<&-
      wait "$child"
      status=$?
      kill "$reader" 2>/dev/null
      exit $status
      """;

  private final Process guard;

  private GuardedProcess(Process guard) {
    this.guard = guard;
  }

  static GuardedProcess start(List<String> command, Path directory, Path log) throws IOException {
    List<String> whole = new ArrayList<>();
    if (isInstalled("setsid")) {
      whole.add("setsid"); // so that control-C in a terminal reaches us alone
    }
    whole.addAll(List.of("/bin/sh", "-c", GUARD, "qbrain-guard"));
    whole.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(whole).directory(directory.toFile());
    builder.environment().put("LC_ALL", "C");
    return new GuardedProcess(
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start());
  }

  /** Ends the child: at first asked, then killed; returns whether it is gone. */
  boolean end(Duration within) throws InterruptedException {
    try {
      guard.getOutputStream().close();
    } catch (IOException e) {
      // The pipe is closed all the same, or the guard is gone.
      guard.descendants().forEach(ProcessHandle::destroy);
    }
    return guard.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
  }

  boolean isAlive() {
    return guard.isAlive();
  }

  int exitStatus() {
    return guard.exitValue();
  }

  /** Returns the process that runs a program, not the shells around it. */
  Optional<Long> pidOf(Path program) {
    return guard
        .descendants()
        .filter(p -> p.info().command().filter(program.toString()::equals).isPresent())
        .map(ProcessHandle::pid)
        .findFirst();
  }

  CompletableFuture<Process> onExit() {
    return guard.onExit();
  }

  private static boolean isInstalled(String program) {
    String path = System.getenv("PATH");
    for (String folder : (path == null ? "/usr/bin" : path).split(":", -1)) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }
}
