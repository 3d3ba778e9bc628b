package io.qbrain.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.app.MemoryVenue.Fault;
import io.qbrain.model.Order;
import io.qbrain.model.OrderStatus;
import io.qbrain.model.Quantity;
import io.qbrain.service.PortfolioService.OrderFilter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A venue that cannot be reached, or whose answers get lost: nothing is lost or done twice. */
class VenueLossTest extends OneRunningInstance {
  private List<Order> orders() {
    return bench.platform.portfolio().orders(new OrderFilter(Optional.of(ONE), false, 100));
  }

  private Quantity held() {
    return bench.platform.portfolio().positions(Optional.of(ONE)).stream()
        .map(p -> p.position().quantity())
        .findFirst()
        .orElse(Quantity.ZERO);
  }

  private void awaitUnknown() {
    Bench.await("an unknown order", () -> orders().stream().anyMatch(Order::isUnknown));
  }

  private void assertNothingIsLostOrDoubled() {
    var check = bench.platform.portfolio().verifyLedger(PAPER);
    assertThat(check.differences()).isEmpty();
    assertThat(check.fills()).isEqualTo(bench.venue.fills());
    assertThat(orders()).noneMatch(Order::isUnknown);
  }

  @Test
  void anOrderThatNeverArrivedIsUnknownUntilTheVenueSaysThatItKnowsItNot() {
    bench.venue.fault = Fault.SENDS_FAIL;
    bench.bar("101");
    awaitUnknown();
    int before = bench.venue.queries;
    Bench.await("a second question", () -> bench.venue.queries > before);
    assertThat(orders().get(0).status()).isEqualTo(OrderStatus.SUBMITTED);

    bench.venue.fault = Fault.NONE;

    Bench.await("the rejection", () -> orders().get(0).status() == OrderStatus.REJECTED);
    assertThat(orders().get(0).reason()).contains("knows it not");
    bench.bar("102");
    bench.bar("102");
    Bench.await("the long", () -> held().equals(Quantity.of(10)));
    assertNothingIsLostOrDoubled();
  }

  @Test
  void anOrderWhoseAnswerTimedOutIsFoundAtTheVenueWithItsFill() {
    bench.venue.fault = Fault.ANSWERS_FAIL;
    bench.bar("101");
    awaitUnknown();
    bench.bar("101");
    assertThat(bench.venue.fills()).isEqualTo(1);
    assertThat(held()).isEqualTo(Quantity.ZERO);

    bench.venue.fault = Fault.NONE;

    Bench.await("the fill", () -> held().equals(Quantity.of(10)));
    assertThat(orders()).hasSize(1);
    assertNothingIsLostOrDoubled();
  }

  @Test
  void aSilentVenueIsAskedAfterTheTimeOut() {
    bench.venue.fault = Fault.SILENT;
    bench.bar("101");
    awaitUnknown();
    assertThat(orders().get(0).reason()).contains("no answer within");
    bench.bar("101");
    bench.venue.fault = Fault.NONE;
    Bench.await("the fill", () -> held().equals(Quantity.of(10)));
    assertThat(orders().get(0).status()).isEqualTo(OrderStatus.FILLED);
    assertNothingIsLostOrDoubled();
  }

  @Test
  void aCancelThatGotLostIsSentAgain() {
    bench.bar("3");
    Bench.await("an order", () -> orders().size() == 1);
    Order order = orders().get(0);
    Bench.await("it works", () -> orders().get(0).status() == OrderStatus.ACCEPTED);
    bench.venue.fault = Fault.SENDS_FAIL;
    bench.platform.portfolio().cancel(order.id(), "test");
    awaitUnknown();
    bench.venue.fault = Fault.NONE;
    Bench.await("it is canceled", () -> orders().get(0).status() == OrderStatus.CANCELED);
    assertNothingIsLostOrDoubled();
  }

  @Test
  void fillsWhileTheConnectionWasLostAreFoundAtTheReconnect() {
    bench.bar("101");
    Bench.await("it works", () -> orders().get(0).status() == OrderStatus.ACCEPTED);
    bench.venue.fault = Fault.SILENT;
    bench.bar("101");
    assertThat(bench.venue.fills()).isEqualTo(1);
    assertThat(orders().get(0).status()).isEqualTo(OrderStatus.ACCEPTED);

    bench.venue.heal();

    Bench.await("the fill", () -> held().equals(Quantity.of(10)));
    assertNothingIsLostOrDoubled();
  }

  @Test
  void anOrderThatIsUnknownWhenThePlatformIsKilledIsAskedForAfterTheStart() {
    bench.venue.fault = Fault.ANSWERS_FAIL;
    bench.bar("101");
    awaitUnknown();
    bench.bar("101");
    bench.crash();
    bench.venue.fault = Fault.NONE;
    assertThat(bench.start()).isTrue();
    Bench.await("the fill", () -> held().equals(Quantity.of(10)));
    assertNothingIsLostOrDoubled();
  }
}
