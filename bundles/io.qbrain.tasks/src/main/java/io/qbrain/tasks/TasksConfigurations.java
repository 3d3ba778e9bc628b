package io.qbrain.tasks;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;

/** Reads the configuration; an environment variable wins. */
final class TasksConfigurations {
  private TasksConfigurations() {}

  static Settings settings(TasksConfiguration file) {
    return settings(file.node(), file.threads(), System.getenv());
  }

  static Settings settings(String node, int threads, Map<String, String> environment) {
    String name = environment.getOrDefault("QBRAIN_NODE", node).strip();
    String count = environment.getOrDefault("QBRAIN_TASKS_THREADS", "").strip();
    if (!count.isEmpty() && !count.matches("\\d{1,3}")) {
      throw new IllegalArgumentException(
          "expected a number of threads in QBRAIN_TASKS_THREADS, found '" + count + "'");
    }
    return Settings.of(
        name.isEmpty() ? host() + "-" + ProcessHandle.current().pid() : name,
        count.isEmpty() ? threads : Integer.parseInt(count));
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "node"; // a machine without a name; the process id tells nodes apart
    }
  }
}
