package io.qbrain.tasks;

import io.qbrain.data.schema.Login;
import io.qbrain.tasks.shipped.BatchBacktestKind;
import java.nio.file.Path;
import java.util.Map;

/** A node in a process of its own that helps with a batch of backtests, there to be killed. */
final class HelperProgram {
  private HelperProgram() {}

  /** Takes a login, the folder of data and the file of notes. */
  public static void main(String[] words) {
    TestDatabase database = TestDatabase.at(new Login(words[0], words[1], words[2], words[3]));
    Node node = new Node(database.source(), "doomed", 1, Map.of());
    node.scheduler.addKind(
        BatchBacktestKind.over(
            new SlowBacktests("doomed", Path.of(words[5]), () -> {}), Path.of(words[4])));
    node.started();
  }
}
