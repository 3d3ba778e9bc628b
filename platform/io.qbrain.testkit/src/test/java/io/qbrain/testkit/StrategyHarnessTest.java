package io.qbrain.testkit;

import static io.qbrain.testkit.BacktestAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.backtest.BacktestException;
import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import org.junit.jupiter.api.Test;

class StrategyHarnessTest {

  @Test
  void runsAsOftenAsAskedWithTheSameResult() {
    StrategyHarness harness =
        StrategyHarness.of(new Ladder.Factory()).capital("5000 USD").closes(90, 91, 110, 112);
    assertThat(harness.run()).hasEquity("5208.00");
    assertThat(harness.run().effects()).isEqualTo(harness.run().effects());
  }

  @Test
  void leavesOutWhatIsNotBetween() {
    StrategyHarness harness =
        StrategyHarness.of(new Ladder.Factory())
            .closes(90, 91, 92, 93)
            .between(Prices.START.plusSeconds(60), Prices.START.plusSeconds(180));
    BarSeries seen = harness.run().series().get(0);
    assertThat(seen.size()).isEqualTo(2);
    assertThat(seen.bar(0).close()).isEqualTo(91);
    assertThat(harness.run()).hasFill(0, "BUY 10 TEST.SIM @ 92");
  }

  @Test
  void wrongParametersAreRefused() {
    StrategyHarness unknown =
        StrategyHarness.of(new Ladder.Factory()).param("colour", "red").closes(1);
    assertThatThrownBy(unknown::run)
        .isInstanceOf(BacktestException.class)
        .hasMessageContaining("unknown parameter colour; expected instrument=TEST.SIM");
    StrategyHarness outOfRange =
        StrategyHarness.of(new Ladder.Factory()).param("below", 0).closes(1);
    assertThatThrownBy(outOfRange::run).hasMessageContaining("expected at least 1, found 0");
  }

  @Test
  void madePricesAreTheSameEachTimeAndDifferBySeed() {
    BarSeries one = Prices.walk(StrategyHarness.TEST, BarSpec.MINUTE, 500, 1, 20, 0.01);
    BarSeries again = Prices.walk(StrategyHarness.TEST, BarSpec.MINUTE, 500, 1, 20, 0.01);
    BarSeries other = Prices.walk(StrategyHarness.TEST, BarSpec.MINUTE, 500, 2, 20, 0.01);
    assertThat(one.bar(499)).isEqualTo(again.bar(499)).isNotEqualTo(other.bar(499));
    assertThat(one.bar(499).close()).isBetween(90.0, 110.0);
    assertThat(one.bar(0).closeTime()).isEqualTo(Prices.START);
  }
}
