package io.qbrain.rest.view;

import io.qbrain.service.BacktestService;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The result of a backtest. */
@Schema(description = "The result of a backtest.")
public record Backtest(
    @Schema(description = "every setting of the run") Map<String, String> settings,
    @Schema(description = "bars replayed") long bars,
    Amount finalEquity,
    Map<String, String> statistics,
    List<Trade> trades,
    List<Fill> fills,
    @Schema(description = "thinned to at most 2,000 points") List<Point> equity,
    @Schema(description = "hash of all order events") String orderHash,
    @Schema(description = "hash of all ledger entries") String ledgerHash,
    @Schema(description = "hash of the settings in force and of both") String resultHash,
    @Schema(description = "all orders as they were at the end, denied ones with their reason")
        List<Order> orders,
    @Schema(description = "what the strategy logged") List<String> log,
    @Schema(description = "why the strategy was stopped on the way, if it threw")
        @Nullable String stopped) {

  /** A closed trade. */
  @Schema(description = "A closed trade: what was opened and closed again.")
  public record Trade(
      String instrument,
      String side,
      @Schema(format = "decimal") String quantity,
      @Schema(format = "date-time") String entryTime,
      @Schema(format = "decimal") String entryPrice,
      @Schema(format = "date-time") String exitTime,
      @Schema(format = "decimal") String exitPrice,
      Amount profit,
      Amount fees) {

    static Trade of(BacktestService.TradeView t) {
      return new Trade(
          t.instrument(),
          t.side(),
          t.quantity(),
          Moment.of(t.entryNanos()),
          t.entryPrice(),
          Moment.of(t.exitNanos()),
          t.exitPrice(),
          Amount.of(t.profit()),
          Amount.of(t.fees()));
    }
  }

  /** A point of the equity curve. */
  @Schema(description = "A point of the equity curve.")
  public record Point(@Schema(format = "date-time") String time, Amount equity) {

    static Point of(BacktestService.EquityPoint p) {
      return new Point(Moment.of(p.timeNanos()), Amount.of(p.equity()));
    }
  }

  /** Renders a report. */
  public static Backtest of(BacktestService.BacktestReport r) {
    return new Backtest(
        r.settings(),
        r.bars(),
        Amount.of(r.finalEquity()),
        r.statistics(),
        r.trades().stream().map(Trade::of).toList(),
        r.fills().stream().map(Fill::of).toList(),
        r.equity().stream().map(Point::of).toList(),
        r.orderHash(),
        r.ledgerHash(),
        r.resultHash(),
        r.orders().stream().map(Order::of).toList(),
        r.log(),
        r.stopped().orElse(null));
  }
}
