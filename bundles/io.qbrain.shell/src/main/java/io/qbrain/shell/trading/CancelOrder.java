package io.qbrain.shell.trading;

import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Order;
import io.qbrain.service.PortfolioService;
import io.qbrain.shell.ChangeAction;
import io.qbrain.shell.completion.OpenOrderCompleter;
import io.qbrain.shell.completion.OptionCompleter;
import io.qbrain.shell.output.Output;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Asks to cancel an open order. */
@Service
@Command(scope = "order", name = "cancel", description = "Asks to cancel an open order.")
public final class CancelOrder extends ChangeAction {
  @Argument(index = 0, name = "id", required = true, description = "id of an open order")
  @Completion(OpenOrderCompleter.class)
  private String id = "";

  @Argument(index = 1, name = OPTIONS, multiValued = true, description = OPTIONS_HELP)
  @Completion(OptionCompleter.class)
  private List<String> trailing = List.of();

  @Reference(optional = true)
  private @Nullable PortfolioService portfolio;

  @Override
  protected void run(Output out) {
    Order order = ready(portfolio).cancel(parse(ClientOrderId::of, id), reason());
    out.done(order, "Order " + order.id() + " is " + order.status() + ".");
  }

  @Override
  protected List<String> trailing() {
    return trailing;
  }
}
