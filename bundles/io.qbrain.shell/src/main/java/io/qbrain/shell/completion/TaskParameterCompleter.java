package io.qbrain.shell.completion;

import io.qbrain.service.TaskService;
import io.qbrain.service.TaskService.KindView;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** Completes {@code name=value} of the kind of work on the line. */
@Service
public final class TaskParameterCompleter extends Candidates {
  @Reference(optional = true)
  private @Nullable TaskService tasks;

  @Override
  Stream<String> values(Session session, CommandLine line) {
    List<String> words = Arrays.asList(line.getArguments());
    List<KindView> named =
        from(tasks, TaskService::kinds).filter(kind -> words.contains(kind.name())).toList();
    boolean nameIsThere = typed(line).contains("=");
    return named.stream()
        .flatMap(kind -> kind.parameters().stream())
        .flatMap(p -> nameIsThere ? ParameterCompleter.assignments(p) : Stream.of(p.name() + "="));
  }
}
