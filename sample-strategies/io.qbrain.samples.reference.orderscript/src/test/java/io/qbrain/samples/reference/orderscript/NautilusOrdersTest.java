package io.qbrain.samples.reference.orderscript;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.backtest.Backtest;
import io.qbrain.backtest.BacktestResult;
import io.qbrain.kernel.FeeModel;
import io.qbrain.kernel.PositionMode;
import io.qbrain.model.Currency;
import io.qbrain.model.EventSeries;
import io.qbrain.model.Fixed;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.QuoteSeries;
import io.qbrain.simulation.Preset;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What NautilusTrader's tests of whole runs say of single orders, quote by quote. */
class NautilusOrdersTest {
  private static final InstrumentId A = InstrumentId.of("A.SIM");
  private static final long MINUTE = 60_000_000_000L;

  private static EventSeries quotes(String prices) {
    QuoteSeries.Builder quotes = QuoteSeries.builder(A);
    long size = 1_000_000 * Fixed.ONE;
    long time = 0;
    for (String price : prices.split(" ", -1)) {
      time += MINUTE;
      long raw = Fixed.parse(price);
      quotes.add(time, raw, raw, size, size);
    }
    return quotes.build();
  }

  /**
   * The preset's commission on a currency pair, and one of 0.01 % on a coin with eight decimals;
   * its account starts with 1,000,000 and with 100,000.
   */
  @ParameterizedTest
  @CsvSource({
    "0.70000 0.70000 0.70010 0.70020 0.70020, 100000, 1000000, '2,HALF_UP,percentage:0.00002',"
        + " 1000017.2",
    "2000.00 2000.00 2000.50 2001.00 2001.00, 0.5, 100000, '8,HALF_EVEN,percentage:0.0001',"
        + " 100000.29995"
  })
  void aPurchaseAndASaleEndWithTheBalanceThatItPublishes(
      String prices, String quantity, String capital, String fees, String expected) {
    Instrument instrument =
        Instrument.builder(A, Currency.USD)
            .margined(Quantity.of(1))
            .tickSize(Price.parse("0.00001"))
            .lotSize(Quantity.parse("0.00001"))
            .build();
    Preset preset =
        Preset.NAUTILUS_L1
            .withFees(FeeModel.parse("rounded:" + fees))
            .withTerms(Preset.NAUTILUS_L1.terms().with(PositionMode.NETTING));
    BacktestResult result =
        Backtest.under(preset)
            .data(instrument, quotes(prices), "quotes")
            .strategy(
                "script",
                new OrderScriptFactory(),
                Map.of(
                    "instrument",
                    A.toString(),
                    "bars",
                    "1tick-bid",
                    "script",
                    "2: BUY " + quantity + " MARKET; 4: SELL " + quantity + " MARKET"),
                Money.of(Long.parseLong(capital), Currency.USD))
            .run();
    assertThat(result.fills()).hasSize(2);
    assertThat(result.account().books().get(0).openPositions()).isEmpty();
    assertThat(result.account().books().get(0).cash().raw()).isEqualTo(Fixed.parse(expected));
  }
}
