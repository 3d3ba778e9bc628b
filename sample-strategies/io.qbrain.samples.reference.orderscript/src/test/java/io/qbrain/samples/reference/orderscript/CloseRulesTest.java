package io.qbrain.samples.reference.orderscript;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.Fixed;
import io.qbrain.model.InstrumentId;
import io.qbrain.simulation.BarRules;
import io.qbrain.simulation.FillTiming;
import io.qbrain.simulation.Liquidity;
import io.qbrain.simulation.PointRules;
import io.qbrain.simulation.Preset;
import io.qbrain.simulation.Slippage;
import io.qbrain.simulation.VenueRules;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders that meet the closes of minute bars with little volume, worked out by hand. */
class CloseRulesTest {
  private static final InstrumentId A = InstrumentId.of("A.SIM");
  private static final long MINUTE = 60_000_000_000L;
  private static final VenueRules TENTH =
      Preset.DEFAULT
          .venue()
          .withTiming(FillTiming.NEXT_CLOSE)
          .withLiquidity(Liquidity.ANY.withVolumeShare(Fixed.parse("0.1")));

  /** Runs a script on bars of one price each, such as {@code 100x50}: the close and the volume. */
  private static List<String> fills(VenueRules venue, String script, String bars) {
    BarSeries.Builder series = BarSeries.builder(A, BarSpec.MINUTE);
    long time = 0;
    for (String bar : bars.split(" ", -1)) {
      long close = Fixed.parse(bar.substring(0, bar.indexOf('x')));
      time += MINUTE;
      series.add(
          time, close, close, close, close, Fixed.parse(bar.substring(bar.indexOf('x') + 1)));
    }
    return BarRulesTest.fills(Preset.DEFAULT.withVenue(venue), script, series.build());
  }

  private static VenueRules with(VenueRules venue, boolean reachedOnce, boolean ieeeTicks) {
    return venue.withBars(BarRules.DEFAULT.with(new PointRules(reachedOnce, ieeeTicks)));
  }

  @ParameterizedTest
  @CsvSource({"false, BUY 5 @ 99 2, BUY 3 @ 98 4", "true,  BUY 5 @ 99 2, BUY 3 @ 103 3"})
  void whatIsLeftOfALimitNeedsItsPriceAgainOrNot(boolean once, String first, String second) {
    assertThat(fills(with(TENTH, once, false), "1: BUY 8 LIMIT 99", "100x50 99x50 103x50 98x50"))
        .containsExactly(first, second);
  }

  /** The share of 0.1 costs 1 % of the price: 100 is beyond the limit, 99 x 1.01 is not. */
  @Test
  void aLimitThatIsReachedWaitsForTheImpactToAllowIt() {
    VenueRules impact = with(TENTH, true, false).withSlippage(Slippage.parse("volume-share:1"));
    assertThat(fills(impact, "1: BUY 5 LIMIT 100", "101x50 100x50 101x50 99x50"))
        .containsExactly("BUY 5 @ 99.99 4");
  }

  @ParameterizedTest
  @CsvSource({"100, BUY 1 @ 99 3", "100.01, BUY 1 @ 100 2"})
  void anImpactTooSmallForEightDecimalsStillKeepsALimitFromItsPrice(String limit, String fill) {
    VenueRules impact = TENTH.withSlippage(Slippage.parse("volume-share:0.1"));
    String bars = "101x900000000 100x900000000 99x900000000";
    assertThat(fills(impact, "1: BUY 1 LIMIT " + limit, bars)).containsExactly(fill);
  }

  /** The second bar's share goes to the first order; the stop of the third is only in that bar. */
  @ParameterizedTest
  @CsvSource({
    "false, BUY 5 @ 104 2; BUY 1 @ 100 3; BUY 1 @ 100 3",
    "true,  BUY 5 @ 104 2; BUY 1 @ 100 3"
  })
  void aStopBehindASpentVolumeIsTriggeredOrDoesNotSeeTheBar(boolean ends, String expected) {
    VenueRules venue =
        TENTH
            .withBars(BarRules.DEFAULT.with(BarRules.Sequence.AS_SUBMITTED))
            .withLiquidity(TENTH.liquidity().withSpentEndsBar(ends));
    String script = "1: BUY 5 MARKET; 1: BUY 1 MARKET; 1: BUY 1 STOP 103";
    assertThat(fills(venue, script, "100x50 104x50 100x50"))
        .isEqualTo(Stream.of(expected.split("; ", -1)).toList());
  }

  @ParameterizedTest
  @CsvSource({"false, BUY 1 @ 101 2", "true, BUY 1 @ 102 3"})
  void aBarWithoutVolumeIsMetOrNot(boolean ends, String fill) {
    VenueRules venue = TENTH.withLiquidity(Liquidity.ANY.withSpentEndsBar(ends));
    assertThat(fills(venue, "1: BUY 1 MARKET", "100x50 101x0 102x50")).containsExactly(fill);
  }

  @ParameterizedTest
  @CsvSource({
    "false, BUY 1 LIMIT 100.0094,  BUY 1 @ 100.005 2",
    "true,  BUY 1 LIMIT 100.0094,  BUY 1 @ 99 3",
    "true,  BUY 1 LIMIT 100.0096,  BUY 1 @ 100.005 2",
    "true,  SELL 1 STOP 100.0094,  SELL 1 @ 99 3",
    "false, SELL 1 STOP 100.0094,  SELL 1 @ 100.005 2"
  })
  void pricesOfOrdersAreRoundedForTheBetterOrNot(boolean ticks, String order, String fill) {
    assertThat(fills(with(TENTH, false, ticks), "1: " + order, "101x50 100.005x50 99x50"))
        .containsExactly(fill);
  }
}
