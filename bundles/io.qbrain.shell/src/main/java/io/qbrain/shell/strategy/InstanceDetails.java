package io.qbrain.shell.strategy;

import io.qbrain.model.Instance;
import io.qbrain.service.InstanceService.InstanceView;
import io.qbrain.shell.output.Cell;
import io.qbrain.shell.output.Details;

/** An instance in words. */
final class InstanceDetails {
  private InstanceDetails() {}

  static Details of(InstanceView view) {
    Instance instance = view.instance();
    Details details =
        new Details()
            .line("ID", instance.id())
            .line("Strategy", instance.strategy())
            .line("Account", instance.account())
            .line("Mode", instance.mode())
            .line("State", instance.state())
            .lineUnlessEmpty("Reason", instance.reason())
            .line("Health", health(view))
            .line("Capital", instance.capital())
            .line("Equity", view.equity())
            .line("Cash", view.cash())
            .line("PnL", Cell.signed(view.equity().minus(instance.capital())))
            .line("Realized profit", view.realizedProfit())
            .line("Fees", view.fees())
            .line("Positions", view.positions())
            .line("Open orders", view.openOrders())
            .line("Events", view.events())
            .line("Last event", Cell.time(view.lastEventNanos()));
    instance.parameters().forEach((name, value) -> details.line("Parameter " + name, value));
    return details;
  }

  /** Returns whether it does what its state says, in a word or two. */
  static String health(InstanceView view) {
    return switch (view.instance().state()) {
      case RUNNING -> view.ready() ? "OK" : "NOT INSTALLED";
      case FAULTED -> "FAULTED";
      case CREATED, STOPPED, REMOVED -> "-";
    };
  }
}
