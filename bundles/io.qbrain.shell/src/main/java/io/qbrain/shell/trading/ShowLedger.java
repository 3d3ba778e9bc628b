package io.qbrain.shell.trading;

import io.qbrain.model.AccountId;
import io.qbrain.model.LedgerEntry;
import io.qbrain.service.PortfolioService;
import io.qbrain.shell.output.Cell;
import io.qbrain.shell.output.Output;
import io.qbrain.shell.output.Table;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Shows ledger entries, the oldest first. */
@Service
@Command(scope = "ledger", name = "show", description = "Shows ledger entries, the oldest first.")
public final class ShowLedger extends OneAccountAction {
  private static final Table<LedgerEntry> TABLE =
      Table.of(LedgerEntry.class, "No entries.")
          .number("Number", LedgerEntry::number)
          .text("Time", entry -> Cell.time(entry.timeNanos()))
          .text("Kind", LedgerEntry::kind)
          .text("Reference", LedgerEntry::reference)
          .text("Postings", ShowLedger::postings);

  @Option(name = "--after", description = "entries after this number", valueToShowInHelp = "0")
  private String after = "0";

  @Option(name = "--limit", description = "how many at most, 1 to 1000", valueToShowInHelp = "100")
  private String limit = "100";

  @Override
  protected void run(PortfolioService service, AccountId id, Output out) {
    out.rows(
        TABLE, service.ledger(id, LimitOption.number("--after", after), LimitOption.parse(limit)));
  }

  private static String postings(LedgerEntry entry) {
    return entry.postings().stream()
        .map(posting -> posting.account() + " " + posting.amount())
        .collect(Collectors.joining(", "));
  }
}
