package io.qbrain.shell.completion;

import io.qbrain.service.InstanceService;
import io.qbrain.service.StrategyService;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** Proposes an id for a new instance: the name of a strategy that no instance has yet. */
@Service
public final class NewInstanceCompleter extends Candidates {
  @Reference(optional = true)
  private @Nullable StrategyService strategies;

  @Reference(optional = true)
  private @Nullable InstanceService instances;

  @Override
  Stream<String> values(Session session, CommandLine line) {
    Set<String> taken =
        from(instances, InstanceService::list)
            .map(view -> view.instance().id().toString())
            .collect(Collectors.toSet());
    // What was typed is a possible id, too: without it, nothing after it would be completed.
    return Stream.concat(
            from(strategies, StrategyService::list).map(view -> view.ref().name()),
            Stream.of(typed(line)).filter(typed -> !typed.isEmpty()))
        .filter(name -> !taken.contains(name))
        .distinct();
  }
}
