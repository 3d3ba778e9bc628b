package io.qbrain.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.shell.RealShell.Answer;
import io.qbrain.testkit.fake.RecordedAccounting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccountCommandsTest {
  private static final long EX = 1_774_013_400_000_000_000L;

  private final RecordedAccounting accounting = new RecordedAccounting();
  private final RealShell shell =
      new RealShell(accounting, new Doubles.Portfolio(), new Doubles.Instances());

  @AfterEach
  void stop() {
    shell.close();
  }

  private String ok(String line) {
    Answer answer = shell.execute(line);
    assertThat(answer.status()).as(answer.text()).isZero();
    return answer.text();
  }

  private String refused(String line) {
    Answer answer = shell.execute(line);
    assertThat(answer.status()).as(answer.text()).isEqualTo(1);
    return answer.text();
  }

  @Test
  void paysInAndOutOnceForAnId() {
    assertThat(ok("account:deposit 500.25 --id wire-1 --reason \"by wire\""))
        .isEqualTo("Deposit of 500.25 on account paper: booked 1 ledger entries.\n");
    assertThat(ok("account:withdraw \"20 EUR\" --account paper"))
        .startsWith("Withdrawal of 20 EUR");
    assertThat(ok("account:deposit 1 --id again-1"))
        .isEqualTo("The request again-1 was carried out before; nothing was done now.\n");
    assertThat(ok("account:deposit 1 -o json --no-format"))
        .startsWith("{\"account\":\"paper\",\"repeated\":false,\"entries\":[{\"number\":8,");
    assertThat(accounting.calls())
        .startsWith(
            "paper deposit 500.25 USD [wire-1] by wire",
            "paper withdraw 20.00 EUR [] by ann in the shell");
    assertThat(refused("account:deposit lots")).contains("expected a decimal number");
  }

  @Test
  void movesMoneyBetweenTheAccountAndAnInstance() {
    assertThat(ok("account:transfer ema-spy 500")).startsWith("Transfer of 500 to ema-spy");
    ok("account:transfer ema-spy 20.5 --back --id t1 --reason less");
    ok("account:transfer ema-spy \"500 EUR\" --reason more");
    assertThat(accounting.calls())
        .containsExactly(
            "paper transfer ema-spy 500.00 USD [] by ann in the shell",
            "paper transfer ema-spy -20.50 USD [t1] less",
            "paper transfer ema-spy 500.00 EUR [] more");
    assertThat(refused("account:transfer ema-spy -1")).contains("expected an amount > 0");
    assertThat(shell.complete("account:transfer ")).contains("ema-spy");
  }

  @Test
  void convertsAndFunds() {
    ok("account:convert 1000 EUR --instance ema-spy --reason hedge");
    ok("account:convert \"5 EUR\" JPY");
    ok("account:fund BTC-PERP.SIM -0.0001 --id f1");
    assertThat(accounting.calls())
        .containsExactly(
            "paper convert Optional[ema-spy] 1000.00 USD EUR [] hedge",
            "paper convert Optional.empty 5.00 EUR JPY [] by ann in the shell",
            "paper fund BTC-PERP.SIM -10000 [f1] by ann in the shell");
    assertThat(refused("account:convert 1 euro")).contains("expected a currency code");
    assertThat(shell.complete("account:convert 1 EUR --instance ")).containsExactly("ema-spy");
  }

  @Test
  void setsAndListsRates() {
    ok("account:rate credit USD 0.045 --at 2026-03-20T13:30:00Z");
    ok("account:rate conversion EUR/USD 1.08");
    assertThat(accounting.calls())
        .containsExactly(
            "paper rate CREDIT USD 0.045 " + EX + " [] by ann in the shell",
            "paper rate CONVERSION EUR/USD 1.08 0 [] by ann in the shell");
    assertThat(refused("account:rate tax USD 0.1")).contains("found 'tax'");
    assertThat(refused("account:rate credit USD 0.1 --at tomorrow"))
        .contains("expected --at with a time such as", "found 'tomorrow'");
    assertThat(refused("account:rate conversion EUR 1")).contains("expected a pair of currencies");
    assertThat(ok("account:rates")).contains("EUR/JPY", "165", "USD/JPY 150 and EUR/USD 1.1");
    assertThat(ok("account:rates -o json --no-format"))
        .isEqualTo(
            "{\"items\":[{\"kind\":\"CONVERSION\",\"of\":\"EUR/JPY\",\"rate\":\"165\","
                + "\"since\":\"2026-03-20T13:30:00Z\",\"by\":\"USD/JPY 150 and EUR/USD 1.1\"}]}\n");
    assertThat(shell.complete("account:rate c")).contains("conversion", "credit");
  }

  @Test
  void announcesActionsAndCallsThemOff() {
    String ex = " --ex 2026-03-20T13:30:00Z";
    assertThat(ok("account:action split SPY.ARCA --ratio 2:1" + ex))
        .isEqualTo("split:SPY.ARCA:2026-03-20T13:30:00Z on account paper: nothing to book now.\n");
    ok("account:action dividend SPY.ARCA --per-share 1.5 --pay 2026-03-30T00:00:00Z" + ex);
    ok("account:action delisting SPY.ARCA --now" + ex);
    assertThat(accounting.calls().get(0)).contains("numerator=2, denominator=1, exNanos=" + EX);
    assertThat(accounting.calls().get(1)).contains("perShare=1.50 USD", "payNanos=17748");
    assertThat(accounting.calls().get(2)).startsWith("paper now Delisting").contains("price=null");
    assertThat(refused("account:action split SPY.ARCA --ratio two" + ex))
        .contains("expected --ratio new:old");
    assertThat(refused("account:action split SPY.ARCA --ratio 2:1")).contains("expected --ex");
    assertThat(refused("account:action merger SPY.ARCA" + ex)).contains("found 'merger'");
    assertThat(ok("account:agenda"))
        .contains("split 2 for 1", "split:SPY.ARCA:2026-03-20T13:30:00Z");
    assertThat(shell.complete("account:call-off s"))
        .containsExactly("split:SPY.ARCA:2026-03-20T13:30:00Z");
    ok("account:call-off split:SPY.ARCA:2026-03-20T13:30:00Z --reason mistake");
    assertThat(accounting.calls())
        .last()
        .isEqualTo("paper call off split:SPY.ARCA:2026-03-20T13:30:00Z [] mistake");
  }

  @Test
  void showsAndChangesTerms() {
    assertThat(ok("account:terms")).contains("positions", "netting", "rates", "pairs");
    assertThat(ok("account:terms -o json --no-format"))
        .isEqualTo("{\"positions\":\"netting\",\"rates\":\"pairs\"}\n");
    ok("account:terms --set conversion=on-request,interest=actual-365 --reason why");
    assertThat(accounting.calls())
        .containsExactly("paper terms conversion=on-request,interest=actual-365 [] why");
  }
}
