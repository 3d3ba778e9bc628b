package io.qbrain.kernel;

import static io.qbrain.kernel.Desk.A;
import static io.qbrain.kernel.Desk.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.kernel.AccountSnapshot.BookSnapshot;
import io.qbrain.model.Currency;
import io.qbrain.model.ExecutionReport.Type;
import io.qbrain.model.Instrument;
import io.qbrain.model.Order;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.RiskScope;
import io.qbrain.model.Side;
import io.qbrain.strategy.Size;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RecoveryTest {

  /** What of an account must survive: all but prices, and what counts from the start. */
  private static List<String> durable(Kernel kernel) {
    AccountSnapshot s = kernel.snapshot();
    List<String> lines = new ArrayList<>();
    lines.add(s.capital() + " " + s.unallocated() + " " + s.kills());
    for (BookSnapshot b : s.books()) {
      lines.add(
          b.instance()
              + " "
              + b.cash()
              + " "
              + b.margin()
              + " "
              + b.positions()
              + " "
              + b.openOrders());
    }
    s.instruments().forEach((id, q) -> lines.add(id + " " + q.instrument() + q.accountQuantity()));
    lines.add(kernel.openOrders() + " " + kernel.venueSequence());
    return lines;
  }

  /** A session of random decisions and answers; the same seed makes the same session. */
  private static Desk session(long seed) {
    Random random = new Random(seed);
    Desk desk = Desk.open(Desk.REFERENCE);
    Script one = new Script();
    Script two = new Script();
    one.save = s -> s.putLong("bars", one.seen.size());
    desk.running("one", one, "instruments", "A.SIM,B.SIM").running("two", two);
    one.bar =
        (bar, c) -> {
          switch (random.nextInt(5)) {
            case 0 -> c.target(A, Size.of(Quantity.of(random.nextInt(40) - 20)));
            case 1 -> c.target(B, Size.weightAtFill(random.nextInt(3) - 1));
            case 2 -> c.submit(OrderRequest.limit(B, Side.BUY, Quantity.of(3), Price.of(90)));
            case 3 -> c.openOrders().forEach(o -> c.cancel(o.id()));
            default -> c.schedule("t" + random.nextInt(3), c.time().plus(Duration.ofMinutes(2)));
          }
        };
    two.bar =
        (bar, c) -> {
          if (random.nextInt(12) == 0) {
            throw new IllegalStateException("bad luck");
          }
          c.submit(OrderRequest.market(A, Side.SELL, Quantity.of(1 + random.nextInt(3))));
        };
    for (int minute = 1; minute <= 20; minute++) {
      desk.bar(A, minute, String.valueOf(95 + random.nextInt(10)));
      desk.bar(B, minute, String.valueOf(95 + random.nextInt(10))).time(minute);
      switch (random.nextInt(4)) {
        case 0 -> desk.fillAll(String.valueOf(95 + random.nextInt(10)));
        case 1 -> desk.kernel.openOrders().forEach(o -> partly(desk, o));
        case 2 -> desk.handle(new Input.SaveStates());
        default ->
            desk.handle(
                random.nextBoolean()
                    ? new Input.Kill(RiskScope.parse("strategy:one"), "r")
                    : new Input.Resume(RiskScope.parse("strategy:one"), "r"));
      }
    }
    return desk;
  }

  private static void partly(Desk desk, Order order) {
    desk.accept(order);
    if (!order.isSizedAtFill() && order.leavesQuantity().compareTo(Quantity.of(1)) > 0) {
      desk.fill(order, "1", "100");
    }
  }

  @Property(tries = 60)
  void effectsAloneRebuildTheAccount(@ForAll long seed) {
    Desk desk = session(seed);
    assertThat(durable(desk.recovered().kernel)).isEqualTo(durable(desk.kernel));
  }

  @Property(tries = 20)
  void sameInputsGiveTheSameEffects(@ForAll long seed) {
    assertThat(session(seed).turns).isEqualTo(session(seed).turns);
  }

  @Test
  void recoveredAccountGoesOnWithItsNumbersAndStrategies() {
    Script script = new Script();
    script.save = s -> s.putLong("n", 1);
    script.bar = (b, c) -> c.submit(OrderRequest.limit(A, Side.BUY, Quantity.of(1), Price.of(90)));
    script.start = c -> c.schedule("t", Desk.START.plus(Duration.ofMinutes(5)));
    Desk desk = Desk.open(Desk.REFERENCE).running("s", script).bar(A, 1, "100");
    desk.accept(desk.open()).handle(new Input.SaveStates());
    Desk again = desk.recovered();
    assertThat(again.book("s").attached()).isFalse();
    script.seen.clear();
    script.restore = s -> script.seen.add("restored " + s.getLong("n"));
    again.bar(A, 2, "100");
    assertThat(script.seen).as("it has no strategy yet").isEmpty();
    script.start = c -> {};
    again.start("s").bar(A, 6, "100");
    assertThat(script.seen)
        .containsExactly(
            "restored 1",
            "bar A 100 history",
            "start",
            "timer t 2026-01-05T10:05:00Z",
            "bar A 100");
    assertThat(again.kernel.openOrders())
        .extracting(o -> o.id().toString())
        .containsExactly("test-1", "test-2");
    again.report(Type.CANCELED, again.kernel.openOrders().get(0), "x");
    assertThat(again.kernel.openOrders()).hasSize(1);
  }

  @Test
  void gapInTheLedgerIsNotTaken() {
    Desk desk = Desk.open(Desk.REFERENCE);
    desk.handle(new Input.Deposit(io.qbrain.model.Money.of(1, Currency.USD), "x"));
    Kernel empty = new Kernel(Desk.REFERENCE, ref -> java.util.Optional.empty());
    assertThatThrownBy(() -> empty.apply(desk.turns.get(desk.turns.size() - 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("expected ledger entry 1, found 2");
  }

  @Test
  void instrumentIsListedOnceAndChanges() {
    Desk desk = Desk.open(Desk.REFERENCE);
    int before = desk.effects.size();
    Instrument a = Desk.share(A).build();
    desk.handle(new Input.ListInstrument(a));
    assertThat(desk.effects).hasSize(before);
    desk.handle(new Input.ListInstrument(a.with().tickSize(Price.parse("0.5")).build()));
    assertThat(desk.quoted(A).instrument().tickSize()).hasToString("0.5");
    assertThat(
            desk.handle(
                new Input.ListInstrument(Instrument.builder(A, Currency.of("JPY")).build())))
        .extracting(Refusal::code)
        .isEqualTo("instrument.currency");
  }
}
