package io.qbrain.shell.completion;

import io.qbrain.service.InstanceService;
import io.qbrain.service.StrategyService;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** Completes the id of an instance or any strategy, stored or installed. */
@Service
public final class InfoCompleter extends Candidates {
  @Reference(optional = true)
  private @Nullable InstanceService instances;

  @Reference(optional = true)
  private @Nullable StrategyService strategies;

  @Override
  Stream<String> values(Session session, CommandLine line) {
    return Stream.concat(
        from(instances, InstanceService::list).map(view -> view.instance().id().toString()),
        from(strategies, StrategyService::list).map(view -> view.ref().toString()));
  }
}
