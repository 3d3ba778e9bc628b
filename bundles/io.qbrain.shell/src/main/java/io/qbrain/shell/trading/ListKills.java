package io.qbrain.shell.trading;

import io.qbrain.service.RiskService;
import io.qbrain.shell.ShellAction;
import io.qbrain.shell.output.Output;
import io.qbrain.shell.output.Table;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Lists the kills in force. */
@Service
@Command(scope = "risk", name = "kills", description = "Lists the kills in force.")
public final class ListKills extends ShellAction {
  private static final Table<RiskService.Kill> TABLE =
      Table.of(RiskService.Kill.class, "No kills: trading is allowed everywhere.")
          .text("Scope", RiskService.Kill::scope)
          .text("Reason", RiskService.Kill::reason);

  @Reference(optional = true)
  private @Nullable RiskService risk;

  @Override
  protected void run(Output out) {
    out.rows(TABLE, ready(risk).kills());
  }
}
