package io.qbrain.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.trend.TrendFactory;
import io.qbrain.kernel.FeeModel;
import io.qbrain.markets.Markets;
import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.Currency;
import io.qbrain.model.Fixed;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.series.DataSpec;
import io.qbrain.simulation.Preset;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Backtests under the rules of markets. */
class MarketBacktestTest {
  private static final InstrumentId SHARE = InstrumentId.of("600000.SSE");
  private static final Currency CNY = Currency.of("CNY");
  private static final long DAY = 86_400_000_000_000L;

  private final BarSeries.Builder bars = BarSeries.builder(SHARE, BarSpec.DAILY);

  private void day(String day, String open, String high, String low, String close) {
    bars.add(
        (LocalDate.parse(day).toEpochDay() + 1) * DAY,
        Fixed.parse(open),
        Fixed.parse(high),
        Fixed.parse(low),
        Fixed.parse(close),
        1_000 * Fixed.ONE);
  }

  private BacktestResult run(String market, String size) {
    Instrument.Builder share = Instrument.builder(SHARE, CNY);
    if (!market.equals("none")) {
      share.market(market);
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("instrument", SHARE.toString());
    parameters.put("size", size);
    return Backtest.under(Preset.DEFAULT.withFees(FeeModel.NONE))
        .data(share.build(), bars.build())
        .strategy("one", new TrendFactory(), parameters, Money.of(10_000, CNY))
        .run();
  }

  private static List<String> fills(BacktestResult result) {
    return result.fills().stream()
        .map(
            f ->
                LocalDate.ofEpochDay(f.timeNanos() / DAY - 1)
                    + " "
                    + f.side()
                    + " "
                    + f.quantity()
                    + " @ "
                    + f.price())
        .toList();
  }

  /** Rises to the limit on two days, opens it on the third, and falls. */
  private void limitUp() {
    day("2024-06-11", "10", "10", "10", "10");
    day("2024-06-12", "10.1", "10.1", "10.1", "10.1");
    day("2024-06-13", "10.2", "10.2", "10.2", "10.2");
    day("2024-06-14", "11.22", "11.22", "11.22", "11.22");
    day("2024-06-15", "11.22", "11.22", "11.22", "11.22");
    day("2024-06-17", "12.34", "12.34", "12.34", "12.34");
    day("2024-06-18", "12.9", "13", "12.5", "12.6");
    day("2024-06-19", "12.6", "12.6", "11.4", "11.4");
    day("2024-06-20", "10.5", "10.8", "10.5", "10.6");
  }

  @ParameterizedTest
  @CsvSource({
    "none, 2024-06-14 BUY 100 @ 11.22",
    "us-equities, 2024-06-14 BUY 100 @ 11.22",
    "china-a, 2024-06-18 BUY 100 @ 12.9",
    "china-a-chinext, 2024-06-14 BUY 100 @ 11.22"
  })
  void aLockedLimitIsNotBought(String market, String first) {
    limitUp();
    assertThat(fills(run(market, "100"))).containsExactly(first, "2024-06-20 SELL 100 @ 10.5");
  }

  @Test
  void aBarOfAHolidayFillsNothing() {
    day("2024-06-05", "10", "10", "10", "10");
    day("2024-06-06", "10.1", "10.1", "10.1", "10.1");
    day("2024-06-07", "10.2", "10.2", "10.2", "10.2");
    day("2024-06-10", "10.3", "10.3", "10.3", "10.3");
    day("2024-06-11", "10.4", "10.5", "10.4", "10.4");
    assertThat(fills(run("china-a", "150"))).containsExactly("2024-06-11 BUY 100 @ 10.4");
    assertThat(fills(run("none", "150"))).containsExactly("2024-06-10 BUY 150 @ 10.3");
  }

  @Test
  void whatTheMarketIsStandsAmongTheSettings() {
    limitUp();
    assertThat(run("china-a", "100").settings()).containsEntry("market of 600000.SSE", "china-a");
    assertThatThrownBy(() -> run("moon", "100"))
        .isInstanceOf(BacktestException.class)
        .hasMessageContaining("moon");
  }

  @Test
  void dailyBarsTradeTheSameUnderTheMarketThatTheyComeFrom() {
    DataSpec data =
        DataSpec.parse(
            "SPY.ARCA:1d=" + Cases.file("lean/data/spy_daily_1998_2015.csv") + "?layout=lean");
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("instrument", "SPY.ARCA");
    parameters.put("bars", "50");
    List<String> free = fills(spy(data, parameters, "none"));
    assertThat(free).hasSizeGreaterThan(100);
    assertThat(fills(spy(data, parameters, "us-equities"))).isEqualTo(free);
  }

  private static BacktestResult spy(DataSpec data, Map<String, String> parameters, String market) {
    Instrument.Builder spy = Instrument.builder(InstrumentId.of("SPY.ARCA"), Currency.USD);
    return Backtest.under(Preset.DEFAULT)
        .data(market.equals("none") ? spy.build() : spy.market(market).build(), data)
        .strategy("one", new TrendFactory(), parameters, Money.of(100_000, Currency.USD))
        .run();
  }

  @Test
  void theFeesOfEveryMarketCanBeRead() {
    Markets markets = new Markets();
    for (String name : markets.names()) {
      assertThat(FeeModel.parse(markets.named(name).fees())).isNotNull();
    }
  }
}
