package io.qbrain.shell.trading;

import io.qbrain.model.AccountId;
import io.qbrain.service.PortfolioService;
import io.qbrain.service.ReplayService;
import io.qbrain.service.ReplayService.ReplayCheck;
import io.qbrain.shell.output.Details;
import io.qbrain.shell.output.Output;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Runs the recorded inputs again and compares every decision with the journal. */
@Service
@Command(
    scope = "account",
    name = "prove",
    description = "Runs the inputs since the last start again and compares every decision.")
public final class ProveAccount extends CheckAction {
  @Reference(optional = true)
  private @Nullable ReplayService replays;

  @Override
  protected void run(PortfolioService service, AccountId id, Output out) {
    ReplayCheck check = ready(replays).prove(id);
    boolean same = check.difference().isEmpty();
    Details details =
        new Details()
            .line("Account", check.account())
            .line("Inputs", check.inputs())
            .line("From", check.fromSequence())
            .line("To", check.toSequence())
            .line("Compared", check.turns())
            .line("Result", same ? "the same decisions" : "ANOTHER DECISION");
    if (!same) {
      details.line("Difference", check.difference());
    }
    out.details(check, details);
    if (!same) {
      failed(
          out,
          "replay.differs",
          "the replay of " + check.account() + " differs: " + check.difference());
    }
  }
}
