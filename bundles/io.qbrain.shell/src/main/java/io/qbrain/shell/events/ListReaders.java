package io.qbrain.shell.events;

import io.qbrain.service.EventService;
import io.qbrain.service.EventService.ReaderView;
import io.qbrain.shell.ShellAction;
import io.qbrain.shell.output.Cell;
import io.qbrain.shell.output.Output;
import io.qbrain.shell.output.Table;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Lists who reads the event log, and how far each is behind. */
@Service
@Command(
    scope = "events",
    name = "readers",
    description = "Lists relays and projections of the event log, and how far each is behind.")
public final class ListReaders extends ShellAction {
  private static final Table<ReaderView> TABLE =
      Table.of(ReaderView.class, "No readers.")
          .text("Name", ReaderView::name)
          .text("Kind", reader -> reader.projection() ? "projection" : "relay")
          .number("Behind", reader -> reader.behind() < 0 ? "?" : reader.behind())
          .text("Moved", reader -> Cell.time(reader.movedNanos()))
          .text("Owner", reader -> reader.owner().orElse(""))
          .text("Problem", ReaderView::problem);

  @Reference(optional = true)
  private @Nullable EventService events;

  @Override
  protected void run(Output out) {
    out.rows(TABLE, ready(events).readers());
  }
}
