package io.qbrain.shell.strategy;

import io.qbrain.service.StrategyService;
import io.qbrain.service.StrategyService.State;
import io.qbrain.service.StrategyService.StrategyView;
import io.qbrain.shell.ShellAction;
import io.qbrain.shell.output.Output;
import io.qbrain.shell.output.Table;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Lists the strategies in the store and what is installed of them. */
@Service
@Command(
    scope = "strategy",
    name = "available",
    description = "Lists the strategies in the store and what is installed of them.")
public final class ListStrategies extends ShellAction {
  private static final Table<StrategyView> TABLE =
      Table.of(StrategyView.class, "No strategies. Install one: strategy:install file:x.jar")
          .text("Strategy", StrategyView::ref)
          .text("State", StrategyView::state)
          .number("Instances", StrategyView::instances)
          .text("SPI range", StrategyView::spiRange)
          .number("Bytes", StrategyView::sizeBytes)
          .text("Description", StrategyView::description)
          .text(
              "Parameters",
              view ->
                  view.state() == State.FAILED ? view.reason() : StrategyDetails.parameters(view));

  @Reference(optional = true)
  private @Nullable StrategyService strategies;

  @Override
  protected void run(Output out) {
    out.rows(TABLE, ready(strategies).list());
  }
}
