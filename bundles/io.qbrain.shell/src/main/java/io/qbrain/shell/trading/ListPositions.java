package io.qbrain.shell.trading;

import io.qbrain.model.InstanceId;
import io.qbrain.model.PositionId;
import io.qbrain.service.PortfolioService;
import io.qbrain.service.PortfolioService.PositionView;
import io.qbrain.shell.ShellAction;
import io.qbrain.shell.completion.InstanceCompleter;
import io.qbrain.shell.output.Output;
import io.qbrain.shell.output.Table;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Lists the positions of the books, and their sums per account. */
@Service
@Command(
    scope = "position",
    name = "list",
    description = "Lists the positions of the books, and their sums per account.")
public final class ListPositions extends ShellAction {
  private static final Table<PositionView> TABLE =
      Table.of(PositionView.class, "No positions.")
          .text("Account", PositionView::account)
          .text("Instance", view -> view.instance().map(InstanceId::toString).orElse("(all)"))
          .text("Instrument", view -> view.position().instrument())
          .text("Position", view -> view.id().map(PositionId::toString).orElse(""))
          .number("Quantity", view -> view.position().quantity())
          .number("Average", PositionView::averagePrice)
          .number("Last", PositionView::lastPrice)
          .money("Value", PositionView::value)
          .profit("Open profit", PositionView::openProfit)
          .profit("Realized", view -> view.position().realizedProfit());

  @Option(name = "--instance", description = "of this instance only", valueToShowInHelp = "all")
  @Completion(InstanceCompleter.class)
  private String instance = "";

  @Reference(optional = true)
  private @Nullable PortfolioService portfolio;

  @Override
  protected void run(Output out) {
    Optional<InstanceId> of =
        Optional.of(instance).filter(i -> !i.isEmpty()).map(i -> parse(InstanceId::of, i));
    out.rows(TABLE, ready(portfolio).positions(of));
  }
}
