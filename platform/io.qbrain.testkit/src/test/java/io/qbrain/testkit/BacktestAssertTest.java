package io.qbrain.testkit;

import static io.qbrain.testkit.BacktestAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.backtest.BacktestResult;
import io.qbrain.model.Instance;
import io.qbrain.simulation.Preset;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class BacktestAssertTest {
  private final BacktestResult roundTrip =
      StrategyHarness.of(new Ladder.Factory()).closes(90, 91, 110, 112, 112).run();
  private final BacktestResult tooLarge =
      StrategyHarness.of(new Ladder.Factory()).param("size", 2_000).closes(90, 91).run();

  @Test
  void agreesWithWhatHappened() {
    assertThat(roundTrip)
        .isRunning()
        .hasNoDenials()
        .hasFills(2)
        .hasFill(0, "BUY 10 TEST.SIM @ 91")
        .hasFill(1, "SELL 10 TEST.SIM @ 112")
        .isFlat()
        .holds(StrategyHarness.TEST, "0")
        .hasFees("2.00")
        .hasCash("100208.00")
        .hasEquity("100208.00")
        .hasFingerprint(Golden.fingerprint(roundTrip));
    assertThat(roundTrip).fills().extracting(f -> f.fee().toString()).containsOnly("1.00 USD");
    assertThat(tooLarge).hasDenials(2).hasDenial("BUYING_POWER");
  }

  private void fails(BacktestResult result, Consumer<BacktestAssert> claim, String message) {
    assertThatThrownBy(() -> claim.accept(assertThat(result)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(message);
  }

  @Test
  void saysWhatItFoundWhereItDisagrees() {
    fails(roundTrip, a -> a.hasFills(3), "expected 3 fills, found 2");
    fails(roundTrip, a -> a.hasFill(2, "BUY 1 TEST.SIM @ 1"), "found only 2 fills");
    fails(roundTrip, a -> a.hasFill(0, "BUY 1 TEST.SIM @ 1"), "BUY 10 TEST.SIM @ 91");
    fails(roundTrip, a -> a.holds(StrategyHarness.TEST, "5"), "expected 5 TEST.SIM at the end");
    fails(roundTrip, a -> a.hasEquity("100208.01"), "expected equity of 100208.01 USD");
    fails(roundTrip, a -> a.hasDenials(1), "expected 1 denied orders, found 0");
    fails(roundTrip, a -> a.hasDenial("KILLED"), "expected a denial KILLED, found []");
    fails(roundTrip, a -> a.hasState(Instance.State.FAULTED), "found RUNNING");
    fails(roundTrip, a -> a.hasFingerprint("0"), "2 fills, fees 2.00 USD");
    fails(tooLarge, a -> a.hasFills(1), "denied: [BUYING_POWER: expected positions of at most");
  }

  @Test
  void positionsAtTheEndAreNotFlat() {
    BacktestResult held = StrategyHarness.of(new Ladder.Factory()).closes(90, 91).run();
    assertThat(held).holds(StrategyHarness.TEST, "10");
    fails(held, BacktestAssert::isFlat, "expected test to be flat at the end, found 10 TEST.SIM");
  }

  @Test
  void callbackThatThrewIsShown() {
    BacktestResult faulted = StrategyHarness.of(new Ladder.Factory()).closes(13).run();
    assertThat(faulted).hasState(Instance.State.FAULTED);
    fails(faulted, BacktestAssert::isRunning, "thirteen");
  }

  @Test
  void anyOtherResultHasAnotherFingerprint() {
    BacktestResult withoutFees =
        StrategyHarness.of(new Ladder.Factory())
            .preset(Preset.BACKTRADER)
            .closes(90, 91, 110, 112, 112)
            .run();
    fails(
        withoutFees,
        a -> a.hasFingerprint(Golden.fingerprint(roundTrip)),
        "expected the fingerprint");
  }
}
