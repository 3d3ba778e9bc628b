package io.qbrain.kernel;

import static io.qbrain.kernel.Desk.A;
import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.ClientOrderId;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.ExecutionReport.Type;
import io.qbrain.model.Order;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.OrderStatus;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Side;
import io.qbrain.model.VenueOrderId;
import io.qbrain.strategy.StrategyContext;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a venue answers to a query, against what is known here: a rule for each difference. */
class VenueStatusesTest {
  private static final ClientOrderId ID = ClientOrderId.of("test-1");

  private final Script script = new Script();
  private final Desk desk = Desk.open(Desk.REFERENCE).running("s", script);
  private int minute;

  @BeforeEach
  void order() {
    onBar(c -> c.submit(OrderRequest.limit(A, Side.BUY, Quantity.of(10), Price.parse("99"))));
  }

  private void onBar(Consumer<StrategyContext> what) {
    boolean[] done = {false};
    script.bar =
        (bar, c) -> {
          if (!done[0]) {
            done[0] = true;
            what.accept(c);
          }
        };
    desk.bar(A, ++minute, "100");
  }

  private void status(OrderStatus there, long quantity, long filled) {
    desk.report(
        ExecutionReport.status(
            ID,
            VenueOrderId.of("V1"),
            there,
            Quantity.of(quantity),
            Quantity.of(filled),
            desk.kernel.nowNanos()));
  }

  private void unknown() {
    desk.report(Type.UNKNOWN, desk.open(), "time-out");
    assertThat(desk.open().isUnknown()).isTrue();
  }

  @Test
  void anOrderThatWorksThereIsAccepted() {
    unknown();
    status(OrderStatus.ACCEPTED, 10, 0);
    assertThat(desk.open().status()).isEqualTo(OrderStatus.ACCEPTED);
    assertThat(desk.open().isUnknown()).isFalse();
    assertThat(desk.open().venueOrderId()).contains(VenueOrderId.of("V1"));
  }

  @Test
  void whatAgreesChangesNothing() {
    desk.accept(desk.open());
    Order before = desk.open();
    int effects = desk.effects.size();
    status(OrderStatus.ACCEPTED, 10, 0);
    assertThat(desk.open()).isEqualTo(before);
    assertThat(desk.effects).hasSize(effects);
  }

  @Test
  void missingFillsAreAskedForOnce() {
    desk.accept(desk.open());
    int told = desk.told.size();
    status(OrderStatus.PARTIALLY_FILLED, 10, 4);
    assertThat(desk.open().isUnknown()).isTrue();
    assertThat(desk.told).hasSize(told + 1);
    status(OrderStatus.PARTIALLY_FILLED, 10, 4);
    assertThat(desk.told).hasSize(told + 1);
    desk.fill(desk.open(), "4", "99");
    status(OrderStatus.PARTIALLY_FILLED, 10, 4);
    assertThat(desk.open().isUnknown()).isFalse();
    assertThat(desk.open().filledQuantity()).isEqualTo(Quantity.of(4));
  }

  @Test
  void anEndThatWasNotToldIsTaken() {
    desk.accept(desk.open());
    status(OrderStatus.EXPIRED, 10, 0);
    assertThat(desk.kernel.openOrders()).isEmpty();
    assertThat(script.seen).last().asString().contains("EXPIRED");
  }

  @Test
  void aLostCancelIsSentAgain() {
    desk.accept(desk.open());
    onBar(c -> c.cancel(ID));
    unknown();
    int told = desk.told.size();
    status(OrderStatus.ACCEPTED, 10, 0);
    assertThat(desk.open().status()).isEqualTo(OrderStatus.PENDING_CANCEL);
    assertThat(desk.told).hasSize(told + 1);
    assertThat(desk.told.get(told).isUnknown()).isFalse();
  }

  @Test
  void aQuantityThatTheVenueReducedIsTaken() {
    desk.accept(desk.open());
    status(OrderStatus.ACCEPTED, 6, 0);
    assertThat(desk.open().quantity()).isEqualTo(Quantity.of(6));
  }

  @Test
  void anOrderThatIsNotKnownHereIsLeftAlone() {
    int effects = desk.effects.size();
    Refusal refusal =
        desk.handle(
            new Input.Report(
                ExecutionReport.status(
                    ClientOrderId.of("other-1"),
                    null,
                    OrderStatus.ACCEPTED,
                    Quantity.of(1),
                    Quantity.ZERO,
                    desk.kernel.nowNanos())));
    assertThat(Objects.requireNonNull(refusal).code()).isEqualTo("order.external");
    assertThat(desk.effects).hasSize(effects);
  }
}
