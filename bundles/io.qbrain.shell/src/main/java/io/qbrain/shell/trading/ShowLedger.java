package io.qbrain.shell.trading;

import io.qbrain.model.LedgerEntry;
import io.qbrain.service.PortfolioService;
import io.qbrain.shell.ShellAction;
import io.qbrain.shell.completion.AccountCompleter;
import io.qbrain.shell.completion.OptionCompleter;
import io.qbrain.shell.output.Cell;
import io.qbrain.shell.output.Output;
import io.qbrain.shell.output.Table;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Shows ledger entries, the oldest first. */
@Service
@Command(scope = "ledger", name = "show", description = "Shows ledger entries, the oldest first.")
public final class ShowLedger extends ShellAction {
  private static final Table<LedgerEntry> TABLE =
      Table.of(LedgerEntry.class, "No entries.")
          .number("Number", LedgerEntry::number)
          .text("Time", entry -> Cell.time(entry.timeNanos()))
          .text("Kind", LedgerEntry::kind)
          .text("Reference", LedgerEntry::reference)
          .text("Postings", ShowLedger::postings);

  @Argument(
      index = 0,
      name = "account",
      required = false,
      description = "id of an account; the only one if it is left out")
  @Completion(AccountCompleter.class)
  private String account = "";

  @Argument(index = 1, name = OPTIONS, multiValued = true, description = OPTIONS_HELP)
  @Completion(OptionCompleter.class)
  private List<String> trailing = List.of();

  @Option(name = "--after", description = "entries after this number", valueToShowInHelp = "0")
  private String after = "0";

  @Option(name = "--limit", description = "how many at most, 1 to 1000", valueToShowInHelp = "100")
  private String limit = "100";

  @Reference(optional = true)
  private @Nullable PortfolioService portfolio;

  @Override
  protected void run(Output out) {
    PortfolioService service = ready(portfolio);
    out.rows(
        TABLE,
        service.ledger(
            Accounts.named(service, account),
            LimitOption.number("--after", after),
            LimitOption.parse(limit)));
  }

  private static String postings(LedgerEntry entry) {
    return entry.postings().stream()
        .map(posting -> posting.account() + " " + posting.amount())
        .collect(Collectors.joining(", "));
  }

  @Override
  protected List<String> trailing() {
    return trailing;
  }
}
