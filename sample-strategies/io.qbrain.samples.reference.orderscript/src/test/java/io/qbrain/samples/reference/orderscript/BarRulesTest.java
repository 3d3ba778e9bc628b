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
  @CsvSource({"BY_CLOSE, 103 2", "BY_DIRECTION, 101 3", "AT_STOP, 101 3"})
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

  /** The bar opens at 106, beyond the stop of 104, and comes back to 105. */
  @ParameterizedTest
  @CsvSource({"BY_CLOSE, 106", "BY_DIRECTION, 106", "AT_STOP, 104"})
  void aLimitWorseThanAStopThatGapsFillsAtTheOpenOrAtTheStop(
      BarRules.StopLimits rule, String price) {
    assertThat(
            under(
                BarRules.DEFAULT.with(rule),
                "1: BUY 1 STOP_LIMIT 104 107",
                "100 100 100 100",
                "106 110 105 108"))
        .containsExactly("BUY 1 @ " + price + " 2");
  }

  /** The second bar has the entry at its open, the stop at 96 and the target at 104. */
  @ParameterizedTest
  @CsvSource({
    "AT_OPEN,   MARKET,    BUY 1 @ 100 2, SELL 1 @ 96 2",
    "AT_MARKET, MARKET,    BUY 1 @ 100 2, SELL 1 @ 96 2",
    "AT_OPEN,   LIMIT 101, BUY 1 @ 100 2, SELL 1 @ 96 2",
    "AT_MARKET, LIMIT 101, BUY 1 @ 100 2, SELL 1 @ 95 3"
  })
  void entriesAtTheOpenProtectTheirBarOrThoseAtTheMarket(
      BarRules.Entries rule, String type, String entry, String exit) {
    assertThat(
            under(
                BarRules.DEFAULT.with(rule),
                "1: BUY 1 " + type + " > SELL 1 STOP 96 | SELL 1 LIMIT 104",
                "102 102 102 102",
                "100 105 95 100",
                "95 95 95 95"))
        .containsExactly(entry, exit);
  }

  /** The stop at 103 opens; the target at 106 is in the same bar, the stop-loss is or is not. */
  @ParameterizedTest
  @CsvSource({
    "AT_OPEN,   98, SELL 1 @ 107 3",
    "AT_MARKET, 98, SELL 1 @ 106 2",
    "AT_MARKET, 99, SELL 1 @ 107 3"
  })
  void theTargetOfAStopFillsInItsBarIfItsStopLossIsNotThere(
      BarRules.Entries rule, String loss, String exit) {
    assertThat(
            under(
                BarRules.DEFAULT.with(rule),
                "1: BUY 1 STOP 103 > SELL 1 STOP " + loss + " | SELL 1 LIMIT 106",
                "100 100 100 100",
                "100 108 98.5 105",
                "107 107 107 107"))
        .containsExactly("BUY 1 @ 103 2", exit);
  }
}
