package io.qbrain.samples.reference.emareversal;

import static io.qbrain.testkit.BundleAssert.assertThatBundle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.backtest.Backtest;
import io.qbrain.backtest.BacktestException;
import io.qbrain.backtest.BacktestResult;
import io.qbrain.kernel.AccountTerms;
import io.qbrain.kernel.ProfitArithmetic;
import io.qbrain.model.Currency;
import io.qbrain.model.Effect;
import io.qbrain.model.Fill;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.LedgerAccount;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.Money;
import io.qbrain.model.Order;
import io.qbrain.model.OrderStatus;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Rate;
import io.qbrain.model.Times;
import io.qbrain.simulation.Preset;
import io.qbrain.testkit.ReferenceCases;
import io.qbrain.testkit.StrategyHarness;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class EmaReversalTest {
  private static final InstrumentId GBPUSD = InstrumentId.of("GBPUSD.SIM");
  private static final Currency GBP = Currency.of("GBP");

  private static BacktestResult february2012(Preset preset) {
    Instrument pair =
        Instrument.builder(GBPUSD, Currency.USD)
            .margined(Quantity.of(1))
            .baseCurrency(GBP)
            .tickSize(Price.parse("0.00001"))
            .build();
    Backtest backtest =
        Backtest.under(preset)
            .data(pair, bars("bid"))
            .data(pair, bars("ask"))
            .strategy(
                "ema",
                new EmaReversalFactory(),
                Map.of("instrument", GBPUSD.toString()),
                Money.of(1_000_000, Currency.USD));
    for (String[] row :
        ReferenceCases.rows("nautilus", "short_term_interest_2012_2013_GBR_USA_JPN.csv")) {
      String country = row[0].replace("\"", "");
      String month = row[5].replace("\"", "");
      if (!country.equals("JPN") && row[4].equals("\"M\"")) {
        backtest.rate(
            Rate.interest(
                country.equals("GBR") ? GBP : Currency.USD,
                new BigDecimal(row[6]).movePointLeft(2).toPlainString(),
                Times.nanos(Instant.parse(month + "-01T00:00:00Z"))));
      }
    }
    return backtest.run();
  }

  private static io.qbrain.model.BarSeries bars(String side) {
    return ReferenceCases.bars(
        "nautilus", GBPUSD + ":1m-" + side + "=gbpusd-m1-" + side + "-2012.csv.gz?stamp=close");
  }

  private static Money cash(BacktestResult result) {
    return result.account().books().get(0).cash();
  }

  private static List<Order> sent(BacktestResult result) {
    List<Order> sent = new ArrayList<>();
    for (Effect e : result.effects()) {
      if (e instanceof Effect.OrderChanged o && o.order().status() == OrderStatus.SUBMITTED) {
        sent.add(o.order());
      }
    }
    return sent;
  }

  @Test
  void endsAsNautilusPublishes() {
    BacktestResult result = february2012(Preset.NAUTILUS_L1);
    assertThat(result.denied()).isEmpty();
    assertThat(sent(result)).hasSize(2_984);
    assertThat(
            result.ledger().stream()
                .flatMap(e -> e.postings().stream())
                .map(p -> p.account().position())
                .filter(Objects::nonNull)
                .distinct())
        .as("positions")
        .hasSize(1_492);
    assertThat(result.ledger())
        .filteredOn(e -> e.kind() != LedgerEntry.Kind.ALLOCATION)
        .as("events of the account")
        .hasSize(5_994);
    assertThat(result.ledger()).filteredOn(e -> e.kind() == LedgerEntry.Kind.INTEREST).hasSize(25);
    assertThat(result.account().books().get(0).openPositions()).isEmpty();
    assertThat(cash(result)).hasToString("1088115.65 USD");
  }

  @Test
  void everyFillIsThatOfTheReplay() {
    List<String[]> expected =
        ReferenceCases.rows("nautilus", "gbpusd_ema_10_20_fills_replayed.csv");
    BacktestResult result = february2012(Preset.NAUTILUS_L1);
    List<Fill> fills = result.fills();
    assertThat(fills).hasSameSizeAs(expected);
    BigDecimal balance = BigDecimal.ZERO;
    int row = 0;
    for (LedgerEntry e : result.ledger()) {
      BigDecimal profit = BigDecimal.ZERO;
      for (LedgerEntry.Posting p : e.postings()) {
        BigDecimal amount = BigDecimal.valueOf(p.amount().raw(), 8);
        if (p.account().type() == LedgerAccount.Type.CASH) {
          balance = balance.add(amount);
        } else if (p.account().type() == LedgerAccount.Type.PROFIT) {
          profit = amount.negate();
        }
      }
      if (e.kind() != LedgerEntry.Kind.TRADE) {
        continue;
      }
      Fill fill = fills.get(row);
      String[] line = expected.get(row);
      assertThat(fill.time()).isEqualTo(OffsetDateTime.parse(line[0]).toInstant());
      assertThat(fill.side()).hasToString(line[1]);
      assertThat(fill.quantity().toBigDecimal()).isEqualByComparingTo(line[2]);
      assertThat(fill.price()).isEqualTo(Price.parse(line[3]));
      assertThat(BigDecimal.valueOf(fill.fee().raw(), 8)).isEqualByComparingTo(line[4]);
      assertThat(profit).as("profit of fill %s", row).isEqualByComparingTo(line[5]);
      assertThat(balance).as("balance after fill %s", row).isEqualByComparingTo(line[6]);
      row++;
    }
  }

  @Test
  void exactProfitEndsTwentyFourCentsHigher() {
    AccountTerms exact = Preset.NAUTILUS_L1.terms().with(ProfitArithmetic.EXACT);
    Money cash = cash(february2012(Preset.NAUTILUS_L1.withTerms(exact)));
    assertThat(cash.toDouble())
        .isEqualTo(1_088_115.89, org.assertj.core.api.Assertions.within(0.005));
  }

  @Test
  void refusesAFastAverageThatIsNotFaster() {
    StrategyHarness harness =
        StrategyHarness.of(new EmaReversalFactory())
            .param("instrument", "TEST.SIM")
            .param("bars", "1m")
            .param("fast", 30)
            .closes(1, 2);
    assertThatThrownBy(harness::run)
        .isInstanceOf(BacktestException.class)
        .hasMessageContaining("expected fast < slow, found 30 and 20");
  }

  @Test
  void isABundleThatThePlatformTakes() {
    assertThatBundle().isStrategy("ema-reversal", "1.0.0");
  }
}
