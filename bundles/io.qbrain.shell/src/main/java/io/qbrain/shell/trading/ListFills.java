package io.qbrain.shell.trading;

import io.qbrain.model.Fill;
import io.qbrain.model.InstanceId;
import io.qbrain.service.PortfolioService;
import io.qbrain.shell.ShellAction;
import io.qbrain.shell.completion.InstanceCompleter;
import io.qbrain.shell.output.Cell;
import io.qbrain.shell.output.Output;
import io.qbrain.shell.output.Table;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Lists the last fills, the newest first. */
@Service
@Command(scope = "order", name = "fills", description = "Lists the last fills, the newest first.")
public final class ListFills extends ShellAction {
  private static final Table<Fill> TABLE =
      Table.of(Fill.class, "No fills.")
          .text("Time", fill -> Cell.time(fill.timeNanos()))
          .text("Instance", Fill::instance)
          .text("Instrument", Fill::instrument)
          .text("Side", Fill::side)
          .number("Quantity", Fill::quantity)
          .number("Price", Fill::price)
          .money("Fee", Fill::fee)
          .text("Order", Fill::orderId)
          .text("Execution", Fill::executionId);

  @Option(name = "--instance", description = "of this instance only", valueToShowInHelp = "all")
  @Completion(InstanceCompleter.class)
  private String instance = "";

  @Option(name = "--limit", description = "how many at most, 1 to 1000", valueToShowInHelp = "100")
  private String limit = "100";

  @Reference(optional = true)
  private @Nullable PortfolioService portfolio;

  @Override
  protected void run(Output out) {
    Optional<InstanceId> of =
        Optional.of(instance).filter(i -> !i.isEmpty()).map(i -> parse(InstanceId::of, i));
    out.rows(TABLE, ready(portfolio).fills(of, LimitOption.parse(limit)));
  }
}
