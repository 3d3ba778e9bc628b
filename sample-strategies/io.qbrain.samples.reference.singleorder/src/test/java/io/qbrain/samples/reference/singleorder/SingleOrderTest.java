package io.qbrain.samples.reference.singleorder;

import static io.qbrain.testkit.BacktestAssert.assertThat;
import static io.qbrain.testkit.BundleAssert.assertThatBundle;
import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.backtest.Backtest;
import io.qbrain.backtest.BacktestResult;
import io.qbrain.kernel.FeeModel;
import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.Currency;
import io.qbrain.model.Fixed;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.simulation.Liquidity;
import io.qbrain.simulation.Preset;
import io.qbrain.simulation.Slippage;
import io.qbrain.testkit.ReferenceCases;
import io.qbrain.testkit.StrategyHarness;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SingleOrderTest {
  private static final InstrumentId A = InstrumentId.of("A.SIM");
  private static final long MINUTE = 60_000_000_000L;

  @Test
  void stopBelowTheMarketEndsAsLeanPublishesForItsStopMarketOrder() {
    BarSeries spy =
        ReferenceCases.bars(
            "lean",
            "SPY.ARCA:1h=data/spy_hour_extract.csv"
                + "?layout=lean&adjust=total&factors=data/spy_factor_file.csv");
    BacktestResult result =
        StrategyHarness.of(new SingleOrderFactory())
            .param("instrument", "SPY.ARCA")
            .param("bars", "1h")
            .param("afterBars", 3)
            .param("type", "STOP")
            .param("stopOffset", "-2")
            .preset(Preset.LEAN)
            .data(spy)
            .between(Instant.parse("2021-03-01T14:00:00Z"), Instant.parse("2021-03-04T00:00:00Z"))
            .run();
    assertThat(result).hasNoDenials().hasFills(1).hasFees("1").hasEquity("99991.05");
  }

  /** The order is decided on a bar before those of the case. */
  private static BarSeries bars(String closesAndVolumes) {
    BarSeries.Builder bars = BarSeries.builder(A, BarSpec.MINUTE);
    bars.add(MINUTE, 4 * Fixed.ONE, 4 * Fixed.ONE, 4 * Fixed.ONE, 4 * Fixed.ONE, Fixed.ONE);
    long time = MINUTE;
    for (String bar : closesAndVolumes.split(" ")) {
      long close = Fixed.parse(bar.substring(0, bar.indexOf('x')));
      time += MINUTE;
      bars.add(time, close, close, close, close, Fixed.parse(bar.substring(bar.indexOf('x') + 1)));
    }
    return bars.build();
  }

  private static List<String> fills(BacktestResult result) {
    return result.fills().stream()
        .map(f -> f.side() + " " + f.quantity() + " @ " + f.price())
        .toList();
  }

  private static BacktestResult run(
      Preset preset, String side, String quantity, String limit, String stop, String data) {
    boolean limited = !limit.equals("0");
    boolean stopped = !stop.equals("0");
    String type = limited ? (stopped ? "STOP_LIMIT" : "LIMIT") : stopped ? "STOP" : "MARKET";
    return StrategyHarness.of(new SingleOrderFactory())
        .param("instrument", A)
        .param("bars", "1m")
        .param("side", side)
        .param("quantity", quantity)
        .param("type", type)
        .param("limit", limit)
        .param("stop", stop)
        .preset(preset)
        .data(bars(data))
        .run();
  }

  /** The rows of zipline's tests of VolumeShareSlippage. */
  @ParameterizedTest
  @CsvSource({
    "0.025, 0.1, BUY,  100, 3.5, 0,   3.5x2000,        none",
    "0.025, 0.1, BUY,  100, 3.6, 0,   3.5x2000,        BUY 50 @ 3.50021875",
    "0.025, 0.1, SELL, 100, 3.5, 0,   3.0x2000,        none",
    "0.025, 0.1, SELL, 100, 3.4, 0,   3.5x2000,        SELL 50 @ 3.49978125",
    "0.025, 0.1, BUY,  100, 3.6, 4.0, 4.0x2000 3.5x2000, BUY 50 @ 3.50021875",
    "0.025, 0.1, SELL, 100, 3.4, 3.0, 3.0x2000 3.5x2000, SELL 50 @ 3.49978125",
    "0.025, 0.1, BUY,  100, 0,   3.5, 4.0x2000,        BUY 50 @ 4.00025",
    "0.025, 0.1, BUY,  100, 0,   3.6, 3.5x2000,        none",
    "0.025, 0.1, SELL, 100, 0,   3.4, 3.5x2000,        none",
    "0.025, 0.1, SELL, 100, 0,   3.4, 3.0x2000,        SELL 50 @ 2.9998125",
    "1,     0.3, BUY,  10,  0,   0,   5.0x100,         BUY 10 @ 5.015"
  })
  void slipsByTheShareOfTheVolumeAsZiplineTests(
      String share,
      String impact,
      String side,
      String quantity,
      String limit,
      String stop,
      String data,
      String expected) {
    Preset preset =
        Preset.ZIPLINE.withVenue(
            Preset.ZIPLINE
                .venue()
                .withSlippage(Slippage.parse("volume-share:" + impact))
                .withLiquidity(Liquidity.ANY.withVolumeShare(Fixed.parse(share))));
    assertThat(fills(run(preset, side, quantity, limit, stop, data)))
        .isEqualTo(expected.equals("none") ? List.of() : List.of(expected));
  }

  private static Preset fixedBasisPoints(String points, String share) {
    return Preset.ZIPLINE.withVenue(
        Preset.ZIPLINE
            .venue()
            .withSlippage(Slippage.parse("fixed-bps:" + points))
            .withLiquidity(Liquidity.ANY.withVolumeShare(Fixed.parse(share))));
  }

  @ParameterizedTest
  @CsvSource({
    "5,  0.1, BUY,  100, BUY 20 @ 3.0015",
    "5,  0.1, SELL, 100, SELL 20 @ 2.9985",
    "5,  0.1, BUY,  10,  BUY 10 @ 3.0015",
    "5,  0.1, SELL, 10,  SELL 10 @ 2.9985",
    "10, 0.1, BUY,  100, BUY 20 @ 3.003",
    "5,  0.2, BUY,  100, BUY 40 @ 3.0015"
  })
  void slipsByBasisPointsWithinAShareOfTheVolumeAsZiplineTests(
      String points, String share, String side, String quantity, String expected) {
    Preset preset = fixedBasisPoints(points, share);
    assertThat(fills(run(preset, side, quantity, "0", "0", "3.0x200"))).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource({"BUY 9, BUY 1, BUY 9, BUY 1", "SELL 3, BUY 18, SELL 3, BUY 17"})
  void ordersShareTheVolumeOfABarAsZiplineTests(
      String first, String second, String firstFilled, String secondFilled) {
    Instrument instrument = Instrument.builder(A, Currency.USD).build();
    Backtest backtest =
        Backtest.under(fixedBasisPoints("5", "0.1")).data(instrument, bars("3.0x200"));
    Money capital = Money.of(10_000, Currency.USD);
    backtest.strategy("first", new SingleOrderFactory(), parameters(first), capital);
    backtest.strategy("second", new SingleOrderFactory(), parameters(second), capital);
    assertThat(backtest.run().fills())
        .extracting(f -> f.side() + " " + f.quantity())
        .containsExactly(firstFilled, secondFilled);
  }

  private static Map<String, String> parameters(String order) {
    String[] parts = order.split(" ");
    return Map.of("instrument", A.toString(), "bars", "1m", "side", parts[0], "quantity", parts[1]);
  }

  /** Fills of 230, 170 and 100 and what the order has paid after each. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "per-contract:0.0075                 | 1.725 3 3.75",
        "per-order:0,1,per-contract:0.0075   | 1.725 3 3.75",
        "per-order:0,2.5,per-contract:0.0075 | 2.5 3 3.75",
        "per-order:0,3.5,per-contract:0.0075 | 3.5 3.5 3.75",
        "per-order:0,5.5,per-contract:0.0075 | 5.5 5.5 5.5",
        "per-order:0.3,0,per-contract:0.01   | 2.6 4.3 5.3",
        "per-order:0.3,1,per-contract:0.01   | 2.6 4.3 5.3",
        "per-order:0.3,3,per-contract:0.01   | 3 4.3 5.3",
        "per-order:0.3,5,per-contract:0.01   | 5 5 5.3",
        "per-order:0.3,7,per-contract:0.01   | 7 7 7",
        "per-order:0.5,0,per-contract:0.0075 | 2.225 3.5 4.25",
        "per-order:10,0,none                 | 10 10 10"
      })
  void anOrderPaysInAllWhatZiplineTests(String fees, String expected) {
    Preset preset =
        Preset.ZIPLINE.withVenue(
            Preset.ZIPLINE
                .venue()
                .withSlippage(Slippage.NONE)
                .withFees(FeeModel.parse(fees))
                .withLiquidity(Liquidity.ANY.withVolumeShare(Fixed.ONE)));
    BacktestResult result = run(preset, "BUY", "500", "0", "0", "3x230 3x170 3x100");
    StringBuilder paid = new StringBuilder();
    Money sum = Money.zero(Currency.USD);
    for (io.qbrain.model.Fill f : result.fills()) {
      sum = sum.plus(f.fee());
      paid.append(paid.isEmpty() ? "" : " ").append(Fixed.format(sum.raw()));
    }
    assertThat(paid).hasToString(expected);
  }

  @Test
  void isABundleThatThePlatformTakes() {
    assertThatBundle().isStrategy("single-order", "1.0.0");
  }
}
