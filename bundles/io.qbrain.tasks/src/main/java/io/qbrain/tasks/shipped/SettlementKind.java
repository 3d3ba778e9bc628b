package io.qbrain.tasks.shipped;

import io.qbrain.markets.Markets;
import io.qbrain.model.Report;
import io.qbrain.model.Report.Fact;
import io.qbrain.model.Times;
import io.qbrain.model.TradingSession;
import io.qbrain.port.TaskKind;
import io.qbrain.port.TaskRun;
import io.qbrain.service.PortfolioService;
import io.qbrain.service.PortfolioService.AccountView;
import io.qbrain.strategy.Param;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Records, after a market's session, what each account was worth at the day's last prices: equity,
 * cash, margin, each position with its price. It moves no money: what a session's end does to the
 * books (the settlement of futures and of sales, rollover) is done by the account itself, by its
 * calendar. A session is recorded once; a second run finds it recorded.
 */
@Component(service = TaskKind.class)
public final class SettlementKind implements TaskKind<SettlementKind.Parameters> {
  /** Kind of its reports. */
  public static final String REPORT = "settlement";

  private final PortfolioService portfolio;
  private final Markets markets = new Markets();

  /** Records the accounts of a service. */
  @Activate
  public SettlementKind(@Reference PortfolioService portfolio) {
    this.portfolio = portfolio;
  }

  /**
   * What is recorded.
   *
   * @param market whose sessions
   * @param account one account, or all
   */
  public record Parameters(
      @Param(value = "us-equities", help = "market whose calendar says when a day ends")
          String market,
      @Param(value = " ", help = "one account; all if blank") String account) {}

  @Override
  public String name() {
    return "settlement";
  }

  @Override
  public String description() {
    return "Records each account's equity and prices at the end of a market's session, once";
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public Map<String, String> run(Parameters parameters, TaskRun run) {
    String market = parameters.market();
    TradingSession session = markets.named(market).calendar().sessionBefore(run.dueNanos());
    if (session != null && session.endNanos() > run.dueNanos()) {
      session = markets.named(market).calendar().sessionBefore(session.beginNanos());
    }
    if (session == null) {
      throw new IllegalStateException(
          "the calendar of " + market + " has no session before " + Times.instant(run.dueNanos()));
    }
    Map<String, String> result = new TreeMap<>();
    for (AccountView account : AccountChoice.of(portfolio, parameters.account())) {
      run.checkCanceled();
      String subject = market + " " + account.id();
      Optional<Report> there = run.report(REPORT, subject, session.day().toString());
      result.put(
          account.id().toString(),
          there.isPresent()
              ? session.day() + " was recorded already"
              : "report "
                  + run.publish(report(account, subject, session, run))
                  + " of "
                  + session.day());
    }
    return result;
  }

  private Report report(AccountView account, String subject, TradingSession session, TaskRun run) {
    return new Report(
        REPORT,
        subject,
        session.day().toString(),
        "Settlement of " + account.id() + ", " + session.day(),
        List.of(
            new Fact("account", account.id().toString()),
            new Fact("session", session.day().toString()),
            new Fact("close", Times.instant(session.endNanos()).toString()),
            new Fact("recorded for", Times.instant(run.dueNanos()).toString()),
            new Fact("sequence", String.valueOf(account.sequence())),
            new Fact("equity", account.equity().toString()),
            new Fact("cash", account.cash().toString()),
            new Fact("unsettled", account.unsettled().toString()),
            new Fact("margin", account.margin().toString()),
            new Fact("initial margin", account.initialMargin().toString()),
            new Fact("maintenance margin", account.maintenanceMargin().toString()),
            new Fact("realized profit", account.realizedProfit().toString()),
            new Fact("fees", account.fees().toString())),
        List.of(ReportTables.positions(account.id(), portfolio.positions(Optional.empty()))));
  }
}
