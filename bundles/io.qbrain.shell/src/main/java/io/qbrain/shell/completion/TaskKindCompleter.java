package io.qbrain.shell.completion;

import io.qbrain.service.TaskService;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** Completes the name of a kind of work. */
@Service
public final class TaskKindCompleter extends Candidates {
  @Reference(optional = true)
  private @Nullable TaskService tasks;

  @Override
  Stream<String> values(Session session, CommandLine line) {
    return from(tasks, TaskService::kinds).map(TaskService.KindView::name);
  }
}
