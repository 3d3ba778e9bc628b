package io.qbrain.rest.view;

import io.qbrain.service.InstanceService.InstanceView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An instance of a strategy as it is now. */
@Schema(description = "A strategy with parameters, an account and a book of its own.")
public record Instance(
    String id,
    String strategy,
    String account,
    @Schema(allowableValues = {"BACKTEST", "PAPER"}) String mode,
    @Schema(allowableValues = {"CREATED", "RUNNING", "STOPPED", "FAULTED", "REMOVED"}) String state,
    @Schema(description = "why it is in that state; may be empty") String reason,
    @Schema(description = "it runs and its strategy is installed") boolean ready,
    @Schema(description = "complete with defaults") Map<String, String> parameters,
    Amount capital,
    Amount equity,
    Amount cash,
    @Schema(description = "profit of what was closed, before fees") Amount realizedProfit,
    Amount fees,
    int openOrders,
    int positions,
    @Schema(description = "events that it got since the platform started") long events,
    @Schema(format = "date-time") @Nullable String lastEvent) {

  /** Renders an instance. */
  public static Instance of(InstanceView v) {
    io.qbrain.model.Instance i = v.instance();
    return new Instance(
        i.id().toString(),
        i.strategy().toString(),
        i.account().toString(),
        i.mode().name(),
        i.state().name(),
        i.reason(),
        v.ready(),
        i.parameters(),
        Amount.of(i.capital()),
        Amount.of(v.equity()),
        Amount.of(v.cash()),
        Amount.of(v.realizedProfit()),
        Amount.of(v.fees()),
        v.openOrders(),
        v.positions(),
        v.events(),
        Moment.ofLast(v.lastEventNanos()));
  }
}
