package io.qbrain.samples.reference.orderscript;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.Fixed;
import io.qbrain.model.InstrumentId;
import io.qbrain.simulation.BarRules;
import io.qbrain.simulation.Preset;
import io.qbrain.testkit.StrategyHarness;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders that meet minute bars as one rule says or as another, worked out by hand. */
class BarRulesTest {
  private static final InstrumentId A = InstrumentId.of("A.SIM");
  private static final long MINUTE = 60_000_000_000L;

  /** Returns bars of open, high, low and close, a minute each. */
  static BarSeries bars(String... texts) {
    BarSeries.Builder bars = BarSeries.builder(A, BarSpec.MINUTE);
    long time = 0;
    for (String text : texts) {
      String[] p = text.split(" ", -1);
      time += MINUTE;
      bars.add(
          time,
          Fixed.parse(p[0]),
          Fixed.parse(p[1]),
          Fixed.parse(p[2]),
          Fixed.parse(p[3]),
          1_000 * Fixed.ONE);
    }
    return bars.build();
  }

  /** Returns side, quantity, price and minute of each fill. */
  static List<String> fills(Preset preset, String script, BarSeries bars) {
    return StrategyHarness.of(new OrderScriptFactory())
        .param("instrument", A)
        .param("bars", "1m")
        .param("script", script)
        .preset(preset)
        .data(bars)
        .run()
        .fills()
        .stream()
        .map(f -> f.side() + " " + f.quantity() + " @ " + f.price() + " " + f.timeNanos() / MINUTE)
        .toList();
  }

  private static List<String> under(BarRules rules, String script, String... bars) {
    Preset preset = Preset.DEFAULT.withVenue(Preset.DEFAULT.venue().withBars(rules));
    return fills(preset, script, bars(bars));
  }

  @ParameterizedTest
  @CsvSource({"BY_EXTREMES, 105", "BY_CLOSES, 100"})
  void aTrailingStopFollowsExtremesOrCloses(BarRules.Trailing rule, String price) {
    assertThat(
            under(
                BarRules.DEFAULT.with(rule),
                "1: SELL 1 TRAILING_STOP 5",
                "100 100 100 100",
                "100 110 100 105",
                "105 106 98 99"))
        .containsExactly("SELL 1 @ " + price + " 3");
  }

  @ParameterizedTest
  @CsvSource({"BY_CLOSE, 103 2", "BY_DIRECTION, 101 3"})
  void aLimitBeyondItsStopFillsByTheCloseOrIfTheBarFallsToo(BarRules.StopLimits rule, String fill) {
    assertThat(
            under(
                BarRules.DEFAULT.with(rule),
                "1: BUY 1 STOP_LIMIT 104 103",
                "100 100 100 100",
                "100 110 100 102",
                "101 106 98 99"))
        .containsExactly("BUY 1 @ " + fill);
  }

  @ParameterizedTest
  @CsvSource({"STOPS_FIRST, 104", "AS_SUBMITTED, 99"})
  void aStopIsFirstOrWhatWasSubmittedFirst(BarRules.Sequence rule, String price) {
    assertThat(
            under(
                BarRules.DEFAULT.with(rule),
                "1: BUY 1 LIMIT 99 | BUY 1 STOP 104",
                "100 100 100 100",
                "100 110 98 102"))
        .containsExactly("BUY 1 @ " + price + " 2");
  }
}
