package io.qbrain.tasks;

import io.qbrain.port.TaskKind;
import io.qbrain.port.TaskRun;
import io.qbrain.strategy.Param;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Work whose content is given by the test; it notes each run. */
final class TestKind implements TaskKind<TestKind.Parameters> {

  /** Its parameters. */
  record Parameters(
      @Param(value = "1", min = "0", max = "100", help = "a number") int number,
      @Param(value = "a", help = "a text") String text) {}

  /** What a run does. */
  interface Content {
    @Nullable Map<String, String> run(Parameters parameters, TaskRun run) throws Exception;
  }

  final Queue<String> runs = new ConcurrentLinkedQueue<>();
  private final String name;
  private final Content content;

  TestKind(String name, Content content) {
    this.name = name;
    this.content = content;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return "for tests";
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public Map<String, String> run(Parameters parameters, TaskRun run) throws Exception {
    runs.add(run.task().toString());
    Map<String, String> result = content.run(parameters, run);
    return result == null ? Map.of() : result;
  }
}
