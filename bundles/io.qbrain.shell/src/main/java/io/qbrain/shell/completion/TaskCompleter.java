package io.qbrain.shell.completion;

import io.qbrain.service.TaskService;
import io.qbrain.service.TaskService.TaskFilter;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** Completes the id of a task. */
@Service
public final class TaskCompleter extends Candidates {
  private static final int MOST = 1_000;

  @Reference(optional = true)
  private @Nullable TaskService tasks;

  @Override
  Stream<String> values(Session session, CommandLine line) {
    TaskFilter all = new TaskFilter(Optional.empty(), Optional.empty(), Optional.empty(), MOST);
    return from(tasks, service -> service.list(all)).map(task -> task.id().toString());
  }
}
