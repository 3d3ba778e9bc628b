package io.qbrain.kernel;

import static io.qbrain.kernel.Desk.A;
import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.OrderRequest;
import io.qbrain.model.OrderStatus;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.RiskScope;
import io.qbrain.model.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KillTest {
  private final Script one = new Script();
  private final Script two = new Script();
  private final Desk desk = Desk.open(Desk.REFERENCE).running("one", one).running("two", two);

  private static void buyOnEachBar(Script script) {
    script.bar =
        (b, c) -> c.submit(OrderRequest.limit(A, Side.BUY, Quantity.of(1), Price.parse("90")));
  }

  @ParameterizedTest
  @CsvSource({"platform, 2, 2", "account:test, 2, 2", "strategy:one, 1, 1"})
  void killCancelsAndDeniesInItsScope(String scope, int canceled, int denied) {
    buyOnEachBar(one);
    buyOnEachBar(two);
    desk.bar(A, 1, "100");
    assertThat(desk.handle(new Input.Kill(RiskScope.parse(scope), "smoke"))).isNull();
    assertThat(desk.kernel.openOrders())
        .filteredOn(o -> o.status() == OrderStatus.PENDING_CANCEL)
        .hasSize(canceled);
    desk.bar(A, 2, "100");
    assertThat(desk.denied())
        .hasSize(denied)
        .allMatch(r -> r.equals("KILLED: trading is stopped for " + scope + ": smoke"));
    assertThat(one.seen).endsWith("bar A 100", "denied KILLED");
  }

  @Test
  void resumeLetsTradingGoOn() {
    buyOnEachBar(one);
    RiskScope scope = RiskScope.parse("strategy:one");
    desk.handle(new Input.Kill(scope, "smoke"));
    assertThat(desk.kernel.kills()).containsEntry(scope, "smoke");
    assertThat(desk.recovered().kernel.kills()).containsEntry(scope, "smoke");
    assertThat(desk.handle(new Input.Resume(scope, "seen"))).isNull();
    desk.bar(A, 1, "100");
    assertThat(desk.kernel.kills()).isEmpty();
    assertThat(desk.sent()).hasSize(1);
  }

  @Test
  void scopesThatAreNotThereAreRefused() {
    assertThat(desk.handle(new Input.Kill(RiskScope.parse("account:other"), "x")))
        .extracting(Refusal::code)
        .isEqualTo("account.unknown");
    assertThat(desk.handle(new Input.Kill(RiskScope.parse("strategy:six"), "x")))
        .extracting(Refusal::code)
        .isEqualTo("instance.unknown");
    assertThat(desk.handle(new Input.Resume(RiskScope.PLATFORM, "x")))
        .extracting(Refusal::code)
        .isEqualTo("risk.no-kill");
  }

  @Test
  void secondKillCancelsAgainAndIsOneLatch() {
    desk.handle(new Input.Kill(RiskScope.PLATFORM, "first"));
    int before = desk.effects.size();
    desk.handle(new Input.Kill(RiskScope.PLATFORM, "second"));
    assertThat(desk.effects).hasSize(before);
    assertThat(desk.kernel.kills()).containsEntry(RiskScope.PLATFORM, "first");
  }
}
