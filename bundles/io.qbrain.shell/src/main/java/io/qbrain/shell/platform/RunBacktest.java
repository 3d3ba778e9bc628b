package io.qbrain.shell.platform;

import io.qbrain.model.Order;
import io.qbrain.model.OrderStatus;
import io.qbrain.model.StrategyRef;
import io.qbrain.service.BacktestService;
import io.qbrain.service.BacktestService.BacktestReport;
import io.qbrain.service.BacktestService.BacktestRequest;
import io.qbrain.service.BacktestService.TradeView;
import io.qbrain.service.ServiceException;
import io.qbrain.shell.Amount;
import io.qbrain.shell.ShellAction;
import io.qbrain.shell.completion.BacktestOptionCompleter;
import io.qbrain.shell.completion.ParameterCompleter;
import io.qbrain.shell.completion.PresetCompleter;
import io.qbrain.shell.completion.StrategyCompleter;
import io.qbrain.shell.output.Cell;
import io.qbrain.shell.output.Details;
import io.qbrain.shell.output.Output;
import io.qbrain.shell.output.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Runs a backtest of an installed strategy. */
@Service
@Command(
    scope = "backtest",
    name = "run",
    description =
        "Runs a backtest of an installed strategy. After the strategy the options of"
            + " backtest:options may follow, such as --fill-timing next-close.")
public final class RunBacktest extends ShellAction {
  private static final Table<TradeView> TRADES =
      Table.of(TradeView.class, "No closed trades.")
          .text("Instrument", TradeView::instrument)
          .text("Side", TradeView::side)
          .number("Quantity", TradeView::quantity)
          .text("Entry", trade -> Cell.time(trade.entryNanos()))
          .number("Entry price", TradeView::entryPrice)
          .text("Exit", trade -> Cell.time(trade.exitNanos()))
          .number("Exit price", TradeView::exitPrice)
          .profit("Profit", TradeView::profit)
          .money("Fees", TradeView::fees);

  /** How often a reason denied an order, and the first time of it. */
  private record Denied(String code, int orders, long firstNanos, String because) {
    Denied oneMore() {
      return new Denied(code, orders + 1, firstNanos, because);
    }
  }

  private static final Table<Denied> DENIED =
      Table.of(Denied.class, "No denied orders.")
          .text("Code", Denied::code)
          .number("Orders", Denied::orders)
          .text("First", denied -> Cell.time(denied.firstNanos()))
          .text("Because", Denied::because);

  @Argument(
      index = 0,
      name = "strategy",
      required = true,
      description = "an installed strategy, name@version")
  @Completion(StrategyCompleter.class)
  private String strategy = "";

  @Argument(index = 1, name = OPTIONS, multiValued = true, description = OPTIONS_HELP)
  @Completion(BacktestOptionCompleter.class)
  private List<String> trailing = List.of();

  /** The options that the service knows, by name. */
  private final Map<String, List<String>> options = new LinkedHashMap<>();

  @Option(
      name = "--data",
      multiValued = true,
      description = "bars of an instrument, SPY.ARCA:1d=file.csv in the data folder; once for each",
      valueToShowInHelp = "")
  private List<String> data = List.of();

  @Option(
      name = "--param",
      multiValued = true,
      description = "a parameter, name=value; once for each",
      valueToShowInHelp = "")
  @Completion(ParameterCompleter.class)
  private List<String> parameters = List.of();

  @Option(
      name = "--capital",
      description = "money to start with, in USD unless a currency follows",
      valueToShowInHelp = "100000")
  private String capital = "100000";

  @Option(
      name = "--preset",
      description = "fill convention, fees and account rules",
      valueToShowInHelp = "the platform's default")
  @Completion(PresetCompleter.class)
  private String preset = "";

  @Option(name = "--from", description = "first day, 2004-01-01", valueToShowInHelp = "all")
  private String from = "";

  @Option(name = "--to", description = "last day", valueToShowInHelp = "all")
  private String to = "";

  @Option(name = "--trades", description = "list the closed trades; in CSV they are all there is")
  private boolean trades;

  @Reference(optional = true)
  private @Nullable BacktestService backtests;

  @Override
  protected void run(Output out) {
    if (data.isEmpty()) {
      throw invalid("expected --data SPY.ARCA:1d=file.csv, once for each instrument, found none");
    }
    BacktestReport report =
        ready(backtests)
            .run(
                new BacktestRequest(
                    parse(StrategyRef::parse, strategy),
                    pairs("--param", parameters),
                    data,
                    parse(Amount::parse, capital),
                    given(preset),
                    given(from),
                    given(to),
                    options));
    if (trades && out.isCsv()) {
      out.rows(TRADES, report.trades());
      return;
    }
    out.details(report, details(report));
    if (trades) {
      out.more("Trades", TRADES, report.trades());
    }
    out.more("Denied orders", DENIED, denied(report));
    if (report.stopped().isPresent()) {
      throw new ServiceException(
          ServiceException.Kind.CONFLICT, "strategy.faulted", report.stopped().orElseThrow());
    }
  }

  /** Counts the denied orders of each code. */
  private static List<Denied> denied(BacktestReport report) {
    Map<String, Denied> byCode = new TreeMap<>();
    for (Order o : report.orders()) {
      if (o.status() == OrderStatus.DENIED) {
        String code = o.reason().split(":", 2)[0];
        String because = o.reason().substring(code.length()).replaceFirst("^: ", "");
        byCode.merge(
            code, new Denied(code, 1, o.createdNanos(), because), (first, next) -> first.oneMore());
      }
    }
    return List.copyOf(byCode.values());
  }

  private static Optional<String> given(String text) {
    return Optional.of(text).filter(t -> !t.isEmpty());
  }

  private static Details details(BacktestReport report) {
    Details details = new Details();
    report.settings().forEach(details::line);
    details
        .line("Stopped", report.stopped().orElse("no"))
        .line("Bars", report.bars())
        .line("Fills", report.fills().size())
        .line("Trades", report.trades().size())
        .line("Final equity", report.finalEquity());
    report.statistics().forEach(details::line);
    return details
        .line("Order hash", report.orderHash())
        .line("Ledger hash", report.ledgerHash())
        .line("Result hash", report.resultHash());
  }

  @Override
  protected Optional<BiConsumer<String, String>> others() {
    return Optional.of(
        (name, value) -> options.computeIfAbsent(name, n -> new ArrayList<>()).add(value));
  }

  @Override
  protected List<String> trailing() {
    return trailing;
  }
}
