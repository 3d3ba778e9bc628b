package io.qbrain.backtest;

import io.qbrain.model.Fixed;
import io.qbrain.model.Order;
import io.qbrain.model.Side;
import io.qbrain.model.Times;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A result as text for a terminal. */
final class TextReport {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int LOG_LINES = 5;

  private final BacktestResult result;
  private final StringBuilder text = new StringBuilder();

  private TextReport(BacktestResult result) {
    this.result = result;
  }

  /** Renders a result, with at most so many trades, the last ones. */
  static String of(BacktestResult result, int maxTrades) {
    TextReport report = new TextReport(result);
    report.statistics();
    report.trades(maxTrades);
    report.years();
    report.denied();
    report.log();
    report.settings();
    return report.text.toString();
  }

  private void title(String title) {
    text.append(text.length() == 0 ? "" : "\n").append(title).append('\n');
  }

  private void statistics() {
    title("Statistics");
    List<Figure> figures = result.figures();
    TextTable table = new TextTable(".", "", "   .", "");
    int half = (figures.size() + 1) / 2;
    for (int i = 0; i < half; i++) {
      Figure f = figures.get(i);
      boolean two = half + i < figures.size();
      Figure g = two ? figures.get(half + i) : f;
      table.add(f.label(), f.text(), two ? "   " + g.label() : "", two ? g.text() : "");
    }
    StringBuilder rows = new StringBuilder();
    table.print(rows);
    text.append(rows.substring(rows.indexOf("\n") + 1));
  }

  private void trades(int max) {
    List<Trade> all = result.trades();
    int shown = Math.min(max, all.size());
    title(
        "Trades"
            + (all.isEmpty() ? ": none" : "")
            + (shown < all.size() ? " (the last " + shown + " of " + all.size() + ")" : ""));
    if (shown == 0) {
      return;
    }
    boolean foreign =
        all.stream().anyMatch(t -> !t.result().currency().equals(t.profit().currency()));
    List<String> columns =
        List.of(
            "instrument.",
            "side.",
            "quantity",
            "opened.",
            "at",
            "closed.",
            "at",
            "profit",
            "fees",
            "net",
            "return",
            "result");
    int width = columns.size() - (foreign ? 0 : 1);
    TextTable table = new TextTable(columns.subList(0, width).toArray(new String[0]));
    for (Trade t : all.subList(all.size() - shown, all.size())) {
      table.add(cells(t).subList(0, width).toArray(new String[0]));
    }
    table.print(text);
  }

  private static List<String> cells(Trade t) {
    return List.of(
        t.instrument().toString(),
        t.side() == Side.BUY ? "long" : "short",
        t.quantity().toString(),
        time(t.entryNanos()),
        decimals(t.entryPrice().raw(), 4),
        time(t.exitNanos()),
        decimals(t.exitPrice().raw(), 4),
        decimals(t.profit().raw(), 2),
        decimals(t.fees().raw(), 2),
        decimals(t.netProfit().raw(), 2),
        percent(t.rateOfReturn()),
        t.result().toString());
  }

  /** Equity by year, or by month where the run is shorter than two years. */
  private void years() {
    EquityCurve curve = result.equity();
    int n = curve.size();
    if (n == 0) {
      return;
    }
    String first = Times.instant(curve.timeNanos(0)).toString();
    String last = Times.instant(curve.timeNanos(n - 1)).toString();
    int width =
        Integer.parseInt(last.substring(0, 4)) - Integer.parseInt(first.substring(0, 4)) < 2
            ? "2000-01".length()
            : "2000".length();
    title("Equity");
    TextTable table = new TextTable("until.", "equity", "return", "lowest", "highest");
    double before = result.capital().toDouble();
    double low = Double.MAX_VALUE;
    double high = -Double.MAX_VALUE;
    for (int i = 0; i < n; i++) {
      double equity = Fixed.toDouble(curve.equityRaw(i));
      low = Math.min(low, equity);
      high = Math.max(high, equity);
      if (i + 1 == n || !period(curve, i, width).equals(period(curve, i + 1, width))) {
        table.add(
            time(curve.timeNanos(i)),
            decimals(curve.equityRaw(i), 2),
            percent(equity / before - 1),
            String.format(Locale.ROOT, "%.2f", low),
            String.format(Locale.ROOT, "%.2f", high));
        before = equity;
        low = Double.MAX_VALUE;
        high = -Double.MAX_VALUE;
      }
    }
    table.print(text);
  }

  private static String period(EquityCurve curve, int i, int width) {
    return Times.instant(curve.timeNanos(i)).toString().substring(0, width);
  }

  /** How often each reason denied an order, and the first time of each. */
  private void denied() {
    Map<String, List<Order>> byCode = new TreeMap<>();
    for (Order o : result.denied()) {
      String code = o.reason().split(":", 2)[0];
      byCode.computeIfAbsent(code, c -> new ArrayList<>()).add(o);
    }
    if (byCode.isEmpty()) {
      return;
    }
    title("Denied orders");
    TextTable table = new TextTable("code.", "orders", "first.", "because.");
    byCode.forEach(
        (code, orders) -> {
          Order first = orders.get(0);
          String why = first.reason().substring(code.length()).replaceFirst("^: ", "");
          table.add(code, String.valueOf(orders.size()), time(first.createdNanos()), why);
        });
    table.print(text);
  }

  private void log() {
    result
        .stopped()
        .ifPresent(
            why -> {
              title("Stopped");
              text.append("  ").append(why).append('\n');
            });
    List<String> lines = result.log();
    if (!lines.isEmpty()) {
      title(
          lines.size() <= LOG_LINES
              ? "Log"
              : "Log (the last "
                  + LOG_LINES
                  + " of "
                  + lines.size()
                  + " lines; all are in report.json)");
      lines.stream()
          .skip(Math.max(0, lines.size() - LOG_LINES))
          .forEach(line -> text.append("  ").append(line).append('\n'));
    }
  }

  private void settings() {
    title("Settings");
    TextTable table = new TextTable(".", ".");
    result.settings().forEach(table::add);
    table.add("orders", "sha-256 " + result.orderHash());
    table.add("ledger", "sha-256 " + result.ledgerHash());
    table.add("result", "sha-256 " + result.resultHash());
    StringBuilder rows = new StringBuilder();
    table.print(rows);
    text.append(rows.substring(rows.indexOf("\n") + 1));
  }

  private static String time(long nanos) {
    return TIME.format(Times.instant(nanos));
  }

  private static String decimals(long raw, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", Fixed.toDouble(raw));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }
}
