package io.qbrain.shell.completion;

import io.qbrain.service.PortfolioService;
import io.qbrain.service.PortfolioService.OrderFilter;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** Completes the id of an open order. */
@Service
public final class OpenOrderCompleter extends Candidates {
  private static final int MOST = 1_000;

  @Reference(optional = true)
  private @Nullable PortfolioService portfolio;

  @Override
  Stream<String> values(Session session, CommandLine line) {
    OrderFilter open = new OrderFilter(Optional.empty(), true, MOST);
    return from(portfolio, service -> service.orders(open)).map(order -> order.id().toString());
  }
}
