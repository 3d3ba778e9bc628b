package io.qbrain.backtest;

import io.qbrain.model.Fill;
import io.qbrain.model.Fixed;
import io.qbrain.model.Side;
import io.qbrain.model.Times;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Renders a result: as text for a terminal, as JSON, as CSV files. */
public final class Report {
  /** Trades that the text shows; all of them are in the files. */
  public static final int DEFAULT_TRADES = 10;

  private final BacktestResult result;

  private Report(BacktestResult result) {
    this.result = result;
  }

  /** Returns the report of a result. */
  public static Report of(BacktestResult result) {
    return new Report(result);
  }

  /** Returns statistics, trades, equity, settings and hashes as text. */
  public String text() {
    return TextReport.of(result, DEFAULT_TRADES);
  }

  /** Returns the same with another number of trades, the last ones. */
  public String text(int maxTrades) {
    return TextReport.of(result, maxTrades);
  }

  /** Returns settings, statistics, trades, fills, orders and hashes as a JSON object. */
  public String json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("settings", result.settings());
    Map<String, Double> figures = new LinkedHashMap<>();
    result.figures().forEach(f -> figures.put(f.name(), f.value()));
    all.put("statistics", figures);
    all.put("bars", result.bars());
    all.put("finalEquity", result.finalEquity().toString());
    all.put("orderHash", result.orderHash());
    all.put("ledgerHash", result.ledgerHash());
    all.put("resultHash", result.resultHash());
    result.stopped().ifPresent(why -> all.put("stopped", why));
    all.put("trades", rows(TRADE, result.trades().stream().map(Report::row).toList()));
    all.put("fills", rows(FILL, result.fills().stream().map(Report::row).toList()));
    all.put("orders", rows(OrderRow.NAMES, OrderRow.of(result)));
    all.put("log", result.log());
    return JsonText.of(all);
  }

  /**
   * Writes {@code orders.csv}, {@code fills.csv}, {@code trades.csv}, {@code equity.csv} and {@code
   * report.json} into a folder, which is made if it is not there.
   */
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    csv(folder.resolve("trades.csv"), TRADE, result.trades().stream().map(Report::row).toList());
    csv(folder.resolve("fills.csv"), FILL, result.fills().stream().map(Report::row).toList());
    csv(folder.resolve("orders.csv"), OrderRow.NAMES, OrderRow.of(result));
    List<List<String>> points = new ArrayList<>();
    EquityCurve curve = result.equity();
    for (int i = 0; i < curve.size(); i++) {
      points.add(List.of(time(curve.timeNanos(i)), Fixed.format(curve.equityRaw(i), 2)));
    }
    csv(folder.resolve("equity.csv"), List.of("time", "equity"), points);
    Files.writeString(folder.resolve("report.json"), json());
  }

  private static final List<String> TRADE =
      List.of(
          "instance",
          "instrument",
          "side",
          "quantity",
          "entryTime",
          "entryPrice",
          "exitTime",
          "exitPrice",
          "profit",
          "fees",
          "netProfit",
          "return",
          "currency",
          "result");

  private static List<String> row(Trade t) {
    return List.of(
        t.instance().toString(),
        t.instrument().toString(),
        t.side() == Side.BUY ? "long" : "short",
        t.quantity().toString(),
        time(t.entryNanos()),
        t.entryPrice().toString(),
        time(t.exitNanos()),
        t.exitPrice().toString(),
        Fixed.format(t.profit().raw(), 2),
        Fixed.format(t.fees().raw(), 2),
        Fixed.format(t.netProfit().raw(), 2),
        Double.toString(t.rateOfReturn()),
        t.profit().currency().toString(),
        t.result().toString());
  }

  private static final List<String> FILL =
      List.of("time", "instance", "order", "instrument", "side", "quantity", "price", "fee");

  private static List<String> row(Fill f) {
    return List.of(
        time(f.timeNanos()),
        f.instance().toString(),
        f.orderId().toString(),
        f.instrument().toString(),
        f.side().toString(),
        f.quantity().toString(),
        f.price().toString(),
        Fixed.format(f.fee().raw(), 2));
  }

  private static List<Map<String, String>> rows(List<String> names, List<List<String>> rows) {
    List<Map<String, String>> objects = new ArrayList<>();
    for (List<String> row : rows) {
      Map<String, String> object = new LinkedHashMap<>();
      for (int i = 0; i < names.size(); i++) {
        object.put(names.get(i), row.get(i));
      }
      objects.add(object);
    }
    return objects;
  }

  private static void csv(Path file, List<String> names, List<List<String>> rows)
      throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      out.write(String.join(",", names) + "\n");
      for (List<String> row : rows) {
        out.write(row.stream().map(Report::cell).collect(Collectors.joining(",")) + "\n");
      }
    }
  }

  /** What has a comma, a quotation mark or a new line in it is quoted. */
  private static String cell(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  static String time(long nanos) {
    return Times.instant(nanos).toString();
  }
}
