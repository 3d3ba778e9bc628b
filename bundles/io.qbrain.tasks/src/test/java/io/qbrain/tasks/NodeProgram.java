package io.qbrain.tasks;

import io.qbrain.data.schema.Login;
import java.util.Map;

/**
 * A node in a process of its own, there to be killed: its kind {@code moving} never ends, its kind
 * {@code short} is done soon.
 */
final class NodeProgram {
  private static final long SHORT_NANOS = 20_000_000;

  private NodeProgram() {}

  public static void main(String[] words) {
    TestDatabase database = TestDatabase.at(new Login(words[0], words[1], words[2], words[3]));
    TestKind endless =
        new TestKind(
            "moving",
            (p, run) -> {
              run.progress(0.5, "half");
              System.out.println("begun");
              while (!run.isCanceled()) {
                Thread.onSpinWait();
              }
              return Map.of();
            });
    TestKind brief =
        new TestKind(
            "short",
            (p, run) -> {
              long end = System.nanoTime() + SHORT_NANOS;
              while (System.nanoTime() < end) {
                Thread.onSpinWait();
              }
              System.out.println("done");
              return Map.of("node", "doomed");
            });
    new Node(database.source(), "doomed", 1, endless, brief).started();
  }
}
