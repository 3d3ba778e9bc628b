package io.qbrain.shell.platform;

import io.qbrain.service.BacktestService;
import io.qbrain.service.BacktestService.OptionView;
import io.qbrain.shell.ShellAction;
import io.qbrain.shell.output.Output;
import io.qbrain.shell.output.Table;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Lists the options of backtests. */
@Service
@Command(
    scope = "backtest",
    name = "options",
    description = "Lists the options of backtest:run: the settings that may differ from a preset.")
public final class ListBacktestOptions extends ShellAction {
  private static final Table<OptionView> TABLE =
      Table.of(OptionView.class, "No options.")
          .text("Option", option -> "--" + option.name())
          .text("Values", OptionView::values)
          .text("Several", option -> option.repeatable() ? "yes" : "")
          .text("Meaning", OptionView::help);

  @Reference(optional = true)
  private @Nullable BacktestService backtests;

  @Override
  protected void run(Output out) {
    out.rows(TABLE, ready(backtests).options());
  }
}
