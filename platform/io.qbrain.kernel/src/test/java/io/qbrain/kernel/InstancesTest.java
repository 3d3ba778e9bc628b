package io.qbrain.kernel;

import static io.qbrain.kernel.Desk.A;
import static io.qbrain.kernel.Desk.B;
import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.ExecutionReport.Type;
import io.qbrain.model.Instance.State;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Money;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.OrderStatus;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Side;
import io.qbrain.strategy.Size;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InstancesTest {
  private final Script one = new Script();
  private final Script two = new Script();
  private final Desk desk = Desk.open(Desk.REFERENCE);

  private static InstanceId id(String name) {
    return InstanceId.of(name);
  }

  private static String code(@Nullable Refusal refusal) {
    return refusal == null ? "done" : refusal.kind() + " " + refusal.code();
  }

  @Test
  void twoOnOneAccountHaveBooksOfTheirOwn() {
    desk.running("one", one).running("two", two);
    one.bar = (b, c) -> c.target(A, Size.of(Quantity.of(10)));
    two.bar = (b, c) -> c.target(A, Size.of(Quantity.of(-4)));
    desk.bar(A, 1, "100").fillAll("100").bar(A, 2, "101");
    assertThat(desk.held("one", A)).isEqualTo(Quantity.of(10));
    assertThat(desk.held("two", A)).isEqualTo(Quantity.of(-4));
    assertThat(desk.quoted(A).accountQuantity()).isEqualTo(Quantity.of(6));
    assertThat(desk.book("one").equity()).hasToString("100010.00 USD");
    assertThat(desk.book("two").equity()).hasToString("99996.00 USD");
    assertThat(Desk.money(desk.kernel.equityRaw())).isEqualTo("1000006.00");
    assertThat(one.seen).noneMatch(s -> s.contains("test-2"));
  }

  @Test
  void eachSeesItsOwnMoneyAndOrdersOnly() {
    desk.running("one", one).running("two", two);
    one.bar = (b, c) -> c.submit(OrderRequest.limit(A, Side.BUY, Quantity.of(1), Price.of(90)));
    StringBuilder view = new StringBuilder();
    two.bar =
        (b, c) -> view.append(c.openOrders()).append(c.cash()).append(c.position(A).quantity());
    desk.bar(A, 1, "100").bar(A, 2, "100");
    assertThat(view).hasToString("[]100000.00 USD0[]100000.00 USD0");
  }

  @Test
  void callbackThatThrowsCarriesOutNothingAndStopsItsInstanceAlone() {
    desk.running("one", one).running("two", two);
    one.bar =
        (b, c) -> {
          c.submit(OrderRequest.limit(A, Side.BUY, Quantity.of(1), Price.of(90)));
          c.schedule("t", c.time().plus(Duration.ofMinutes(1)));
          if (b.close() > 100) {
            throw new IllegalStateException("what now");
          }
        };
    desk.bar(A, 1, "100").bar(A, 2, "101").bar(A, 3, "102");
    assertThat(desk.sent()).hasSize(1);
    assertThat(desk.book("one").instance().state()).isEqualTo(State.FAULTED);
    assertThat(desk.book("one").instance().reason())
        .startsWith(
            "onBar at 2026-01-05T10:02:00Z threw java.lang.IllegalStateException: what now (");
    assertThat(desk.open().status())
        .as("its order is canceled")
        .isEqualTo(OrderStatus.PENDING_CANCEL);
    assertThat(two.seen).containsExactly("start", "bar A 100", "bar A 101", "bar A 102");
    assertThat(desk.log).anyMatch(l -> l.startsWith("one: FAULTED: onBar"));
  }

  @Test
  void faultedInstanceCanBeStartedAgain() {
    desk.running("one", one);
    one.bar =
        (b, c) -> {
          throw new StackOverflowError();
        };
    desk.bar(A, 1, "100");
    one.bar = (b, c) -> {};
    desk.start("one").bar(A, 2, "100");
    assertThat(desk.book("one").instance().state()).isEqualTo(State.RUNNING);
    assertThat(one.seen).endsWith("start", "bar A 100");
  }

  @Test
  void orderNumbersOfAFaultedCallbackAreGivenAgain() {
    desk.running("one", one).running("two", two);
    one.bar =
        (b, c) -> {
          c.submit(OrderRequest.market(A, Side.BUY, Quantity.of(1)));
          throw new IllegalStateException();
        };
    two.bar = (b, c) -> c.submit(OrderRequest.market(A, Side.BUY, Quantity.of(1)));
    desk.bar(A, 1, "100");
    assertThat(desk.sent()).extracting(o -> o.id().toString()).containsExactly("test-1");
  }

  @Test
  void historyWarmsUpAndItsRequestsAreIgnored() {
    for (int i = 1; i <= 5; i++) {
      desk.kernel.history(
          Desk.barOf(A, io.qbrain.model.BarSpec.MINUTE, Desk.START.plusSeconds(60L * i), "10" + i));
    }
    one.bar = (b, c) -> c.target(A, Size.of(Quantity.of(10)));
    desk.running("one", one, "warmUp", "3");
    assertThat(one.seen)
        .containsExactly("bar A 103 history", "bar A 104 history", "bar A 105 history", "start");
    assertThat(desk.sent()).isEmpty();
    desk.bar(A, 6, "106");
    assertThat(desk.sent()).hasSize(1);
  }

  @Test
  void stateIsSavedAndRestoredAndTheBarsSinceComeAsHistory() {
    one.save =
        s -> {
          s.putLong("n", one.seen.size());
          s.putDoubles("a", new double[] {1, 2});
        };
    one.restore = s -> one.seen.add("restored " + s.getLong("n") + " " + s.getDoubles("a").length);
    desk.running("one", one).bar(A, 1, "101");
    desk.handle(new Input.StopInstance(id("one"), "pause"));
    desk.bar(A, 2, "102").bar(A, 3, "103").start("one").bar(A, 4, "104");
    assertThat(one.seen)
        .containsExactly(
            "start",
            "bar A 101",
            "stop",
            "restored 3 2",
            "bar A 102 history",
            "bar A 103 history",
            "start",
            "bar A 104");
  }

  @Test
  void stateThatDoesNotFitIsRefused() {
    one.save = s -> s.putLong("n", 1);
    one.restore = s -> s.getString("n");
    desk.running("one", one);
    desk.handle(new Input.StopInstance(id("one"), ""));
    Refusal refusal = desk.handle(new Input.StartInstance(id("one"), ""));
    assertThat(code(refusal)).isEqualTo("CONFLICT strategy.state");
    assertThat(desk.book("one").instance().state()).isEqualTo(State.STOPPED);
  }

  @Test
  void saveThatThrowsFaults() {
    one.save =
        s -> {
          throw new IllegalStateException("full");
        };
    desk.running("one", one).handle(new Input.SaveStates());
    assertThat(desk.book("one").instance().state()).isEqualTo(State.FAULTED);
  }

  @Test
  void stopCancelsOrdersAndIgnoresWhatOnStopAsks() {
    one.bar = (b, c) -> c.submit(OrderRequest.limit(A, Side.BUY, Quantity.of(1), Price.of(90)));
    one.stop = c -> c.target(A, Size.of(Quantity.of(5)));
    desk.running("one", one).bar(A, 1, "100");
    desk.handle(new Input.StopInstance(id("one"), "lunch"));
    assertThat(desk.open().status()).isEqualTo(OrderStatus.PENDING_CANCEL);
    assertThat(desk.book("one").instance().reason()).isEqualTo("lunch");
    desk.bar(A, 2, "100");
    assertThat(one.seen).last().isEqualTo("stop");
  }

  @Test
  void instanceIsRemovedWhenFlatAndStoppedAndItsMoneyReturns() {
    one.bar = (b, c) -> c.target(A, Size.of(Quantity.of(10)));
    desk.running("one", one).bar(A, 1, "100").fillAll("100");
    Input remove = new Input.RemoveInstance(id("one"), "done");
    assertThat(code(desk.handle(remove))).isEqualTo("CONFLICT instance.running");
    desk.handle(new Input.StopInstance(id("one"), ""));
    assertThat(code(desk.handle(remove))).isEqualTo("CONFLICT instance.positions");
    desk.handle(new Input.Flatten(id("one"), "out"));
    assertThat(code(desk.handle(remove))).isEqualTo("CONFLICT instance.positions");
    desk.fillAll("110");
    assertThat(code(desk.handle(remove))).isEqualTo("done");
    assertThat(desk.kernel.snapshot().unallocated()).hasToString("1000100.00 USD");
    assertThat(code(desk.handle(remove))).isEqualTo("NOT_FOUND instance.unknown");
    assertThat(code(desk.handle(Desk.wanted("one", "1")))).isEqualTo("CONFLICT instance.exists");
  }

  @Test
  void openOrdersKeepAnInstance() {
    one.bar = (b, c) -> c.submit(OrderRequest.limit(A, Side.BUY, Quantity.of(1), Price.of(90)));
    desk.running("one", one).bar(A, 1, "100");
    desk.handle(new Input.StopInstance(id("one"), ""));
    assertThat(code(desk.handle(new Input.RemoveInstance(id("one"), ""))))
        .isEqualTo("CONFLICT instance.orders");
    desk.report(Type.CANCELED, desk.open(), "");
    assertThat(code(desk.handle(new Input.RemoveInstance(id("one"), "")))).isEqualTo("done");
  }

  @Test
  void wrongWishesAreRefusedAndChangeNothing() {
    desk.install("one", one).create("one", "1");
    int before = desk.effects.size();
    assertThat(code(desk.handle(Desk.wanted("one", "1")))).isEqualTo("CONFLICT instance.exists");
    assertThat(code(desk.handle(Desk.wanted("none", "1"))))
        .isEqualTo("CONFLICT strategy.not-installed");
    desk.install("two", two);
    assertThat(code(desk.handle(Desk.wanted("two", "1000000"))))
        .isEqualTo("CONFLICT account.capital");
    assertThat(code(desk.handle(Desk.wanted("two", "-1")))).isEqualTo("CONFLICT account.capital");
    assertThat(code(desk.handle(Desk.wanted("two", "1", "colour", "red"))))
        .isEqualTo("INVALID instance.parameters");
    assertThat(code(desk.handle(Desk.wanted("two", "1", "instruments", "C.SIM"))))
        .isEqualTo("INVALID instrument.unknown");
    assertThat(code(desk.handle(new Input.StartInstance(id("six"), ""))))
        .isEqualTo("NOT_FOUND instance.unknown");
    assertThat(code(desk.handle(new Input.StopInstance(id("six"), ""))))
        .isEqualTo("NOT_FOUND instance.unknown");
    assertThat(code(desk.handle(new Input.Flatten(id("six"), ""))))
        .isEqualTo("NOT_FOUND instance.unknown");
    one.refuses = true;
    assertThat(code(desk.handle(new Input.StartInstance(id("one"), ""))))
        .isEqualTo("CONFLICT strategy.failed");
    assertThat(code(desk.handle(new Input.Deposit(Money.parse("-9999999 USD"), "x"))))
        .isEqualTo("CONFLICT account.capital");
    assertThat(desk.effects).hasSize(before);
  }

  @Test
  void instancesOfAStrategyThatIsTakenAwayWaitForIt() {
    one.bar = (b, c) -> c.submit(OrderRequest.limit(A, Side.BUY, Quantity.of(1), Price.of(90)));
    desk.running("one", one).bar(A, 1, "100").uninstall("one").bar(A, 2, "100");
    assertThat(desk.book("one").attached()).isFalse();
    assertThat(desk.book("one").instance().state()).isEqualTo(State.RUNNING);
    assertThat(desk.open().status()).as("its order works on").isEqualTo(OrderStatus.SUBMITTED);
    desk.install("one", one).start("one").bar(A, 3, "100");
    assertThat(one.seen).containsExactly("start", "bar A 100", "start", "bar A 100");
  }

  @Test
  void startOfARunningInstanceAndStopOfAStoppedOneDoNothing() {
    desk.running("one", one).start("one");
    desk.handle(new Input.StopInstance(id("one"), ""));
    desk.handle(new Input.StopInstance(id("one"), ""));
    assertThat(one.seen).containsExactly("start", "stop");
  }

  @Test
  void unsubscribedInstrumentsAreNotSeen() {
    desk.running("one", one).bar(B, 1, "100").bar(A, 1, "100");
    one.bar = (b, c) -> c.instrument(B);
    desk.bar(A, 2, "100");
    assertThat(one.seen).containsExactly("start", "bar A 100", "bar A 100");
    assertThat(desk.book("one").instance().reason())
        .contains("one does not subscribe to B.SIM; it subscribes to [BARS A.SIM 1m]");
  }
}
