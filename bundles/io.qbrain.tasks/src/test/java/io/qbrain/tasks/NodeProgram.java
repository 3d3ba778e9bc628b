package io.qbrain.tasks;

import io.qbrain.data.schema.Login;
import java.util.Map;

/** A node in a process of its own, whose work never ends: it is there to be killed. */
final class NodeProgram {
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
    new Node(database.source(), "doomed", 1, endless).started();
  }
}
