package io.qbrain.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.trend.TrendFactory;
import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.Currency;
import io.qbrain.model.Fixed;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.simulation.Preset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BacktestTest {
  private static final InstrumentId SPY = InstrumentId.of("SPY.ARCA");
  private static final InstrumentId QQQ = InstrumentId.of("QQQ.ARCA");
  private static final long DAY = 86_400_000_000_000L;

  private static Instrument instrument(InstrumentId id) {
    return Instrument.builder(id, Currency.USD).build();
  }

  /** Prices that rise for five days and fall for five. */
  private static BarSeries wave(InstrumentId id, int days, int phase) {
    BarSeries.Builder bars = BarSeries.builder(id, BarSpec.DAILY);
    for (int i = 0; i < days; i++) {
      int at = (i + phase) % 10;
      long price = (100 + (at < 5 ? at : 10 - at)) * Fixed.ONE;
      bars.add((i + 1) * DAY, price, price + Fixed.ONE, price - Fixed.ONE, price, Fixed.ONE);
    }
    return bars.build();
  }

  private static Map<String, String> of(InstrumentId id) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("instrument", id.toString());
    return parameters;
  }

  private static Backtest both(Preset preset) {
    Money capital = Money.of(10_000, Currency.USD);
    return Backtest.under(preset)
        .data(instrument(SPY), wave(SPY, 40, 0))
        .data(instrument(QQQ), wave(QQQ, 40, 5))
        .strategy("one", new TrendFactory(), of(SPY), capital)
        .strategy("two", new TrendFactory(), of(QQQ), capital);
  }

  @Test
  void sameRunHasTheSameHashesAndAnotherHasNot() {
    Backtest backtest = both(Preset.DEFAULT);
    BacktestResult first = backtest.run();
    BacktestResult again = backtest.run();
    BacktestResult other = both(Preset.DEFAULT.withFees(io.qbrain.kernel.FeeModel.NONE)).run();
    assertThat(again.orderHash()).isEqualTo(first.orderHash()).hasSize(64);
    assertThat(again.ledgerHash()).isEqualTo(first.ledgerHash()).hasSize(64);
    assertThat(other.orderHash()).isNotEqualTo(first.orderHash());
    assertThat(other.ledgerHash()).isNotEqualTo(first.ledgerHash());
  }

  @Test
  void tradesFeesAndOpenPositionsExplainTheEquity() {
    BacktestResult result = both(Preset.DEFAULT).run();
    Money profit = Money.zero(Currency.USD);
    for (Trade t : result.trades()) {
      profit = profit.plus(t.profit());
    }
    Money realized = Money.zero(Currency.USD);
    for (var book : result.account().books()) {
      for (var position : book.positions()) {
        realized = realized.plus(position.realizedProfit());
      }
    }
    assertThat(result.trades()).isNotEmpty();
    assertThat(profit).isEqualTo(realized);
    assertThat(result.bars()).isEqualTo(80);
    assertThat(result.equity().size()).isEqualTo(40);
    assertThat(result.equity().equityRaw(39)).isEqualTo(result.finalEquity().raw());
  }

  @Test
  void everySettingIsNamed() {
    Map<String, String> settings =
        both(Preset.LEAN).between(3 * DAY, Long.MAX_VALUE).run().settings();
    assertThat(settings)
        .containsEntry("preset", "lean")
        .containsEntry("account", "MARGIN, leverage 2")
        .containsEntry("capital", "20000.00 USD")
        .containsEntry("from", "1970-01-04T00:00:00Z")
        .containsEntry("data 2", "QQQ.ARCA 1d, 40 bars")
        .containsEntry("one strategy", "trend@0.0.0")
        .containsEntry("two param instrument", "QQQ.ARCA")
        .containsKeys("engine", "fills", "fees", "risk profile", "size buffer", "end of run", "to");
  }

  @Test
  void barsBeforeTheFirstTimeWarmUpAndAreNotTraded() {
    BacktestResult all = both(Preset.DEFAULT).run();
    BacktestResult late = both(Preset.DEFAULT).between(11 * DAY, 21 * DAY).run();
    assertThat(late.bars()).isEqualTo(20);
    assertThat(late.equity().timeNanos(0)).isEqualTo(11 * DAY);
    assertThat(late.fills()).allMatch(f -> f.timeNanos() >= 11 * DAY && f.timeNanos() < 21 * DAY);
    assertThat(late.fills().get(0).timeNanos())
        .isLessThan(all.fills().get(0).timeNanos() + 12 * DAY);
  }

  @Test
  void openPositionsAreClosedAtTheLastOpenWhereThePresetSaysSo() {
    BacktestResult result = both(Preset.BACKTESTING_PY).run();
    assertThat(result.account().books())
        .allMatch(book -> book.positions().stream().allMatch(p -> p.isFlat()));
    assertThat(result.convention()).isEqualTo(Convention.COMPOUNDED);
    assertThat(result.figures()).extracting(Figure::name).contains("sharpe", "trades", "exposure");
  }

  @Test
  void strategyThatAsksForBarsThatCannotBeBuiltIsRefused() {
    BarSeries weeks = BarSeries.builder(SPY, BarSpec.parse("7d")).build();
    Backtest backtest =
        Backtest.under(Preset.DEFAULT)
            .data(instrument(SPY), weeks)
            .strategy("one", new TrendFactory(), of(SPY), Money.of(10_000, Currency.USD));
    assertThatThrownBy(backtest::run)
        .isInstanceOf(BacktestException.class)
        .hasMessage("trend@0.0.0 asks for bars of SPY.ARCA 1d; the data are [SPY.ARCA 7d, 0 bars]");
  }

  @Test
  void wrongDescriptionsAreRefused() {
    Money capital = Money.of(10_000, Currency.USD);
    assertThatThrownBy(() -> Backtest.under(Preset.DEFAULT).run())
        .isInstanceOf(BacktestException.class)
        .hasMessageContaining("expected data and a strategy");
    assertThatThrownBy(() -> Backtest.under(Preset.DEFAULT).data(instrument(SPY), wave(QQQ, 1, 0)))
        .hasMessageContaining("expected bars of SPY.ARCA");
    Backtest unknown =
        Backtest.under(Preset.DEFAULT)
            .data(instrument(SPY), wave(SPY, 5, 0))
            .strategy("one", new TrendFactory(), of(QQQ), capital);
    assertThatThrownBy(unknown::run)
        .isInstanceOfSatisfying(
            BacktestException.class, e -> assertThat(e.code()).isEqualTo("instrument.unknown"));
    assertThatThrownBy(() -> both(Preset.DEFAULT).between(5, 5))
        .hasMessageContaining("first day that is not after the last one", "00:00:00.000000005Z");
    assertThatThrownBy(() -> both(Preset.DEFAULT).between(1_000 * DAY, 1_001 * DAY).run())
        .isInstanceOf(BacktestException.class)
        .hasMessageStartingWith("expected data from 1972-09-27T00:00:00Z before 1972-09-28")
        .hasMessageContaining("found only data from 1970-01-0");
  }
}
