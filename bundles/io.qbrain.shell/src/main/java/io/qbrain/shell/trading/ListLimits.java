package io.qbrain.shell.trading;

import io.qbrain.service.RiskService;
import io.qbrain.service.RiskService.Limit;
import io.qbrain.shell.ShellAction;
import io.qbrain.shell.output.Output;
import io.qbrain.shell.output.Table;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Lists the limits in force. */
@Service
@Command(scope = "risk", name = "limits", description = "Lists the limits in force.")
public final class ListLimits extends ShellAction {
  private static final Table<Limit> TABLE =
      Table.of(Limit.class, "No limits.")
          .text("Rule", Limit::rule)
          .text("Scope", Limit::scope)
          .text("Limit", Limit::limit);

  @Reference(optional = true)
  private @Nullable RiskService risk;

  @Override
  protected void run(Output out) {
    out.rows(TABLE, ready(risk).limits());
  }
}
