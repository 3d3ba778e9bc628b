package io.qbrain.shell.market;

import io.qbrain.service.DataService;
import io.qbrain.service.DataService.SeriesView;
import io.qbrain.shell.ShellAction;
import io.qbrain.shell.output.Cell;
import io.qbrain.shell.output.Output;
import io.qbrain.shell.output.Table;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Lists the series of the store. */
@Service
@Command(scope = "data", name = "list", description = "Lists the series of the store.")
public final class ListSeries extends ShellAction {
  private static final Table<SeriesView> TABLE =
      Table.of(SeriesView.class, "No series; bring some in: data:import SPY.ARCA:1d=spy.csv")
          .text("Series", SeriesView::series)
          .number("Rows", SeriesView::rows)
          .text("First", series -> Cell.time(series.firstNanos()))
          .text("Last", series -> Cell.time(series.lastNanos()))
          .number("Bytes", SeriesView::bytes);

  @Reference(optional = true)
  private @Nullable DataService data;

  @Override
  protected void run(Output out) {
    out.rows(TABLE, ready(data).list());
  }
}
