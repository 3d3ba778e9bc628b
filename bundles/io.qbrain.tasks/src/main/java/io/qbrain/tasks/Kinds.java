package io.qbrain.tasks;

import io.qbrain.port.TaskKind;
import io.qbrain.port.TaskRun;
import io.qbrain.service.StrategyService.ParameterView;
import io.qbrain.service.TaskService.KindView;
import io.qbrain.strategy.ParameterSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;

/** The kinds of work that the bundles of this node provide. Thread-safe. */
final class Kinds {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,59}");

  private final RunCounts counts = new RunCounts();
  private final ConcurrentSkipListMap<String, Offered<?>> offered = new ConcurrentSkipListMap<>();

  /** A kind with the schema of its parameters. */
  record Offered<P extends Record>(TaskKind<P> kind, ParameterSchema<P> schema) {
    static <P extends Record> Offered<P> of(TaskKind<P> kind) {
      return new Offered<>(kind, ParameterSchema.of(kind.parameters()));
    }

    /** Returns the given parameters completed, all of them checked. */
    Map<String, String> complete(Map<String, String> given) {
      Map<String, String> all = schema.complete(given);
      schema.bind(all);
      return all;
    }

    Map<String, String> run(Map<String, String> parameters, TaskRun run) throws Exception {
      return kind.run(schema.bind(parameters), run);
    }

    KindView view() {
      List<ParameterView> parameters =
          schema.parameters().stream()
              .map(
                  p ->
                      new ParameterView(
                          p.name(),
                          p.type(),
                          p.defaultValue(),
                          p.help(),
                          p.min(),
                          p.max(),
                          p.choices()))
              .toList();
      return new KindView(kind.name(), kind.description(), parameters);
    }
  }

  /**
   * Adds a kind.
   *
   * @throws IllegalArgumentException if its name or parameters are none, or the name is taken
   */
  void add(TaskKind<?> kind) {
    if (!NAME.matcher(kind.name()).matches()) {
      throw new IllegalArgumentException(
          "expected a kind of task such as ledger-check, found '" + kind.name() + "'");
    }
    if (offered.putIfAbsent(kind.name(), Offered.of(kind)) != null) {
      throw new IllegalArgumentException("the kind of task " + kind.name() + " is there already");
    }
  }

  /** Returns what became of runs of them on this node, also of kinds that are gone. */
  RunCounts counts() {
    return counts;
  }

  void remove(TaskKind<?> kind) {
    offered.values().removeIf(o -> o.kind() == kind);
  }

  Optional<Offered<?>> find(String name) {
    return Optional.ofNullable(offered.get(name));
  }

  List<String> names() {
    return List.copyOf(offered.keySet());
  }

  List<KindView> views() {
    return offered.values().stream().map(Offered::view).toList();
  }
}
