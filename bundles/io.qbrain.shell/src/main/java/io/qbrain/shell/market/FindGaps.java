package io.qbrain.shell.market;

import io.qbrain.service.DataService;
import io.qbrain.service.DataService.GapView;
import io.qbrain.service.DataService.GapsView;
import io.qbrain.shell.ShellAction;
import io.qbrain.shell.completion.OptionCompleter;
import io.qbrain.shell.completion.SeriesCompleter;
import io.qbrain.shell.output.Cell;
import io.qbrain.shell.output.Output;
import io.qbrain.shell.output.Table;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Shows where rows of a series are missing; exit status 1 if some are. */
@Service
@Command(
    scope = "data",
    name = "gaps",
    description = "Shows where rows of a series are missing; exit status 1 if some are.")
public final class FindGaps extends ShellAction {
  private static final Table<GapView> TABLE =
      Table.of(GapView.class, "No gaps.")
          .text("After", gap -> Cell.time(gap.fromNanos()))
          .text("Before", gap -> Cell.time(gap.toNanos()))
          .number("Missing", GapView::missing);

  @Argument(index = 0, name = "series", required = true, description = "e.g. SPY.ARCA:1m")
  @Completion(SeriesCompleter.class)
  private String series = "";

  @Argument(index = 1, name = OPTIONS, multiValued = true, description = OPTIONS_HELP)
  @Completion(OptionCompleter.class)
  private List<String> trailing = List.of();

  @Option(name = "--market", description = "market whose sessions say so, e.g. us-equities")
  private @Nullable String market;

  @Option(name = "--from", description = "first day or time, UTC")
  private @Nullable String from;

  @Option(name = "--to", description = "last day, or the time before which it ends")
  private @Nullable String to;

  @Reference(optional = true)
  private @Nullable DataService data;

  private boolean incomplete;

  @Override
  protected void run(Output out) {
    GapsView gaps =
        ready(data)
            .gaps(
                series,
                Optional.ofNullable(market),
                Optional.ofNullable(from),
                Optional.ofNullable(to));
    incomplete = gaps.count() > 0;
    out.rows(TABLE, gaps.gaps());
    out.hint(
        gaps.series()
            + ": "
            + gaps.rows()
            + " rows, "
            + gaps.missing()
            + " missing in "
            + gaps.count()
            + " gaps");
  }

  @Override
  protected int status() {
    return incomplete ? 1 : 0;
  }

  @Override
  protected List<String> trailing() {
    return trailing;
  }
}
