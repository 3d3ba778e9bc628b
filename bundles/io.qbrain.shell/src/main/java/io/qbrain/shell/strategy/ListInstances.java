package io.qbrain.shell.strategy;

import io.qbrain.model.Instance;
import io.qbrain.service.InstanceService;
import io.qbrain.service.InstanceService.InstanceFilter;
import io.qbrain.service.InstanceService.InstanceView;
import io.qbrain.shell.ShellAction;
import io.qbrain.shell.output.Output;
import io.qbrain.shell.output.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Lists the strategy instances. */
@Service
@Command(scope = "strategy", name = "list", description = "Lists the strategy instances.")
public final class ListInstances extends ShellAction {
  private static final int MOST = 1_000;
  private static final Table<InstanceView> TABLE =
      Table.of(InstanceView.class, "No instances. Make one: strategy:create <id> <name@version>")
          .text("ID", view -> view.instance().id())
          .text("Strategy", view -> name(view.instance()))
          .text("Version", view -> view.instance().strategy().version())
          .text("Mode", view -> view.instance().mode())
          .text("State", view -> view.instance().state())
          .number("Positions", InstanceView::positions)
          .money("Equity", InstanceView::equity)
          .profit("PnL", view -> view.equity().minus(view.instance().capital()))
          .number("Open orders", InstanceView::openOrders)
          .number("Events", InstanceView::events)
          .text("Health", InstanceDetails::health);

  @Option(
      name = "--param",
      multiValued = true,
      description = "with this parameter only, name=value; once for each",
      valueToShowInHelp = "")
  private List<String> parameters = List.of();

  @Reference(optional = true)
  private @Nullable InstanceService instances;

  @Override
  protected void run(Output out) {
    Map<String, String> wanted = pairs("--param", parameters);
    out.rows(
        TABLE,
        wanted.isEmpty()
            ? ready(instances).list()
            : ready(instances).list(new InstanceFilter(wanted, Optional.empty(), MOST)));
  }

  private static String name(Instance instance) {
    String text = instance.strategy().toString();
    return text.substring(0, text.indexOf('@'));
  }
}
