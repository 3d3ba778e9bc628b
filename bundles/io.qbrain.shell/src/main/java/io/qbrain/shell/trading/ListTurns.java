package io.qbrain.shell.trading;

import io.qbrain.model.AccountId;
import io.qbrain.service.PortfolioService;
import io.qbrain.service.PortfolioService.Happened;
import io.qbrain.service.PortfolioService.TurnFilter;
import io.qbrain.service.PortfolioService.TurnView;
import io.qbrain.shell.output.Cell;
import io.qbrain.shell.output.Output;
import io.qbrain.shell.output.Table;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Lists turns of the journal, the newest first. */
@Service
@Command(
    scope = "ledger",
    name = "turns",
    description = "Lists turns of an account's journal with their effects, the newest first.")
public final class ListTurns extends OneAccountAction {
  private static final Table<TurnView> TABLE =
      Table.of(TurnView.class, "No turns.")
          .number("Number", TurnView::sequence)
          .text("Time", turn -> Cell.time(turn.timeNanos()))
          .text("Received", turn -> Cell.time(turn.receivedNanos()))
          .text("Effects", TurnView::effects);

  @Option(
      name = "--id",
      description = "those that changed the order, or whatever else, of this id",
      valueToShowInHelp = "all")
  private String changed = "";

  @Option(
      name = "--what",
      description = "else, those in which this happened: anything, denial or kill",
      valueToShowInHelp = "anything")
  @Completion(
      value = StringsCompleter.class,
      values = {"anything", "denial", "kill"})
  private String what = "anything";

  @Option(
      name = "--before",
      description = "before this number: the last one of the page before",
      valueToShowInHelp = "")
  private String before = "";

  @Option(name = "--limit", description = "how many at most, 1 to 1000", valueToShowInHelp = "20")
  private String limit = "20";

  @Override
  protected void run(PortfolioService service, AccountId id, Output out) {
    TurnFilter filter =
        new TurnFilter(
            id,
            Optional.of(changed).filter(c -> !c.isEmpty()),
            parse(ListTurns::happened, what),
            before.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(LimitOption.number("--before", before)),
            LimitOption.parse(limit));
    List<TurnView> found = service.turns(filter);
    out.rows(TABLE, found);
    if (found.size() == filter.limit()) {
      out.hint("There may be more: --before " + found.get(found.size() - 1).sequence());
    }
  }

  private static Happened happened(String word) {
    for (Happened each : Happened.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(word)) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        "expected --what anything, denial or kill, found '" + word + "'");
  }
}
