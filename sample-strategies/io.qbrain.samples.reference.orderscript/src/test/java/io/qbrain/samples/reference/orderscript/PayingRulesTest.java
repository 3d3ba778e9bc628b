package io.qbrain.samples.reference.orderscript;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.backtest.BacktestResult;
import io.qbrain.kernel.AccountKind;
import io.qbrain.kernel.FeeModel;
import io.qbrain.kernel.RiskProfile;
import io.qbrain.kernel.RiskProfile.Paying;
import io.qbrain.model.BarSeries;
import io.qbrain.model.InstrumentId;
import io.qbrain.simulation.Preset;
import io.qbrain.simulation.Slippage;
import io.qbrain.testkit.StrategyHarness;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What accounts of 1,000 pay and how weights become orders, worked out by hand. */
class PayingRulesTest {
  private static final BarSeries BARS =
      BarRulesTest.bars(
          "100 100 100 100", "101 102 98 100", "100 104 96 100", "100 100 100 100", "90 90 90 90");
  private static final Preset FREE = Preset.BACKTESTING_PY.withEnd(Preset.EndOfRun.KEEP);

  private static BacktestResult run(Preset preset, String script) {
    return StrategyHarness.of(new OrderScriptFactory())
        .param("instrument", InstrumentId.of("A.SIM"))
        .param("bars", "1m")
        .param("script", script)
        .preset(preset)
        .capital("1000 USD")
        .data(BARS)
        .run();
  }

  private static List<String> fills(Preset preset, String script) {
    return run(preset, script).fills().stream()
        .map(f -> f.side() + " " + f.quantity() + " @ " + f.price())
        .toList();
  }

  private static Preset paying(Paying when) {
    return FREE.withProfile(RiskProfile.REFERENCE.with(when));
  }

  private static Preset slipping(String slippage) {
    return FREE.withVenue(FREE.venue().withSlippage(Slippage.parse(slippage)));
  }

  /** Ten cost 1,000 when they are ordered and 1,010 at the next open. */
  @ParameterizedTest
  @CsvSource({"AT_ORDER, BUY 10 @ 101", "AT_FILL,", "TWICE,", "NEVER, BUY 10 @ 101"})
  void whatCannotBePaidAtTheFillIsBookedOrCanceled(Paying when, String fill) {
    assertThat(fills(paying(when), "1: BUY 10 MARKET"))
        .isEqualTo(fill == null ? List.of() : List.of(fill));
  }

  /** Eleven cost 1,100 when they are ordered and 990 at the limit. */
  @ParameterizedTest
  @CsvSource({"AT_ORDER,", "AT_FILL, BUY 11 @ 90", "TWICE, BUY 11 @ 90", "NEVER, BUY 11 @ 90"})
  void aLimitIsPaidByThePriceOfTheMarketOrByItsOwn(Paying when, String fill) {
    assertThat(fills(paying(when), "1: BUY 11 LIMIT 90"))
        .isEqualTo(fill == null ? List.of() : List.of(fill));
  }

  @Test
  void whatClosesAPositionIsAlwaysPaid() {
    BacktestResult result = run(paying(Paying.AT_FILL), "1: BUY 5 MARKET; 2: SELL 20 MARKET");
    assertThat(result.fills())
        .extracting(f -> f.side() + " " + f.quantity() + " @ " + f.price())
        .containsExactly("BUY 5 @ 101", "SELL 5 @ 100");
    assertThat(result.account().books().get(0).positions())
        .allSatisfy(p -> assertThat(p.isFlat()).isTrue());
  }

  @ParameterizedTest
  @CsvSource({"true,", "false, SELL 20 @ 101"})
  void shortSalesArePaidForOrFree(boolean paid, String fill) {
    Preset preset = FREE.withProfile(RiskProfile.REFERENCE.with(Paying.TWICE).withShortsPaid(paid));
    assertThat(fills(preset, "1: SELL 20 MARKET"))
        .isEqualTo(fill == null ? List.of() : List.of(fill));
  }

  @Test
  void freeShortSalesBringCashForPurchases() {
    Preset preset =
        FREE.withProfile(RiskProfile.REFERENCE.with(Paying.TWICE).withShortsPaid(false));
    assertThat(fills(preset, "1: SELL 20 MARKET; 2: BUY 29 MARKET; 3: BUY 2 MARKET"))
        .containsExactly("SELL 20 @ 101", "BUY 29 @ 100");
  }

  /** Six at 100 and six at 90 cost 1,140; when the limit is there the first six are sold. */
  @ParameterizedTest
  @CsvSource({"true, BUY 6 @ 90", "false,"})
  void whatComesAtOneTimeIsPayableByItselfOrTogether(boolean paid, String limit) {
    Preset preset = FREE.withProfile(RiskProfile.REFERENCE.with(Paying.TWICE).withShortsPaid(paid));
    List<String> fills = fills(preset, "1: BUY 6 MARKET; 1: BUY 6 LIMIT 90; 3: SELL 6 MARKET");
    assertThat(fills)
        .isEqualTo(
            limit == null
                ? List.of("BUY 6 @ 101", "SELL 6 @ 100")
                : List.of("BUY 6 @ 101", "SELL 6 @ 100", limit));
  }

  /** Half of 1,515 is paid; 242.50 are left, of which four more at 100 take 200, and five 250. */
  @ParameterizedTest
  @CsvSource({"4, BUY 4 @ 100", "5,"})
  void leverageLendsTheRestOfWhatIsBought(int more, String fill) {
    Preset preset =
        FREE.withAccount(AccountKind.MARGIN, 2)
            .withProfile(RiskProfile.REFERENCE.with(Paying.TWICE).withShortsPaid(false));
    assertThat(fills(preset, "1: BUY 15 MARKET; 2: BUY " + more + " MARKET"))
        .isEqualTo(fill == null ? List.of("BUY 15 @ 101") : List.of("BUY 15 @ 101", fill));
  }

  /** 55 % of 1,000 are 5.5 of 10: 5 stay, or 4 go. */
  @ParameterizedTest
  @CsvSource({"default, 5", "zipline, 4"})
  void thePositionOrTheOrderIsWholeLots(String preset, String sold) {
    Preset rules = FREE.withProfile(RiskProfile.REFERENCE.with(Paying.NEVER));
    Preset sized = rules.withSizeRule(Preset.named(preset).sizeRule());
    assertThat(fills(sized, "2: HOLD 10; 3: WEIGHT 0.55"))
        .containsExactly("BUY 10 @ 100", "SELL " + sold + " @ 100");
  }

  /** A limit of 98 for three is open, and fills in the third bar. */
  @ParameterizedTest
  @CsvSource({"default, 2, 0", "zipline, 5, 3"})
  void whatIsOpenIsPartOfATargetOrNot(String preset, String bought, int sold) {
    Preset rules = FREE.withProfile(RiskProfile.REFERENCE.with(Paying.NEVER));
    Preset sized = rules.withSizeRule(Preset.named(preset).sizeRule());
    List<String> fills = fills(sized, "2: BUY 3 LIMIT 98; 2: HOLD 5; 3: HOLD 5");
    assertThat(fills)
        .startsWith("BUY " + bought + " @ 100", "BUY 3 @ 98")
        .hasSize(sold > 0 ? 3 : 2);
    assertThat(fills.get(fills.size() - 1))
        .isEqualTo(sold > 0 ? "SELL " + sold + " @ 100" : "BUY 3 @ 98");
  }

  /** Fees of 40: 4 x 100 <= (1,000 - 160) / 2, 5 x 100 <= 500, 3 x 140 <= 500. */
  @ParameterizedTest
  @CsvSource({"default, 4", "zipline, 5", "backtesting.py, 3"})
  void feesAreLeftOrForgottenOrPartOfTheWeight(String preset, String bought) {
    Preset rules =
        FREE.withProfile(RiskProfile.REFERENCE.with(Paying.NEVER))
            .withFees(FeeModel.parse("per-contract:40"))
            .withSizeRule(Preset.named(preset).sizeRule());
    assertThat(fills(rules, "2: WEIGHT 0.5")).containsExactly("BUY " + bought + " @ 100");
  }

  @Test
  void entriesSlipAndExitsDoNot() {
    assertThat(fills(slipping("entries:amount:1"), "1: BUY 1 MARKET; 2: SELL 2 MARKET"))
        .containsExactly("BUY 1 @ 102", "SELL 1 @ 100", "SELL 1 @ 99");
  }

  @ParameterizedTest
  @CsvSource({
    "amount:2,                 BUY 1 @ 99",
    "to-limit:amount:2,        BUY 1 @ 99",
    "beyond-limit:amount:2,    BUY 1 @ 101"
  })
  void limitsSlipOrNot(String slippage, String fill) {
    assertThat(fills(slipping(slippage), "1: BUY 1 LIMIT 99")).containsExactly(fill);
  }

  @ParameterizedTest
  @CsvSource({"amount:0.5, 101", "to-limit:amount:0.5, 101.5", "to-limit:amount:5, 101.75"})
  void limitsOfBetterPricesSlipUpToTheirOwn(String slippage, String price) {
    assertThat(fills(slipping(slippage), "1: BUY 1 LIMIT 101.75"))
        .containsExactly("BUY 1 @ " + price);
  }

  /** The market opens at 101 and 100; the stop is within the second bar. */
  @ParameterizedTest
  @CsvSource({
    "amount:3,             BUY 1 @ 104, BUY 1 @ 106",
    "within-bar:amount:3,  BUY 1 @ 102, BUY 1 @ 104",
    "after-open:amount:3,  BUY 1 @ 101, BUY 1 @ 106",
    "or-waits:amount:3,    BUY 1 @ 103,"
  })
  void slippageMayEndWithinTheBarOrConcernStopsOnly(String slippage, String market, String stop) {
    List<String> expected = stop == null ? List.of(market) : List.of(market, stop);
    assertThat(fills(slipping(slippage), "1: BUY 1 MARKET; 2: BUY 1 STOP 103")).isEqualTo(expected);
  }
}
