package io.qbrain.app;

import io.qbrain.model.AccountId;
import io.qbrain.model.Effect;
import io.qbrain.model.Order;
import io.qbrain.model.OrderStatus;
import io.qbrain.model.ReasonCode;
import io.qbrain.model.Side;
import io.qbrain.model.Turn;
import io.qbrain.port.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an account has ordered since this process started, by what became of it. Counted after the
 * turns are durable, on the trading thread, in plain numbers that others may see a little late.
 */
final class TradingFigures {
  static final String NAME = "trading";

  private static final Metric ORDERS =
      Metric.counter(
          "qbrain_orders_total",
          "orders by what became of them: submitted, and later filled, canceled, rejected or"
              + " expired; or denied, and never sent",
          "venue",
          "side",
          "result");
  private static final Metric FILLS =
      Metric.counter("qbrain_fills_total", "fills that were booked", "venue", "side");
  private static final Metric DENIALS =
      Metric.counter("qbrain_risk_denials_total", "orders denied before they were sent", "rule");
  private static final Metric TURNS =
      Metric.counter(
          "qbrain_account_turns_total", "turns that changed something, made durable", "account");
  private static final Metric LOST =
      Metric.counter(
          "qbrain_account_market_events_dropped_total",
          "events of the market that the kernel did not take, since the account was opened",
          "account");
  private static final Metric WAITING =
      Metric.gauge("qbrain_account_inputs_waiting", "inputs that wait for an account", "account");
  private static final Metric TRADES =
      Metric.gauge("qbrain_account_trades", "whether an account goes on; 0 if halted", "account");

  /** A rule that no reason code names: one of another bundle. */
  private static final String OTHER = "OTHER";

  private final AccountId account;
  private final String venue;
  private final TradingLoop loop;
  private final long[][] orders = new long[Side.values().length][OrderStatus.values().length];
  private final long[] fills = new long[Side.values().length];
  private final Map<String, Long> denials = new TreeMap<>();
  private long turns;

  TradingFigures(TradingLoop loop, String venue) {
    this.loop = loop;
    this.account = loop.account();
    this.venue = venue;
  }

  /** Counts what a durable turn did. */
  synchronized void count(Turn turn) {
    turns++;
    for (Effect effect : turn.effects()) {
      if (effect instanceof Effect.OrderChanged changed) {
        count(changed);
      }
    }
  }

  private void count(Effect.OrderChanged changed) {
    Order order = changed.order();
    int side = order.side().ordinal();
    if (changed.fill() != null) {
      fills[side]++;
    }
    if (isCounted(order, changed.fill() != null)) {
      orders[side][order.status().ordinal()]++;
    }
    if (order.status() == OrderStatus.DENIED) {
      denials.merge(rule(order.reason()), 1L, Long::sum);
    }
  }

  /** Sent, or at its end; a fill after the end ends nothing again. */
  private static boolean isCounted(Order order, boolean isFilledNow) {
    return switch (order.status()) {
      case SUBMITTED, FILLED, DENIED -> true;
      case REJECTED, CANCELED, EXPIRED -> !isFilledNow;
      default -> false;
    };
  }

  /** The reason begins with the code of the rule. */
  private static String rule(String reason) {
    int end = reason.indexOf(':');
    String code = end < 0 ? reason : reason.substring(0, end);
    for (ReasonCode known : ReasonCode.values()) {
      if (known.name().equals(code)) {
        return code;
      }
    }
    return OTHER;
  }

  List<Metric.Sample> read() {
    String id = account.toString();
    List<Metric.Sample> samples = new ArrayList<>();
    samples.add(WAITING.of(loop.waitingInputs(), id));
    samples.add(LOST.of(loop.droppedEvents(), id));
    samples.add(TRADES.of(loop.halted() == null, id));
    addCounts(id, samples);
    return samples;
  }

  private synchronized void addCounts(String id, List<Metric.Sample> to) {
    to.add(TURNS.of(turns, id));
    for (Side side : Side.values()) {
      String of = side.name().toLowerCase(Locale.ROOT);
      to.add(FILLS.of(fills[side.ordinal()], venue, of));
      for (OrderStatus status : OrderStatus.values()) {
        if (status == OrderStatus.SUBMITTED || status.isTerminal()) {
          String result = status.name().toLowerCase(Locale.ROOT);
          to.add(ORDERS.of(orders[side.ordinal()][status.ordinal()], venue, of, result));
        }
      }
    }
    denials.forEach((rule, count) -> to.add(DENIALS.of(count, rule)));
  }
}
