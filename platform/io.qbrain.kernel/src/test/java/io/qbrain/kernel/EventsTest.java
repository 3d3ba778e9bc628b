package io.qbrain.kernel;

import static io.qbrain.kernel.Desk.A;
import static io.qbrain.kernel.Desk.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.model.BarSpec;
import io.qbrain.model.InstanceId;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Quantity;
import io.qbrain.strategy.Size;
import io.qbrain.strategy.StrategyContext;
import io.qbrain.strategy.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Order, time and view of what strategies are called with. */
class EventsTest {
  private final Script script = new Script();
  private final Desk desk = Desk.open(Desk.REFERENCE);

  private void slicing() {
    desk.installSlicing("s", script).create("s", "100000", "instruments", "A.SIM,B.SIM").start("s");
  }

  @Test
  void sliceComesOnceAllBarsOfATimeAreIn() {
    slicing();
    desk.bar(A, 1, "100").bar(B, 1, "101").bar(A, 2, "102").bar(B, 2, "103");
    assertThat(script.seen)
        .containsExactly(
            "bar A 100",
            "bar B 101",
            "slice 2026-01-05T10:01:00Z [A, B] missing []",
            "bar A 102",
            "bar B 103",
            "slice 2026-01-05T10:02:00Z [A, B] missing []");
  }

  @Test
  void timeClosesASliceAndNamesWhatIsMissing() {
    slicing();
    desk.bar(B, 1, "101").time(1).time(1);
    assertThat(script.seen)
        .containsExactly("bar B 101", "slice 2026-01-05T10:01:00Z [B] missing [A]");
  }

  @Test
  void laterBarEndsASliceBeforeAnybodySeesIt() {
    slicing();
    List<String> view = new ArrayList<>();
    script.slice = (s, c) -> view.add(s.time() + " " + c.lastBar(A).map(b -> b.close()));
    desk.bar(A, 1, "100").bar(A, 2, "200");
    assertThat(script.seen)
        .containsExactly("bar A 100", "slice 2026-01-05T10:01:00Z [A] missing [B]", "bar A 200");
    assertThat(view).containsExactly("2026-01-05T10:01:00Z Optional[100.0]");
  }

  @Test
  void barThatComesAfterItsSliceMakesNoOther() {
    slicing();
    desk.bar(A, 1, "100").time(1).bar(B, 1, "101").bar(A, 2, "102").bar(B, 2, "103");
    assertThat(script.seen)
        .containsExactly(
            "bar A 100",
            "slice 2026-01-05T10:01:00Z [A] missing [B]",
            "bar B 101",
            "bar A 102",
            "bar B 103",
            "slice 2026-01-05T10:02:00Z [A, B] missing []");
  }

  @Test
  void historyComesInSlicesToo() {
    for (int i = 1; i <= 2; i++) {
      for (InstrumentId id : List.of(A, B)) {
        desk.kernel.history(
            Desk.barOf(id, BarSpec.MINUTE, Desk.START.plusSeconds(60L * i), "10" + i));
      }
    }
    desk.installSlicing("s", script)
        .create("s", "100000", "instruments", "A.SIM,B.SIM", "warmUp", "1")
        .start("s");
    assertThat(script.seen)
        .containsExactly(
            "bar A 102 history",
            "bar B 102 history",
            "slice 2026-01-05T10:02:00Z [A, B] missing [] history");
  }

  @Test
  void quotesAndTradesComeToSubscribersAndSetThePrice() {
    desk.running("s", script, "ticks", "true");
    desk.quote(A, 1, "99", "101").trade(A, 2, "100.5").quote(B, 3, "1", "2");
    assertThat(script.seen).containsExactly("start", "quote 99 101", "trade 100.5");
    assertThat(desk.quoted(A).last()).hasToString("100.5");
  }

  @Test
  void barThatIsNotLaterIsDroppedAndCounted() {
    desk.running("s", script).bar(A, 2, "100").bar(A, 2, "101").bar(A, 1, "99");
    desk.bar(InstrumentId.of("C.SIM"), 3, "1");
    assertThat(script.seen).containsExactly("start", "bar A 100");
    assertThat(desk.kernel.droppedEvents()).isEqualTo(3);
  }

  @Test
  void timersComeInOrderOfTimeBeforeTheEventThatBringsThem() {
    script.start =
        c -> {
          c.schedule("late", c.time().plus(Duration.ofDays(30)));
          c.schedule("b", Desk.START.plusSeconds(70));
          c.schedule("a", Desk.START.plusSeconds(65));
          c.schedule("b", Desk.START.plusSeconds(60));
        };
    desk.time(0).running("s", script).bar(A, 1, "100").bar(A, 2, "100").time(3);
    assertThat(script.seen)
        .containsExactly(
            "start",
            "timer b 2026-01-05T10:01:00Z",
            "bar A 100",
            "timer a 2026-01-05T10:01:05Z",
            "bar A 100");
  }

  @Test
  void timerOfAStoppedInstanceIsNotCalled() {
    script.start = c -> c.schedule("t", Desk.START.plusSeconds(60));
    desk.time(0).running("s", script);
    desk.handle(new Input.StopInstance(InstanceId.of("s"), ""));
    desk.time(2);
    assertThat(script.seen).containsExactly("start", "stop");
  }

  @Test
  void contextIsAViewFromBeforeTheCallback() {
    List<String> view = new ArrayList<>();
    script.bar =
        (b, c) -> {
          c.target(A, Size.of(Quantity.of(10)));
          view.add(c.openOrders().size() + " " + c.position(A).quantity() + " " + c.equity());
          view.add(c.lastBar(A).orElseThrow().closePrice() + " " + c.time() + " " + c.instance());
          view.add(c.instrument(A).tickSize() + " " + c.isWarmingUp() + " " + c.lastBar(A));
        };
    desk.running("s", script).bar(A, 1, "100");
    assertThat(view)
        .containsExactly(
            "0 0 100000.00 USD",
            "100 2026-01-05T10:01:00Z s",
            "0.01 false Optional[A.SIM 1m 2026-01-05T10:01:00Z o 100 h 100 l 100 c 100 v 1000]");
  }

  @Test
  void historyHoldsTheLastBarsAndNoLaterOne() {
    Subscription bars = Subscription.bars(A, BarSpec.MINUTE, 0);
    List<List<Double>> view = new ArrayList<>();
    script.bar =
        (b, c) -> view.add(c.history(bars, 2).stream().map(io.qbrain.model.Bar::close).toList());
    desk.running("s", script).bar(A, 1, "1").bar(A, 2, "2").bar(A, 3, "3");
    assertThat(view).containsExactly(List.of(1.0), List.of(1.0, 2.0), List.of(2.0, 3.0));
    script.bar = (b, c) -> c.history(bars, -1);
    desk.bar(A, 4, "4");
    assertThat(desk.book("s").instance().reason()).contains("expected n >= 0, found -1");
  }

  @Test
  void contextIsValidDuringTheCallbackOnly() {
    StrategyContext[] kept = new StrategyContext[1];
    script.start = c -> kept[0] = c;
    desk.running("s", script);
    assertThatThrownBy(() -> kept[0].target(A, Size.FLAT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the context of s is valid during a callback only");
    assertThatThrownBy(() -> kept[0].cash()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void logLinesAreCutAndTimerNamesChecked() {
    script.start = c -> c.log("x".repeat(600));
    desk.running("s", script);
    assertThat(desk.log).contains("s: " + "x".repeat(500));
    script.bar = (b, c) -> c.schedule("", c.time());
    desk.bar(A, 1, "100");
    assertThat(desk.book("s").instance().reason()).contains("expected a timer name");
  }

  @Test
  void eventsThatGoBackInTimeAreDroppedWithACode() {
    Script script = new Script();
    Desk desk = Desk.open(Desk.REFERENCE).running("s", script, "ticks", "true");
    desk.bar(A, 1, "100").quote(A, 70, "99", "101").trade(A, 80, "100");
    int seen = script.seen.size();
    desk.bar(A, 1, "200");
    desk.bar(A, 0, "200");
    desk.quote(A, 69, "199", "201").trade(A, 79, "200");
    desk.bar(io.qbrain.model.InstrumentId.of("NOBODY.SIM"), 2, "100");
    assertThat(script.seen).hasSize(seen);
    assertThat(desk.dropped)
        .containsExactly(
            "OUT_OF_ORDER A.SIM",
            "OUT_OF_ORDER A.SIM",
            "OUT_OF_ORDER A.SIM",
            "OUT_OF_ORDER A.SIM",
            "UNKNOWN_INSTRUMENT NOBODY.SIM");
    assertThat(desk.kernel.droppedEvents()).isEqualTo(5);
    desk.quote(A, 70, "99", "101");
    assertThat(script.seen).as("several quotes may be of one time").hasSize(seen + 1);
  }
}
