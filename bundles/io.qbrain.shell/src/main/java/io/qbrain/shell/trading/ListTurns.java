package io.qbrain.shell.trading;

import io.qbrain.service.PortfolioService;
import io.qbrain.service.PortfolioService.Happened;
import io.qbrain.service.PortfolioService.TurnFilter;
import io.qbrain.service.PortfolioService.TurnView;
import io.qbrain.shell.ShellAction;
import io.qbrain.shell.completion.AccountCompleter;
import io.qbrain.shell.completion.OptionCompleter;
import io.qbrain.shell.output.Cell;
import io.qbrain.shell.output.Output;
import io.qbrain.shell.output.Table;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;

/** Lists turns of the journal, the newest first. */
@Service
@Command(
    scope = "ledger",
    name = "turns",
    description = "Lists turns of an account's journal with their effects, the newest first.")
public final class ListTurns extends ShellAction {
  private static final Table<TurnView> TABLE =
      Table.of(TurnView.class, "No turns.")
          .number("Number", TurnView::sequence)
          .text("Time", turn -> Cell.time(turn.timeNanos()))
          .text("Received", turn -> Cell.time(turn.receivedNanos()))
          .text("Effects", TurnView::effects);

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

  @Option(
      name = "--id",
      description = "those that changed the order, or whatever else, of this id",
      valueToShowInHelp = "all")
  private String id = "";

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

  @Reference(optional = true)
  private @Nullable PortfolioService portfolio;

  @Override
  protected void run(Output out) {
    PortfolioService service = ready(portfolio);
    TurnFilter filter =
        new TurnFilter(
            Accounts.named(service, account),
            Optional.of(id).filter(i -> !i.isEmpty()),
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

  @Override
  protected List<String> trailing() {
    return trailing;
  }
}
