package io.qbrain.shell.trading;

import io.qbrain.model.InstanceId;
import io.qbrain.model.Order;
import io.qbrain.service.PortfolioService;
import io.qbrain.service.PortfolioService.OrderFilter;
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

/** Lists orders, the newest first. */
@Service
@Command(scope = "order", name = "list", description = "Lists orders, the newest first.")
public final class ListOrders extends ShellAction {
  private static final Table<Order> TABLE =
      Table.of(Order.class, "No orders.")
          .text("ID", Order::id)
          .text("Instance", Order::instance)
          .text("Instrument", Order::instrument)
          .text("Side", Order::side)
          .text("Type", Order::type)
          .number("Quantity", Order::quantity)
          .number("Limit", order -> order.request().limitPrice())
          .number("Stop", order -> order.request().stopPrice())
          .text("Status", Order::status)
          .number("Filled", Order::filledQuantity)
          .number("Average", Order::averagePrice)
          .text("Updated", order -> Cell.time(order.updatedNanos()))
          .text("Reason", Order::reason);

  @Option(name = "--open", description = "open orders only")
  private boolean open;

  @Option(name = "--instance", description = "of this instance only", valueToShowInHelp = "all")
  @Completion(InstanceCompleter.class)
  private String instance = "";

  @Option(name = "--limit", description = "how many at most, 1 to 1000", valueToShowInHelp = "100")
  private String limit = "100";

  @Reference(optional = true)
  private @Nullable PortfolioService portfolio;

  @Override
  protected void run(Output out) {
    OrderFilter filter =
        new OrderFilter(
            Optional.of(instance).filter(i -> !i.isEmpty()).map(i -> parse(InstanceId::of, i)),
            open,
            LimitOption.parse(limit));
    out.rows(TABLE, ready(portfolio).orders(filter));
  }
}
