package io.qbrain.tasks.shipped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.model.Side;
import io.qbrain.model.Times;
import io.qbrain.port.TaskCanceled;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccountKindsTest {
  private final FakeAccount account = new FakeAccount();

  private static long at(String time) {
    return Times.nanos(Instant.parse(time));
  }

  @Test
  void theLedgerCheckKeepsAReportAndFailsOnADifference() {
    LedgerCheckKind kind = new LedgerCheckKind(account);
    OneRun run = new OneRun("2026-01-02T02:30:00Z", "UTC");
    assertThat(kind.run(new LedgerCheckKind.Parameters(" "), run))
        .containsEntry("paper", "12 entries, 3 fills");
    assertThat(run.fact("agrees")).isEqualTo("true");

    account.differences.add("order o-1 has filled 10, its fills sum to 9");
    assertThatThrownBy(() -> kind.run(new LedgerCheckKind.Parameters("paper"), run))
        .hasMessageContaining("differs from the journal in 1 places")
        .hasMessageContaining("paper: order o-1 has filled 10");
    assertThat(run.only().title()).isEqualTo("Ledger of paper DIFFERS");
    assertThat(run.only().tables().get(0).rows())
        .containsExactly(List.of("order o-1 has filled 10, its fills sum to 9"));
  }

  @Test
  void theDailyReportCountsTheFillsOfItsDayInItsZone() {
    account.fill("e-1", Side.BUY, "1", at("2026-01-02T04:59:59Z")); // still the 1st in New York
    account.fill("e-2", Side.BUY, "1.5", at("2026-01-02T05:00:00Z"));
    account.fill("e-3", Side.SELL, "0.25", at("2026-01-03T04:59:59Z"));
    account.fill("e-4", Side.BUY, "1", at("2026-01-03T05:00:00Z"));
    AccountReportKind kind = new AccountReportKind(account, account);
    OneRun run = new OneRun("2026-01-02T22:30:00Z", "America/New_York");
    kind.run(new AccountReportKind.Parameters(" "), run);
    assertThat(run.only().key()).isEqualTo("2026-01-02");
    assertThat(run.fact("equity")).isEqualTo("100010.00 USD");
    assertThat(run.fact("profit since the beginning")).isEqualTo("10.00 USD");
    assertThat(run.fact("fills of the day")).isEqualTo("2");
    assertThat(run.fact("fees of the day in USD")).isEqualTo("1.75 USD");
    assertThat(run.fact("quantity traded of SPY.ARCA")).isEqualTo("20");
    assertThat(run.only().tables().get(0).rows())
        .as("the account's position, not those of its books")
        .containsExactly(List.of("SPY.ARCA", "10", "500.25", "501", "5010.00 USD", "7.50 USD"));
    assertThat(run.only().tables().get(2).rows()).hasSize(2);
  }

  @Test
  void theDailyReportReadsAllOfTheDayPageByPage() {
    for (int i = 0; i < 7; i++) {
      account.fill("e-" + i, Side.BUY, "1", at("2026-01-02T10:00:00Z") + i);
    }
    OneRun run = new OneRun("2026-01-02T22:30:00Z", "UTC");
    new AccountReportKind(account, account).run(new AccountReportKind.Parameters(" "), run);
    assertThat(run.fact("fills of the day")).isEqualTo("7");
    assertThat(run.fact("quantity traded of SPY.ARCA")).isEqualTo("70");
  }

  @Test
  void theDailyReportTellsTheChangeSinceTheLastOneEvenOverAWeekend() {
    AccountReportKind kind = new AccountReportKind(account, account);
    OneRun friday = new OneRun("2026-01-02T22:30:00Z", "UTC");
    kind.run(new AccountReportKind.Parameters("paper"), friday);
    account.equity = FakeAccount.usd("100110.5");
    OneRun monday = friday.later("2026-01-05T22:30:00Z");
    kind.run(new AccountReportKind.Parameters("paper"), monday);
    assertThat(monday.fact("equity before")).isEqualTo("100010.00 USD");
    assertThat(monday.fact("change")).isEqualTo("100.50 USD");
  }

  @Test
  void aSettlementIsOfTheSessionThatEndedLastAndIsRecordedOnce() {
    SettlementKind kind = new SettlementKind(account);
    SettlementKind.Parameters parameters = new SettlementKind.Parameters("us-equities", " ");
    // The day after Thanksgiving 2025 is a half day: the session ends at 13:00 in New York.
    OneRun run = new OneRun("2025-11-28T18:15:00Z", "America/New_York");
    assertThat(kind.run(parameters, run).get("paper")).isEqualTo("report 1 of 2025-11-28");
    assertThat(run.fact("close")).isEqualTo("2025-11-28T18:00:00Z");
    assertThat(run.fact("equity")).isEqualTo("100010.00 USD");
    assertThat(run.fact("sequence")).isEqualTo("77");
    assertThat(run.only().tables().get(0).rows().get(0)).contains("501", "5010.00 USD");

    account.equity = FakeAccount.usd("1");
    OneRun sunday = run.later("2025-11-30T20:00:00Z");
    assertThat(kind.run(parameters, sunday).get("paper"))
        .isEqualTo("2025-11-28 was recorded already");
    assertThat(sunday.fact("equity")).isEqualTo("100010.00 USD");
  }

  @Test
  void aSettlementInTheMiddleOfASessionIsOfTheOneBefore() {
    SettlementKind kind = new SettlementKind(account);
    OneRun run = new OneRun("2026-01-05T15:00:00Z", "UTC");
    kind.run(new SettlementKind.Parameters("us-equities", "paper"), run);
    assertThat(run.only().key()).isEqualTo("2026-01-02");
    assertThatThrownBy(() -> kind.run(new SettlementKind.Parameters("mars", " "), run))
        .hasMessageContaining("expected a market of")
        .hasMessageContaining("found 'mars'");
  }

  @Test
  void stopsWhenItIsCanceled() {
    OneRun run = new OneRun("2026-01-05T15:00:00Z", "UTC");
    run.canceled = true;
    assertThatThrownBy(
            () -> new LedgerCheckKind(account).run(new LedgerCheckKind.Parameters(" "), run))
        .isInstanceOf(TaskCanceled.class);
    assertThat(run.reports).isEmpty();
  }
}
