package io.qbrain.data.server;

import io.qbrain.port.PortException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A child process behind a guard shell. The guard reads our pipe: each line is a signal for the
 * child, and the end of the pipe, which comes also when this process is killed, stops it. So the
 * child cannot become an orphan.
 */
final class GuardedProcess {
  /** The signal that closes connections, writes a checkpoint and ends. */
  static final String FAST_STOP = "INT";

  /** The signal that ends at once; the next start recovers. */
  static final String IMMEDIATE_STOP = "QUIT";

  private static final String GUARD =
      """
      exec 3<&0
      "$@" 3<&- </dev/null &
      child=$!
      (
        while read -r signal; do kill -"$signal" "$child"; done
        kill -INT "$child"
      ) <&3 2>/dev/null &
      reader=$!
      exec 3<&-
      wait "$child"
      status=$?
      kill "$reader" 2>/dev/null
      exit $status
      """;

  private final Process guard;
  private final OutputStream pipe;

  private GuardedProcess(Process guard) {
    this.guard = guard;
    this.pipe = guard.getOutputStream();
  }

  static GuardedProcess start(List<String> command, Path directory, Path log) throws IOException {
    List<String> whole = new ArrayList<>();
    if (isInstalled("setsid")) {
      whole.add("setsid"); // so that control-C in a terminal reaches us alone
    }
    whole.addAll(List.of("/bin/sh", "-c", GUARD, "qbrain-guard"));
    whole.addAll(command);
    return new GuardedProcess(
        prepare(whole, directory)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start());
  }

  /** A command in the neutral language, without the settings of other PostgreSQL programs. */
  static ProcessBuilder prepare(List<String> command, Path directory) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().keySet().removeIf(name -> name.toUpperCase(Locale.ROOT).startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    return builder;
  }

  void signal(String signal) {
    try {
      pipe.write((signal + "\n").getBytes(StandardCharsets.US_ASCII));
      pipe.flush();
    } catch (IOException e) {
      if (guard.isAlive()) {
        throw new PortException("cannot reach the guard of PostgreSQL: " + e, e);
      }
    }
  }

  boolean isAlive() {
    return guard.isAlive();
  }

  boolean isParentOf(long pid) {
    return guard.descendants().anyMatch(process -> process.pid() == pid);
  }

  int exitStatus() {
    return guard.exitValue();
  }

  boolean awaitExit(Duration time) {
    try {
      return guard.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PortException("interrupted while PostgreSQL stops", e);
    }
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
