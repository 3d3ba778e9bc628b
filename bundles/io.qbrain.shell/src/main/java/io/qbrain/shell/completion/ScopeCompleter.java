package io.qbrain.shell.completion;

import io.qbrain.model.RiskScope;
import io.qbrain.service.InstanceService;
import io.qbrain.service.PortfolioService;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** Completes what a kill may cover: the platform, an account, a strategy instance. */
@Service
public final class ScopeCompleter extends Candidates {
  @Reference(optional = true)
  private @Nullable PortfolioService portfolio;

  @Reference(optional = true)
  private @Nullable InstanceService instances;

  @Override
  Stream<String> values(Session session, CommandLine line) {
    return Stream.of(
            Stream.of(RiskScope.PLATFORM),
            from(portfolio, PortfolioService::accounts)
                .map(account -> new RiskScope(account.id(), null)),
            from(instances, InstanceService::list)
                .map(view -> new RiskScope(null, view.instance().id())))
        .flatMap(Function.identity())
        .map(RiskScope::toString);
  }
}
