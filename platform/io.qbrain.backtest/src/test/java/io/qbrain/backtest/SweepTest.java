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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SweepTest {
  private static final InstrumentId SPY = InstrumentId.of("SPY.ARCA");
  private static final long DAY = 86_400_000_000_000L;
  private static final Money CAPITAL = Money.of(10_000, Currency.USD);

  private static BarSeries wave() {
    BarSeries.Builder bars = BarSeries.builder(SPY, BarSpec.DAILY);
    for (int i = 0; i < 60; i++) {
      int at = i % 10;
      long price = (100 + (at < 5 ? at : 10 - at)) * Fixed.ONE;
      bars.add((i + 1) * DAY, price, price + Fixed.ONE, price - Fixed.ONE, price, Fixed.ONE);
    }
    return bars.build();
  }

  private static Backtest backtest(Map<String, String> parameters) {
    return Backtest.under(Preset.DEFAULT)
        .data(Instrument.builder(SPY, Currency.USD).build(), wave())
        .strategy("one", new TrendFactory(), parameters, CAPITAL);
  }

  private static Backtest backtest() {
    return backtest(Map.of("instrument", "SPY.ARCA"));
  }

  @Test
  void eachRowIsWhatTheBacktestOfItsParametersGives() {
    List<Sweep.Row<String>> rows =
        Sweep.of(backtest())
            .values("size", "5", "20")
            .range("bars", "2", "6", "2")
            .run(3, BacktestResult::ledgerHash);
    assertThat(rows)
        .extracting(r -> r.parameters().toString())
        .containsExactly(
            "{size=5, bars=2}",
            "{size=5, bars=4}",
            "{size=5, bars=6}",
            "{size=20, bars=2}",
            "{size=20, bars=4}",
            "{size=20, bars=6}");
    for (Sweep.Row<String> row : rows) {
      Map<String, String> parameters = new java.util.TreeMap<>(row.parameters());
      parameters.put("instrument", "SPY.ARCA");
      assertThat(row.value()).isEqualTo(backtest(parameters).run().ledgerHash());
      assertThat(row.failure()).isEmpty();
    }
    assertThat(rows).extracting(Sweep.Row::value).doesNotHaveDuplicates();
  }

  @Test
  void threadsChangeNeitherOrderNorFigures() {
    Sweep sweep = Sweep.of(backtest()).range("bars", "1", "40", "1");
    List<Sweep.Row<List<Figure>>> one = sweep.run(1);
    assertThat(one).hasSize(40);
    assertThat(sweep.run(4)).isEqualTo(one);
    assertThat(one.get(0).value())
        .extracting(Figure::name)
        .contains("finalEquity", "sharpe", "fills");
  }

  @Test
  void refusedAndFailedCombinationsAreRowsWithTheReason() {
    List<Sweep.Row<Integer>> rows =
        Sweep.of(backtest())
            .over("fail")
            .values("bars", "3", "0")
            .run(2, result -> result.fills().size());
    assertThat(rows).hasSize(4);
    assertThat(rows.get(0).value()).isPositive();
    assertThat(rows.get(1).value()).isNull();
    assertThat(rows.get(1).failure()).contains("bars");
    assertThat(rows.get(2).value()).isNull();
    assertThat(rows.get(2).failure()).contains("one was stopped", "asked to fail");
  }

  @Test
  void sweepsOneOfSeveralStrategiesAndLeavesTheBacktestAsItWas() {
    Backtest both =
        backtest().strategy("two", new TrendFactory(), Map.of("instrument", "SPY.ARCA"), CAPITAL);
    String before = both.run().ledgerHash();
    List<Sweep.Row<String>> rows =
        Sweep.of(both, "two").values("bars", "3", "7").run(2, BacktestResult::ledgerHash);
    assertThat(rows.get(0).value()).isEqualTo(before);
    assertThat(rows.get(1).value()).isNotEqualTo(before);
    assertThat(both.run().ledgerHash()).isEqualTo(before);
  }

  @Test
  void numbersAreAddedExactly() {
    Sweep sweep = Sweep.of(backtest()).range("size", "0.1", "0.5", "0.1");
    List<String> values = new ArrayList<>();
    for (int i = 0; i < sweep.combinations(); i++) {
      values.add(sweep.combination(i).get("size"));
    }
    assertThat(values).containsExactly("0.1", "0.2", "0.3", "0.4", "0.5");
  }

  @Test
  void saysWhatIsWrongWithARange() {
    Sweep sweep = Sweep.of(backtest());
    assertThatThrownBy(() -> sweep.values("lenght", "1"))
        .hasMessageContaining("instrument, size, bars, fail")
        .hasMessageContaining("lenght");
    assertThatThrownBy(() -> sweep.over("bars")).hasMessageContaining("no min, max and step");
    assertThatThrownBy(() -> sweep.range("bars", "1", "5", "0")).hasMessageContaining("step");
    assertThatThrownBy(() -> sweep.range("bars", "a", "5", "1")).hasMessageContaining("numbers");
    assertThatThrownBy(() -> sweep.range("bars", "5", "1", "1")).hasMessageContaining("no");
    assertThatThrownBy(() -> sweep.range("bars", "1", "9000000", "1"))
        .hasMessageContaining("at most 1000000");
    sweep.values("bars", "1");
    assertThatThrownBy(() -> sweep.values("bars", "2")).hasMessageContaining("found two");
    assertThatThrownBy(() -> sweep.run(0)).hasMessageContaining("threads");
    assertThatThrownBy(() -> Sweep.of(backtest(), "three")).hasMessageContaining("[one]");
  }

  @Test
  void whatTheCallerThrowsEndsTheSweep() {
    Sweep sweep = Sweep.of(backtest()).range("bars", "1", "50", "1");
    assertThatThrownBy(
            () ->
                sweep.run(
                    2,
                    result -> {
                      throw new IllegalStateException("enough");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("enough");
  }
}
