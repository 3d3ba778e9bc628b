package io.qbrain.tasks.shipped;

import io.qbrain.model.Fill;
import io.qbrain.model.Money;
import io.qbrain.model.Report;
import io.qbrain.model.Report.Fact;
import io.qbrain.model.Times;
import io.qbrain.port.TaskKind;
import io.qbrain.port.TaskRun;
import io.qbrain.service.InstanceService;
import io.qbrain.service.PortfolioService;
import io.qbrain.service.PortfolioService.AccountView;
import io.qbrain.strategy.Param;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Keeps a report on an account and its day: equity and its change, positions, fills, fees. The day
 * is that of the time when the work was due, in the schedule's zone; a later run of the same day
 * takes the report's place.
 */
@Component(service = TaskKind.class)
public final class AccountReportKind implements TaskKind<AccountReportKind.Parameters> {
  /** Kind of its reports. */
  public static final String REPORT = "account-daily";

  private static final int PAGE = 1_000;
  private static final int LOOK_BACK_DAYS = 14;

  private final PortfolioService portfolio;
  private final InstanceService instances;
  private final int page;

  /** Reports on the accounts of a service. */
  @Activate
  public AccountReportKind(
      @Reference PortfolioService portfolio, @Reference InstanceService instances) {
    this(portfolio, instances, PAGE);
  }

  private AccountReportKind(PortfolioService portfolio, InstanceService instances, int page) {
    this.portfolio = portfolio;
    this.instances = instances;
    this.page = page;
  }

  /** Reports on the accounts of services, whose fills are read in pages of a size. */
  public static AccountReportKind over(
      PortfolioService portfolio, InstanceService instances, int page) {
    return new AccountReportKind(portfolio, instances, page);
  }

  /**
   * What is reported on.
   *
   * @param account one account, or all
   */
  public record Parameters(
      @Param(value = " ", help = "one account; all if blank") String account) {}

  @Override
  public String name() {
    return "account-report";
  }

  @Override
  public String description() {
    return "Keeps a daily report: equity, positions, fills, fees, statistics";
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public Map<String, String> run(Parameters parameters, TaskRun run) {
    LocalDate day = LocalDate.ofInstant(Times.instant(run.dueNanos()), run.zone());
    Map<String, String> result = new TreeMap<>();
    for (AccountView account : AccountChoice.of(portfolio, parameters.account())) {
      run.checkCanceled();
      long number = run.publish(report(account, day, run));
      result.put(account.id().toString(), "report " + number + " of " + day);
    }
    return result;
  }

  private Report report(AccountView account, LocalDate day, TaskRun run) {
    DayFills fills = fillsOf(account, day, run);
    List<Fact> facts = new ArrayList<>();
    fact(facts, "account", account.id());
    fact(facts, "day", day);
    fact(facts, "time", Times.instant(run.dueNanos()));
    fact(facts, "mode", account.mode());
    fact(facts, "capital", account.capital());
    fact(facts, "equity", account.equity());
    before(account, day, run)
        .ifPresent(
            earlier -> {
              fact(facts, "equity before", earlier);
              fact(facts, "change", account.equity().minus(earlier));
            });
    fact(facts, "profit since the beginning", account.equity().minus(account.capital()));
    fact(facts, "realized profit", account.realizedProfit());
    fact(facts, "cash", account.cash());
    fact(facts, "margin", account.margin());
    fact(facts, "fees since the beginning", account.fees());
    fact(facts, "fills of the day", fills.count());
    if (fills.count() > fills.listed().size()) {
      fact(facts, "fills listed", "the last " + fills.listed().size());
    }
    fills
        .quantities()
        .forEach((instrument, sum) -> fact(facts, "quantity traded of " + instrument, sum));
    fills.fees().forEach((currency, sum) -> fact(facts, "fees of the day in " + currency, sum));
    return new Report(
        REPORT,
        account.id().toString(),
        day.toString(),
        "Account " + account.id() + " on " + day,
        facts,
        List.of(
            ReportTables.positions(account.id(), portfolio.positions(Optional.empty())),
            ReportTables.instances(account.id(), instances.list()),
            ReportTables.fills(fills.listed())));
  }

  /** Reads page by page, from the newest fill back to the day's beginning. */
  private DayFills fillsOf(AccountView account, LocalDate day, TaskRun run) {
    long from = Times.nanos(day.atStartOfDay(run.zone()).toInstant());
    long to = Times.nanos(day.plusDays(1).atStartOfDay(run.zone()).toInstant());
    DayFills found = new DayFills();
    Optional<Fill> last = Optional.empty();
    do {
      run.checkCanceled();
      List<Fill> read = portfolio.fills(account.id(), last, page);
      read.stream().filter(f -> f.timeNanos() >= from && f.timeNanos() < to).forEach(found::add);
      last = read.stream().reduce((a, b) -> b);
    } while (last.isPresent() && last.get().timeNanos() >= from);
    return found;
  }

  /** The equity in the last report before the day. */
  private static Optional<Money> before(AccountView account, LocalDate day, TaskRun run) {
    for (int back = 1; back <= LOOK_BACK_DAYS; back++) {
      Optional<Money> equity =
          run.report(REPORT, account.id().toString(), day.minusDays(back).toString()).stream()
              .flatMap(report -> report.facts().stream())
              .filter(fact -> fact.name().equals("equity"))
              .map(fact -> Money.parse(fact.value()))
              .findFirst();
      if (equity.isPresent()) {
        return equity;
      }
    }
    return Optional.empty();
  }

  private static void fact(List<Fact> facts, String name, Object value) {
    facts.add(new Fact(name, value.toString()));
  }
}
