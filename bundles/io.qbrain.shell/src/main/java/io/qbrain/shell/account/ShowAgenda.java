package io.qbrain.shell.account;

import io.qbrain.service.AccountingService.AnnouncementView;
import io.qbrain.shell.output.Cell;
import io.qbrain.shell.output.Output;
import io.qbrain.shell.output.Table;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lists the rates and corporate actions that are to come. */
@Service
@Command(
    scope = "account",
    name = "agenda",
    description = "Lists the rates and corporate actions that are to come.")
public final class ShowAgenda extends AccountAction {
  private static final Table<AnnouncementView> TABLE =
      Table.of(AnnouncementView.class, "Nothing is announced.")
          .text("Key", AnnouncementView::key)
          .text("Due", a -> Cell.time(a.dueNanos()))
          .text("What", AnnouncementView::what);

  @Override
  protected void run(Output out) {
    out.rows(TABLE, accounting().announcements(account()));
  }
}
