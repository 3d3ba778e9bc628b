package io.qbrain.samples.reference.macdtrend;

import static io.qbrain.testkit.BacktestAssert.assertThat;
import static io.qbrain.testkit.BundleAssert.assertThatBundle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.backtest.BacktestException;
import io.qbrain.backtest.BacktestResult;
import io.qbrain.model.BarSeries;
import io.qbrain.model.Fill;
import io.qbrain.simulation.Preset;
import io.qbrain.testkit.ReferenceCases;
import io.qbrain.testkit.StrategyHarness;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;

class MacdTrendTest {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneId.of("America/New_York"));

  private static BacktestResult spyFrom2004To2014() {
    BarSeries spy =
        ReferenceCases.bars(
            "lean",
            "SPY.ARCA:1d=data/spy_daily_1998_2015.csv"
                + "?layout=lean&adjust=total&factors=data/spy_factor_file.csv");
    return StrategyHarness.of(new MacdTrendFactory())
        .param("instrument", "SPY.ARCA")
        .preset(Preset.LEAN)
        .data(spy)
        .between(Instant.parse("2004-01-01T00:00:00Z"), Instant.parse("2015-01-01T12:00:00Z"))
        .run();
  }

  @Test
  void endsAsLeanPublishes() {
    assertThat(spyFrom2004To2014())
        .hasNoDenials()
        .hasFills(84)
        .hasFees("468.54")
        .hasEquity("137751.04");
  }

  @Test
  void everyFillIsThatOfTheReplay() {
    List<String[]> expected = ReferenceCases.rows("lean", "macdtrend_84_fills_replayed.csv");
    List<Fill> fills = spyFrom2004To2014().fills();
    assertThat(fills).hasSameSizeAs(expected);
    for (int i = 0; i < fills.size(); i++) {
      Fill fill = fills.get(i);
      String[] row = expected.get(i);
      BigDecimal quantity = fill.quantity().toBigDecimal();
      assertThat(DAY.format(fill.time())).as("day of fill %s", i).isEqualTo(row[0]);
      assertThat(quantity.multiply(BigDecimal.valueOf(fill.side().sign())))
          .as("quantity of fill %s", i)
          .isEqualByComparingTo(row[1]);
      assertThat(fill.price().toBigDecimal())
          .as("price of fill %s", i)
          .isEqualByComparingTo(new BigDecimal(row[2]).setScale(8, RoundingMode.HALF_EVEN));
      assertThat(BigDecimal.valueOf(fill.fee().raw(), 8))
          .as("fee of fill %s", i)
          .isEqualByComparingTo(row[3]);
    }
  }

  @Test
  void refusesAFastAverageThatIsNotFaster() {
    StrategyHarness harness =
        StrategyHarness.of(new MacdTrendFactory())
            .param("instrument", "TEST.SIM")
            .param("fast", 30)
            .closes(1, 2);
    assertThatThrownBy(harness::run)
        .isInstanceOf(BacktestException.class)
        .hasMessageContaining("expected fast < slow, found 30 and 26");
  }

  @Test
  void isABundleThatThePlatformTakes() {
    assertThatBundle().isStrategy("macd-trend", "1.0.0");
  }
}
