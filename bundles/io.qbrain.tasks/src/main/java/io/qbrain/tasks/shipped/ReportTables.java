package io.qbrain.tasks.shipped;

import io.qbrain.model.AccountId;
import io.qbrain.model.Fill;
import io.qbrain.model.Report.Table;
import io.qbrain.model.Times;
import io.qbrain.service.InstanceService.InstanceView;
import io.qbrain.service.PortfolioService.PositionView;
import java.util.List;

/** Tables that several reports have. */
final class ReportTables {
  private ReportTables() {}

  /** The positions of an account, not those of its books. */
  static Table positions(AccountId account, List<PositionView> all) {
    return new Table(
        "Positions",
        List.of("instrument", "quantity", "average price", "last price", "value", "open profit"),
        all.stream()
            .filter(p -> p.account().equals(account) && p.instance().isEmpty())
            .map(
                p ->
                    List.of(
                        p.position().instrument().toString(),
                        p.position().quantity().toString(),
                        p.averagePrice().toString(),
                        p.lastPrice().map(Object::toString).orElse(""),
                        p.value().toString(),
                        p.openProfit().toString()))
            .toList());
  }

  static Table instances(AccountId account, List<InstanceView> all) {
    return new Table(
        "Instances",
        List.of("instance", "strategy", "state", "equity", "cash", "realized profit", "fees"),
        all.stream()
            .filter(i -> i.instance().account().equals(account))
            .map(
                i ->
                    List.of(
                        i.instance().id().toString(),
                        i.instance().strategy().toString(),
                        i.instance().state().name(),
                        i.equity().toString(),
                        i.cash().toString(),
                        i.realizedProfit().toString(),
                        i.fees().toString()))
            .toList());
  }

  static Table fills(List<Fill> fills) {
    return new Table(
        "Fills",
        List.of("time", "instance", "instrument", "side", "quantity", "price", "fee", "order"),
        fills.stream()
            .map(
                f ->
                    List.of(
                        Times.instant(f.timeNanos()).toString(),
                        f.instance().toString(),
                        f.instrument().toString(),
                        f.side().name(),
                        f.quantity().toString(),
                        f.price().toString(),
                        f.fee().toString(),
                        f.orderId().toString()))
            .toList());
  }
}
