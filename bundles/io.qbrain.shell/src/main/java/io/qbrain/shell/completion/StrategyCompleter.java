package io.qbrain.shell.completion;

import io.qbrain.service.StrategyService;
import io.qbrain.service.StrategyService.State;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** Completes an installed strategy, {@code name@version}. */
@Service
public final class StrategyCompleter extends Candidates {
  @Reference(optional = true)
  private @Nullable StrategyService strategies;

  @Override
  Stream<String> values(Session session, CommandLine line) {
    return from(strategies, StrategyService::list)
        .filter(view -> view.state() == State.INSTALLED)
        .map(view -> view.ref().toString());
  }
}
