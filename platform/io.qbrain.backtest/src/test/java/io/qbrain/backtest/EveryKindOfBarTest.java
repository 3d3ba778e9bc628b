package io.qbrain.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.Currency;
import io.qbrain.model.EventSeries;
import io.qbrain.model.Fixed;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.Quantity;
import io.qbrain.model.QuoteSeries;
import io.qbrain.model.Side;
import io.qbrain.model.TradeSeries;
import io.qbrain.simulation.Preset;
import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyContext;
import io.qbrain.strategy.StrategyFactory;
import io.qbrain.strategy.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Bars of each kind, built of trades, of quotes and of shorter bars in a run of the ordinary
 * engine: what the strategy sees is counted by hand, and it trades on them.
 */
class EveryKindOfBarTest {
  private static final InstrumentId A = InstrumentId.of("A.SIM");
  private static final long START = 1_767_600_000_000_000_000L;
  private static final long MINUTE = 60_000_000_000L;

  /** One price and quantity every 20 seconds from the first second of a minute on. */
  private static final long[] PRICES = {100, 101, 102, 101, 100, 99, 100, 102, 104, 105, 103, 100};

  private static final long[] QUANTITIES = {1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6};

  record NoParameters() {}

  /** Writes bars down as {@code open high low close volume}, and buys one on the second. */
  private static final class Sees implements Strategy, StrategyFactory<NoParameters> {
    final List<String> seen = new ArrayList<>();
    private final BarSpec spec;

    Sees(BarSpec spec) {
      this.spec = spec;
    }

    @Override
    public String name() {
      return "sees";
    }

    @Override
    public Class<NoParameters> configType() {
      return NoParameters.class;
    }

    @Override
    public Requirements requirements(NoParameters config) {
      return Requirements.of(Subscription.bars(A, spec, 0));
    }

    @Override
    public Strategy create(NoParameters config) {
      return this;
    }

    @Override
    public void onBar(Bar bar, StrategyContext context) {
      seen.add(
          bar.openPrice()
              + " "
              + bar.highPrice()
              + " "
              + bar.lowPrice()
              + " "
              + bar.closePrice()
              + " "
              + bar.volumeTraded());
      if (seen.size() == 2) {
        context.submit(OrderRequest.market(A, Side.BUY, Quantity.of(1)));
      }
    }
  }

  private static EventSeries data(String of) {
    TradeSeries.Builder trades = TradeSeries.builder(A);
    QuoteSeries.Builder quotes = QuoteSeries.builder(A);
    BarSeries.Builder bars = BarSeries.builder(A, BarSpec.parse("20s"));
    for (int i = 0; i < PRICES.length; i++) {
      long price = PRICES[i] * Fixed.ONE;
      long quantity = QUANTITIES[i] * Fixed.ONE;
      long time = START + 1_000_000_000L + i * (MINUTE / 3);
      trades.add(time, price, quantity);
      quotes.add(time, price, price + Fixed.ONE, quantity, quantity);
      bars.add(START + (i + 1) * (MINUTE / 3), price, price, price, price, quantity);
    }
    return of.equals("trades")
        ? trades.build()
        : of.equals("quotes") ? quotes.build() : bars.build();
  }

  @ParameterizedTest
  @CsvSource({
    "trades, 1m,     100 102 100 102 6;101 101 99 99 15;100 104 100 104 6",
    "bars,   1m,     100 102 100 102 6;101 101 99 99 15;100 104 100 104 6;105 105 100 100 15",
    "quotes, 1m-bid, 100 102 100 102 0;101 101 99 99 0;100 104 100 104 0",
    "trades, 10vol,  100 102 100 101 10;100 100 99 99 11;100 105 100 105 10;103 103 100 100 11",
    "bars,   10vol,  100 102 100 101 10;100 100 99 99 11;100 105 100 105 10;103 103 100 100 11",
    "trades, 4tick,  100 102 100 101 10;100 102 99 102 14;104 105 100 100 18",
    "bars,   4tick,  100 102 100 101 10;100 102 99 102 14;104 105 100 100 18",
    "quotes, 4tick-bid, 100 102 100 101 0;100 102 99 102 0;104 105 100 100 0",
    "trades, 1000val, 100 102 100 101 10;100 100 99 99 11;100 105 100 105 10;103 103 100 100 11",
    "bars,   1000val, 100 102 100 101 10;100 100 99 99 11;100 105 100 105 10;103 103 100 100 11",
    "trades, 2range, 100 102 100 102 6;101 101 99 99 15;100 102 100 102 3;104 105 103 103 12",
    "bars,   2range, 100 102 100 102 6;101 101 99 99 15;100 102 100 102 3;104 105 103 103 12",
    "trades, 2renko, 100 102 100 102 6;102 104 102 104 21;102 102 100 100 15",
    "bars,   2renko, 100 102 100 102 6;102 104 102 104 21;102 102 100 100 15",
  })
  void barsOfEachKindAreBuiltAndTradedOn(String of, String spec, String expected) {
    Sees strategy = new Sees(BarSpec.parse(spec));
    BacktestResult result =
        Backtest.under(Preset.DEFAULT)
            .data(Instrument.builder(A, Currency.USD).build(), data(of), of)
            .strategy("one", strategy, Map.of(), Money.of(100_000, Currency.USD))
            .run();
    assertThat(strategy.seen).containsExactly(expected.split(";", -1));
    assertThat(result.fills()).hasSize(1);
    assertThat(result.settings()).containsKey("bars A.SIM " + spec);
  }
}
