package io.qbrain.kernel;

import static io.qbrain.kernel.Desk.A;
import static io.qbrain.kernel.Desk.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.BarSpec;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Times;
import io.qbrain.model.TradeTick;
import io.qbrain.strategy.Subscription;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BuiltBarsTest {
  private final Script script = new Script();
  private final Desk desk = Desk.open(Desk.REFERENCE);

  @Test
  void fiveMinutesComeOfMinutesWhenTheirLastOneIsIn() {
    desk.running("s", script, "bars", "5m");
    for (int minute = 1; minute <= 10; minute++) {
      desk.bar(A, minute, "" + (100 + minute));
      assertThat(script.seen).hasSize(1 + minute / 5);
    }
    assertThat(script.seen).containsExactly("start", "bar A 105", "bar A 110");
  }

  @Test
  void aMissingLastMinuteEndsTheBarBeforeTheNextEvent() {
    desk.running("s", script, "bars", "5m");
    desk.bar(A, 4, "104").bar(Desk.B, 5, "50");
    assertThat(script.seen).containsExactly("start");
    desk.bar(A, 6, "106");
    assertThat(script.seen).containsExactly("start", "bar A 104");
  }

  @Test
  void timeThatPassesEndsABarOfTrades() {
    desk.running("s", script, "bars", "1m");
    desk.trade(A, 1, "100").trade(A, 59, "101");
    long end = Times.nanos(START.plusSeconds(60));
    assertThat(desk.kernel.firstDueNanos()).isEqualTo(end);
    desk.handle(new Input.TimeAdvanced(end - 2));
    assertThat(script.seen).containsExactly("start");
    desk.handle(new Input.TimeAdvanced(end - 1));
    assertThat(script.seen).containsExactly("start", "bar A 101");
  }

  @Test
  void bidsAreBuiltOfQuotes() {
    desk.running("s", script, "bars", "1m-bid");
    desk.quote(A, 1, "100", "102").quote(A, 30, "101", "103").quote(A, 61, "99", "104");
    assertThat(script.seen).containsExactly("start", "bar A 101");
  }

  @Test
  void whatAFeedBringsIsNotBuilt() {
    desk.running("s", script, "bars", "5m");
    desk.kernel.brings(Subscription.bars(A, BarSpec.parse("5m"), 0));
    desk.bar(A, BarSpec.parse("5m"), START.plus(Duration.ofMinutes(5)), "77");
    desk.bar(A, 6, "100").bar(A, 10, "101");
    assertThat(script.seen).containsExactly("start", "bar A 77");
  }

  @Test
  void warmUpIsBuiltOfThePastInTheSameWay() {
    Desk other = Desk.open(Desk.REFERENCE);
    for (int minute = 1; minute <= 12; minute++) {
      other.kernel.history(
          Desk.barOf(A, BarSpec.MINUTE, START.plus(Duration.ofMinutes(minute)), "" + minute));
    }
    other.running("s", script, "bars", "5m", "warmUp", "2");
    assertThat(script.seen).containsExactly("bar A 5 history", "bar A 10 history", "start");
    other.bar(A, 15, "15");
    assertThat(script.seen).endsWith("bar A 15");
  }

  @Test
  void aRestartGoesOnWithTheOpenBar() {
    desk.kernel.remember(1_000);
    desk.running("s", script, "bars", "0.000002vol");
    desk.kernel.market(TradeTick.of(A, START, Price.of(100), Quantity.ofRaw(150)), desk);
    desk.handle(new Input.StopInstance(io.qbrain.model.InstanceId.of("s"), "restart"));
    desk.start("s");
    desk.kernel.market(
        TradeTick.of(A, START.plusSeconds(1), Price.of(101), Quantity.ofRaw(60)), desk);
    assertThat(script.seen).containsExactly("start", "stop", "start", "bar A 101");
  }
}
