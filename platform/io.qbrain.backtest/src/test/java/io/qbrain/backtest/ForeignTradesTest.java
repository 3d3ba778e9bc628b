package io.qbrain.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.model.InstanceId;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results of trades in other currencies are in the account's, at the rate of their close. */
class ForeignTradesTest {
  private final Path folder;

  ForeignTradesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** Opens at 100, 110, 105, 120 from the second day on. */
  private Path bars() throws IOException {
    return Files.writeString(
        folder.resolve("bars.csv"),
        """
        Date,Open,High,Low,Close,Volume
        2024-01-01,100,100,100,100,1000
        2024-01-02,100,100,100,100,1000
        2024-01-03,110,110,110,110,1000
        2024-01-04,105,105,105,105,1000
        2024-01-05,120,120,120,120,1000
        """);
  }

  private BacktestResult euros(String... more) throws IOException {
    return OptionsRun.orders(
        "SAP.XETR",
        "buy 10,sell 10,sell 10,buy 10",
        OptionsRun.and(
            new String[] {"data=SAP.XETR:1d=" + bars(), "quoted-in=EUR", "fees=flat:1"}, more));
  }

  /**
   * The first trade gains 10 x 10 - 2 = 98 euros and is closed on the 3rd at 1.25; the second loses
   * 150 + 2 = 152 euros on the 5th at 1.5.
   */
  @Test
  void eachResultIsConvertedAtTheRateOfItsClose() throws IOException {
    BacktestResult result =
        euros(
            "rate=EUR/USD=1",
            "rate=2024-01-02 EUR/USD=1.25",
            "rate=2024-01-04 EUR/USD=1.4",
            "rate=2024-01-05 EUR/USD=1.5");
    assertThat(result.trades())
        .extracting(t -> t.netProfit().toString())
        .containsExactly("98.00 EUR", "-152.00 EUR");
    assertThat(result.trades())
        .extracting(t -> t.result().toString())
        .containsExactly("122.50 USD", "-228.00 USD");
    TradeStatistics statistics = result.tradeStatistics();
    assertThat(statistics.averageProfit()).isEqualTo(-52.75);
    assertThat(statistics.averageWin()).isEqualTo(122.5);
    assertThat(statistics.averageLoss()).isEqualTo(-228);
    assertThat(statistics.profitFactor()).isEqualTo(122.5 / 228);
    // 1 euro each at 1.25, 1.25, 1.4 and 1.5.
    assertThat(result.fees()).hasToString("5.40 USD");
    assertThat(Report.of(result).json())
        .contains("\"currency\": \"EUR\"", "\"result\": \"122.50 USD\"");
    assertThat(Report.of(result).text()).contains("122.50 USD");
  }

  @Test
  void aRateOfTheOtherDirectionDivides() throws IOException {
    assertThat(euros("rate=USD/EUR=0.8").trades())
        .extracting(t -> t.result().toString())
        .containsExactly("122.50 USD", "-190.00 USD");
  }

  @Test
  void withoutARateNothingTrades() throws IOException {
    BacktestResult result = euros();
    assertThat(result.trades()).isEmpty();
    assertThat(OptionsRun.denied(result)).containsOnly("NO_RATE");
  }

  @Test
  void resultsOfSeveralCurrenciesAreNotAdded() {
    assertThatThrownBy(() -> TradeStatistics.of(List.of(trade("5 EUR"), trade("5 USD"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected results of one currency, found [EUR, USD]");
  }

  private static Trade trade(String result) {
    Money money = Money.parse(result);
    return new Trade(
        InstanceId.of("one"),
        InstrumentId.of("SAP.XETR"),
        Side.BUY,
        Quantity.of(1),
        0,
        Price.parse("1"),
        1,
        Price.parse("2"),
        money,
        money,
        Money.zero(money.currency()),
        money);
  }
}
