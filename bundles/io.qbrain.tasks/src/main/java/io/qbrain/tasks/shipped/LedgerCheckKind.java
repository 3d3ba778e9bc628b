package io.qbrain.tasks.shipped;

import io.qbrain.model.Report;
import io.qbrain.model.Report.Fact;
import io.qbrain.model.Report.Table;
import io.qbrain.model.Times;
import io.qbrain.port.TaskKind;
import io.qbrain.port.TaskRun;
import io.qbrain.service.PortfolioService;
import io.qbrain.service.PortfolioService.AccountView;
import io.qbrain.service.PortfolioService.LedgerCheck;
import io.qbrain.strategy.Param;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Reads the whole journal again and compares it with the ledger, the positions and the orders.
 * Keeps what it found as a report; a difference is a failure, so that the run is listed as dead.
 */
@Component(service = TaskKind.class)
public final class LedgerCheckKind implements TaskKind<LedgerCheckKind.Parameters> {
  /** Kind of its reports. */
  public static final String REPORT = "ledger-check";

  private final PortfolioService portfolio;

  /** Checks the accounts of a service. */
  @Activate
  public LedgerCheckKind(@Reference PortfolioService portfolio) {
    this.portfolio = portfolio;
  }

  /**
   * What is checked.
   *
   * @param account one account, or all
   */
  public record Parameters(
      @Param(value = " ", help = "one account; all if blank") String account) {}

  @Override
  public String name() {
    return "ledger-check";
  }

  @Override
  public String description() {
    return "Compares the ledger, positions and orders with the journal; fails on a difference";
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public Map<String, String> run(Parameters parameters, TaskRun run) {
    List<AccountView> accounts = AccountChoice.of(portfolio, parameters.account());
    List<String> wrong = new ArrayList<>();
    Map<String, String> result = new TreeMap<>();
    for (int i = 0; i < accounts.size(); i++) {
      run.checkCanceled();
      run.progress((double) i / accounts.size(), "account " + accounts.get(i).id());
      LedgerCheck check = portfolio.verifyLedger(accounts.get(i).id());
      run.publish(report(check, run));
      result.put(
          check.account().toString(), check.entries() + " entries, " + check.fills() + " fills");
      check.differences().forEach(d -> wrong.add(check.account() + ": " + d));
    }
    if (!wrong.isEmpty()) {
      throw new IllegalStateException(
          "the ledger differs from the journal in "
              + wrong.size()
              + " places, the first: "
              + wrong.get(0));
    }
    return result;
  }

  private static Report report(LedgerCheck check, TaskRun run) {
    boolean agrees = check.differences().isEmpty();
    String time = Times.instant(run.dueNanos()).toString();
    return new Report(
        REPORT,
        check.account().toString(),
        time,
        "Ledger of " + check.account() + (agrees ? " agrees" : " DIFFERS"),
        List.of(
            new Fact("account", check.account().toString()),
            new Fact("agrees", String.valueOf(agrees)),
            new Fact("entries", String.valueOf(check.entries())),
            new Fact("fills", String.valueOf(check.fills()))),
        List.of(
            new Table(
                "Differences",
                List.of("difference"),
                check.differences().stream().map(List::of).toList())));
  }
}
