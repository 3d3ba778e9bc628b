package io.qbrain.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.backtest.Backtest;
import io.qbrain.backtest.BacktestResult;
import io.qbrain.model.BarSeries;
import io.qbrain.model.Currency;
import io.qbrain.model.Fixed;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.Price;
import io.qbrain.simulation.Preset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CanonicalWorkTest {
  private static final InstrumentId ID = InstrumentId.of("W1.SIM");
  private static final Instrument INSTRUMENT =
      Instrument.builder(ID, Currency.USD).tickSize(Price.parse("0.0001")).build();

  private static BacktestResult run(int bars) {
    BarSeries series = CanonicalBars.make(ID, 42, 0, bars);
    return Backtest.under(Preset.CANONICAL)
        .data(INSTRUMENT, series)
        .strategy(
            "w1",
            new CanonicalCross.Factory(),
            Map.of("instrument", ID.toString()),
            Money.of(10_000_000, Currency.USD))
        .run();
  }

  @Test
  void firstHundredThousandBarsEndAsPublished() {
    BacktestResult result = run(100_000);
    assertThat(result.fills()).hasSize(3_879);
    assertThat(result.finalEquity().raw()).isEqualTo(Fixed.parse("9956944.6326"));
  }

  @Test
  void millionBarsEndAsPublished() {
    BacktestResult result = run(1_000_000);
    assertThat(result.fills()).hasSize(38_934);
    assertThat(result.finalEquity().raw()).isEqualTo(Fixed.parse("9378465.85724"));
  }
}
