package io.qbrain.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Currency;
import io.qbrain.model.ExecutionId;
import io.qbrain.model.Fill;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TradesTest {
  private static final InstrumentId SPY = InstrumentId.of("SPY.ARCA");
  private final List<Fill> fills = new ArrayList<>();

  private TradesTest fill(Side side, long quantity, String price, String fee) {
    return fill("one", side, quantity, price, fee);
  }

  private TradesTest fill(String instance, Side side, long quantity, String price, String fee) {
    int n = fills.size() + 1;
    fills.add(
        new Fill(
            ExecutionId.of("E" + n),
            ClientOrderId.of("o-" + n),
            InstanceId.of(instance),
            SPY,
            side,
            Quantity.of(quantity),
            Price.parse(price),
            Money.parse(fee + " USD"),
            n,
            n));
    return this;
  }

  private List<Trade> closed() {
    return Trades.of(fills, Map.of()).closed();
  }

  @Test
  void roundTripHasProfitAndBothFees() {
    fill(Side.BUY, 10, "100", "1").fill(Side.SELL, 10, "103.5", "2");
    Trade t = closed().get(0);
    assertThat(t.side()).isEqualTo(Side.BUY);
    assertThat(t.quantity()).isEqualTo(Quantity.of(10));
    assertThat(t.profit()).isEqualTo(Money.parse("35.00 USD"));
    assertThat(t.fees()).isEqualTo(Money.parse("3.00 USD"));
    assertThat(t.netProfit()).isEqualTo(Money.parse("32.00 USD"));
    assertThat(t.rateOfReturn()).isEqualTo(0.032);
    assertThat(t.nanosHeld()).isEqualTo(1);
  }

  @Test
  void averagePriceStandsWhenThePositionIsReduced() {
    fill(Side.BUY, 10, "100", "0").fill(Side.BUY, 10, "110", "0");
    fill(Side.SELL, 5, "120", "0").fill(Side.SELL, 15, "90", "0");
    assertThat(closed())
        .extracting(t -> t.entryPrice().toString(), t -> t.profit().toString())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("105", "75.00 USD"),
            org.assertj.core.groups.Tuple.tuple("105", "-225.00 USD"));
  }

  @Test
  void feesOfTheOpeningAreSharedByPartialCloses() {
    fill(Side.BUY, 10, "100", "4").fill(Side.SELL, 5, "100", "1").fill(Side.SELL, 5, "100", "1");
    assertThat(closed()).extracting(t -> t.fees().toString()).containsOnly("3.00 USD");
  }

  @Test
  void flipClosesAllAndOpensTheRestAtItsOwnPrice() {
    fill(Side.SELL, 10, "100", "0").fill(Side.BUY, 25, "90", "5").fill(Side.SELL, 15, "95", "0");
    List<Trade> trades = closed();
    assertThat(trades).hasSize(2);
    assertThat(trades.get(0).side()).isEqualTo(Side.SELL);
    assertThat(trades.get(0).profit()).isEqualTo(Money.parse("100.00 USD"));
    assertThat(trades.get(0).fees()).isEqualTo(Money.parse("2.00 USD"));
    assertThat(trades.get(1).entryPrice()).isEqualTo(Price.parse("90"));
    assertThat(trades.get(1).entryNanos()).isEqualTo(2);
    assertThat(trades.get(1).profit()).isEqualTo(Money.parse("75.00 USD"));
    assertThat(trades.get(1).fees()).isEqualTo(Money.parse("3.00 USD"));
  }

  @Test
  void instancesHaveTradesOfTheirOwn() {
    fill("one", Side.BUY, 1, "100", "0").fill("two", Side.SELL, 1, "101", "0");
    assertThat(closed()).isEmpty();
    assertThat(Trades.of(fills, Map.of()).openSinceNanos()).containsExactly(1L, 2L);
  }

  @Test
  void multiplierOfAFutureCounts() {
    fill(Side.BUY, 2, "100", "0").fill(Side.SELL, 2, "101", "0");
    Instrument future =
        Instrument.builder(SPY, Currency.USD)
            .future(Quantity.of(50), Money.of(1000, Currency.USD))
            .build();
    Trade t = Trades.of(fills, Map.of(SPY, future)).closed().get(0);
    assertThat(t.profit()).isEqualTo(Money.parse("100.00 USD"));
    assertThat(t.entryPrice()).isEqualTo(Price.parse("100"));
  }
}
