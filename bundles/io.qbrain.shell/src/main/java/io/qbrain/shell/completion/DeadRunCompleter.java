package io.qbrain.shell.completion;

import io.qbrain.service.TaskService;
import io.qbrain.service.TaskService.RunFilter;
import io.qbrain.service.TaskService.RunState;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** Completes the number of a dead run. */
@Service
public final class DeadRunCompleter extends Candidates {
  private static final int MOST = 100;

  @Reference(optional = true)
  private @Nullable TaskService tasks;

  @Override
  Stream<String> values(Session session, CommandLine line) {
    RunFilter dead =
        new RunFilter(Optional.empty(), Optional.of(RunState.DEAD), Optional.empty(), MOST);
    return from(tasks, service -> service.history(dead)).map(run -> String.valueOf(run.number()));
  }
}
