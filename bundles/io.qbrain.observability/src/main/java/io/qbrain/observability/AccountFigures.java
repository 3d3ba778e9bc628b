package io.qbrain.observability;

import io.qbrain.model.Instance;
import io.qbrain.model.Money;
import io.qbrain.port.Metric;
import io.qbrain.port.MetricSource;
import io.qbrain.service.InstanceService;
import io.qbrain.service.InstanceService.InstanceView;
import io.qbrain.service.PortfolioService;
import io.qbrain.service.PortfolioService.AccountView;
import io.qbrain.service.RiskService;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What accounts are worth and what their instances do, as published last. */
@Component(service = MetricSource.class)
public final class AccountFigures implements MetricSource {
  private static final Metric EQUITY = money("qbrain_account_equity", "cash and positions");
  private static final Metric CASH = money("qbrain_account_cash", "money, margin not included");
  private static final Metric MARGIN =
      money("qbrain_account_initial_margin", "what the positions take of the equity");
  private static final Metric PROFIT =
      money("qbrain_account_realized_profit", "profit of what was closed, before fees");
  private static final Metric FEES = money("qbrain_account_fees", "fees paid");
  private static final Metric INPUTS =
      Metric.counter(
          "qbrain_account_inputs_total",
          "inputs that an account took, since it is there",
          "account");
  private static final Metric INSTANCES =
      Metric.gauge("qbrain_instances", "instances by state", "state");
  private static final Metric OPEN_ORDERS =
      Metric.gauge("qbrain_instance_open_orders", "open orders of an instance", "instance");
  private static final Metric INSTANCE_EQUITY =
      Metric.gauge("qbrain_instance_equity", "what an instance is worth", "instance", "currency");
  private static final Metric EVENTS =
      Metric.counter("qbrain_instance_events_total", "events that an instance got", "instance");
  private static final Metric LAST_EVENT =
      Metric.gauge(
          "qbrain_instance_last_event_timestamp_seconds",
          "time of the last event that an instance got",
          "instance");
  private static final Metric KILLS = Metric.gauge("qbrain_risk_kills", "kills that are in force");
  private static final double UNIT = 1e8;
  private static final double NANOS = 1e9;

  private final PortfolioService portfolio;
  private final InstanceService instances;
  private final RiskService risk;

  /** Reads the accounts. */
  @Activate
  public AccountFigures(
      @Reference PortfolioService portfolio,
      @Reference InstanceService instances,
      @Reference RiskService risk) {
    this.portfolio = portfolio;
    this.instances = instances;
    this.risk = risk;
  }

  private static Metric money(String name, String help) {
    return Metric.gauge(name, help + ", in the account's currency", "account", "currency");
  }

  @Override
  public String name() {
    return "accounts";
  }

  @Override
  public List<Metric.Sample> read() {
    List<Metric.Sample> samples = new ArrayList<>();
    for (AccountView account : portfolio.accounts()) {
      String id = account.id().toString();
      samples.add(of(EQUITY, account.equity(), id));
      samples.add(of(CASH, account.cash(), id));
      samples.add(of(MARGIN, account.initialMargin(), id));
      samples.add(of(PROFIT, account.realizedProfit(), id));
      samples.add(of(FEES, account.fees(), id));
      samples.add(INPUTS.of(account.sequence(), id));
    }
    samples.add(KILLS.of(risk.kills().size()));
    add(instances.list(), samples);
    return samples;
  }

  private static void add(List<InstanceView> views, List<Metric.Sample> to) {
    Map<Instance.State, Integer> states = new EnumMap<>(Instance.State.class);
    for (Instance.State state : Instance.State.values()) {
      states.put(state, 0);
    }
    for (InstanceView view : views) {
      String id = view.instance().id().toString();
      states.merge(view.instance().state(), 1, Integer::sum);
      to.add(OPEN_ORDERS.of(view.openOrders(), id));
      to.add(of(INSTANCE_EQUITY, view.equity(), id));
      to.add(EVENTS.of(view.events(), id));
      if (view.lastEventNanos() != 0) {
        to.add(LAST_EVENT.of(view.lastEventNanos() / NANOS, id));
      }
    }
    states.forEach((s, n) -> to.add(INSTANCES.of(n, s.name().toLowerCase(Locale.ROOT))));
  }

  private static Metric.Sample of(Metric metric, Money money, String id) {
    return metric.of(money.raw() / UNIT, id, money.currency().toString());
  }
}
