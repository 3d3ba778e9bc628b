package io.qbrain.shell.account;

import io.qbrain.model.Fixed;
import io.qbrain.service.AccountingService.RateView;
import io.qbrain.shell.output.Cell;
import io.qbrain.shell.output.Output;
import io.qbrain.shell.output.Table;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lists the rates in force. */
@Service
@Command(
    scope = "account",
    name = "rates",
    description = "Lists the rates in force, those that follow from others included.")
public final class ListRates extends AccountAction {
  private static final Table<RateView> TABLE =
      Table.of(RateView.class, "No rates.")
          .text("Kind", r -> r.rate().kind())
          .text("Of", r -> r.rate().subject())
          .text("Rate", r -> Fixed.format(r.rate().raw()))
          .text("Since", r -> Cell.time(r.rate().timeNanos()))
          .text("By", RateView::by);

  @Override
  protected void run(Output out) {
    out.rows(TABLE, accounting().rates(account()));
  }
}
