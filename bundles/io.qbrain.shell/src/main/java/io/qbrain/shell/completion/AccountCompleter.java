package io.qbrain.shell.completion;

import io.qbrain.service.PortfolioService;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** Completes the id of an account. */
@Service
public final class AccountCompleter extends Candidates {
  @Reference(optional = true)
  private @Nullable PortfolioService portfolio;

  @Override
  Stream<String> values(Session session, CommandLine line) {
    return from(portfolio, PortfolioService::accounts).map(view -> view.id().toString());
  }
}
