package io.qbrain.container.faults;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Signals to processes that were started from here. */
final class Signals {
  private Signals() {}

  /** A process and all that it started. */
  static List<ProcessHandle> tree(ProcessHandle root) {
    return Stream.concat(Stream.of(root), root.descendants()).toList();
  }

  /** Sends a signal, e.g. {@code STOP}, to all of them at once. */
  static void send(String signal, List<ProcessHandle> processes)
      throws IOException, InterruptedException {
    String ids =
        processes.stream().map(p -> Long.toString(p.pid())).collect(Collectors.joining(" "));
    int status =
        new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + ids).start().waitFor();
    List<ProcessHandle> left = processes.stream().filter(ProcessHandle::isAlive).toList();
    if (status != 0 && !left.isEmpty() && left.size() < processes.size()) {
      send(signal, left); // one of a server's workers had just come to its end
    } else if (status != 0) {
      throw new IllegalStateException("kill -" + signal + " " + ids + " ended with " + status);
    }
  }
}
