package io.qbrain.kernel;

import static io.qbrain.kernel.Desk.A;
import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.ClientOrderId;
import io.qbrain.model.CorporateAction;
import io.qbrain.model.ExecutionReport.Type;
import io.qbrain.model.Order;
import io.qbrain.model.OrderList;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.OrderStatus;
import io.qbrain.model.OrderType;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Replacement;
import io.qbrain.model.Side;
import io.qbrain.model.TimeInForce;
import io.qbrain.model.TrailingOffset;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Orders that depend on each other, replacements, and orders that contradict themselves. */
class OrderListsTest extends OrderBench {
  static Stream<Arguments> contradictions() {
    Instant past = Instant.parse("2020-01-01T00:00:00Z");
    Quantity ten = Quantity.of(10);
    OrderRequest market = OrderRequest.market(A, Side.BUY, ten);
    OrderRequest limit = limit(Side.BUY, 10, "99");
    OrderRequest trailing = OrderRequest.trailingStop(A, Side.SELL, ten, TrailingOffset.ticks(5));
    return Stream.of(
        Arguments.of(market.with().limit(Price.of(99)).build(), "ORDER_PRICES"),
        Arguments.of(
            OrderRequest.builder(A, Side.BUY, OrderType.STOP_LIMIT, ten)
                .limit(Price.of(99))
                .build(),
            "ORDER_PRICES"),
        Arguments.of(limit.with().trailing(TrailingOffset.ticks(5)).build(), "ORDER_OFFSET"),
        Arguments.of(
            OrderRequest.trailingStop(A, Side.SELL, ten, TrailingOffset.percent("100")),
            "ORDER_OFFSET"),
        Arguments.of(
            OrderRequest.trailingStop(A, Side.SELL, ten, TrailingOffset.ticks(0)), "ORDER_OFFSET"),
        Arguments.of(trailing.withTimeInForce(TimeInForce.FOK), "ORDER_TIME_IN_FORCE"),
        Arguments.of(
            OrderRequest.marketOnOpen(A, Side.BUY, ten).withTimeInForce(TimeInForce.ATC),
            "ORDER_TIME_IN_FORCE"),
        Arguments.of(limit.withTimeInForce(TimeInForce.GTD), "ORDER_EXPIRY"),
        Arguments.of(limit.goodTill(past), "ORDER_EXPIRY"),
        Arguments.of(limit.with().expireNanos(1).build(), "ORDER_EXPIRY"),
        Arguments.of(market.asPostOnly(), "ORDER_FLAGS"),
        Arguments.of(limit.asPostOnly().withTimeInForce(TimeInForce.IOC), "ORDER_FLAGS"),
        Arguments.of(limit(Side.BUY, 10, "-1"), "SANITY"),
        Arguments.of(
            OrderRequest.limit(A, Side.BUY, Quantity.parse("0.5"), Price.of(99)), "SANITY"),
        Arguments.of(OrderRequest.limit(A, Side.BUY, ten, Price.ofRaw(Long.MAX_VALUE)), "SANITY"),
        Arguments.of(
            OrderRequest.market(io.qbrain.model.InstrumentId.of("X.SIM"), Side.BUY, ten),
            "UNKNOWN_INSTRUMENT"));
  }

  static Stream<OrderList> contradictingLists() {
    return Stream.of(
        OrderList.oco(limit(Side.SELL, 10, "110")),
        OrderList.oco(
            limit(Side.SELL, 10, "110"), OrderRequest.market(A, Side.SELL, Quantity.of(10))),
        OrderList.oco(stop(Side.SELL, 10, "110"), limit(Side.SELL, 10, "105")),
        OrderList.ouo(stop(Side.SELL, 10, "95"), limit(Side.SELL, 9, "105")),
        OrderList.oto(limit(Side.BUY, 10, "99")));
  }

  @Test
  void bracketSendsItsEntryAndHoldsTheRest() {
    onBar(c -> c.submit(bracket(10)));
    assertThat(desk.sent()).extracting(o -> o.id().toString()).containsExactly("test-1");
    assertThat(open())
        .containsExactly("test-1 SUBMITTED 10", "test-2 INITIALIZED 10", "test-3 INITIALIZED 10");
    assertThat(desk.recovered().book("s").openOrders()).isEqualTo(desk.book("s").openOrders());
  }

  @Test
  void whatTheEntryFillsIsProtectedAndGrowsWithIt() {
    onBar(c -> c.submit(bracket(10)));
    desk.fill(order("test-1"), "4", "100");
    assertThat(open())
        .containsExactly("test-1 PARTIALLY_FILLED 10", "test-2 SUBMITTED 4", "test-3 SUBMITTED 4");
    desk.accept(order("test-2")).accept(order("test-3")).fill(order("test-1"), "6", "100");
    assertThat(open()).containsExactly("test-2 PENDING_REPLACE 4", "test-3 PENDING_REPLACE 4");
    desk.report(Type.REPLACED, order("test-2"), "").report(Type.REPLACED, order("test-3"), "");
    assertThat(open()).containsExactly("test-2 ACCEPTED 10", "test-3 ACCEPTED 10");
  }

  @Test
  void theOffsetOfATrailingStopChanges() {
    onBar(c -> c.submit(OrderRequest.market(A, Side.BUY, Quantity.of(10))));
    desk.fillAll("100");
    TrailingOffset wide = TrailingOffset.percent("2");
    onBar(c -> c.submit(OrderRequest.trailingStop(A, Side.SELL, Quantity.of(10), wide)));
    desk.accept(order("test-2"));
    Replacement closer =
        Replacement.of(null, null, null).withTrailingOffset(TrailingOffset.percent("1"));
    onBar(c -> c.replace(order("test-2").id(), closer));
    assertThat(order("test-2").replacement()).contains(closer);
    assertThat(closer).hasToString("quantity as it is, trailing 1 percent");
    desk.report(Type.REPLACED, order("test-2"), "");
    assertThat(order("test-2").request().trailingOffset()).contains(TrailingOffset.percent("1"));
    onBar(c -> c.submit(limit(Side.SELL, 10, "110")));
    desk.accept(order("test-3"));
    onBar(c -> c.replace(order("test-3").id(), closer));
    assertThat(order("test-3").replacement()).as("a limit order has no offset").isEmpty();
  }

  @Test
  void whatTradesOfOneCancelsTheOther() {
    onBar(c -> c.submit(bracket(10)));
    desk.fill(order("test-1"), "10", "100").accept(order("test-2")).accept(order("test-3"));
    desk.fill(order("test-3"), "10", "110");
    assertThat(open()).containsExactly("test-2 PENDING_CANCEL 10");
    desk.report(Type.CANCELED, order("test-2"), "");
    assertThat(desk.held("s", A)).isEqualTo(Quantity.ZERO);
    assertThat(open()).isEmpty();
  }

  @Test
  void aFillThatComesBeforeTheCancelOfTheOtherIsBookedAllTheSame() {
    onBar(c -> c.submit(bracket(10)));
    desk.fill(order("test-1"), "10", "100").accept(order("test-2")).accept(order("test-3"));
    Order stop = order("test-2");
    desk.fill(order("test-3"), "10", "110").fill(stop, "10", "95");
    assertThat(desk.held("s", A)).isEqualTo(Quantity.of(-10));
  }

  @Test
  void entryThatEndsWithoutAFillDropsWhatWaited() {
    onBar(c -> c.submit(bracket(10)));
    desk.report(Type.REJECTED, order("test-1"), "no");
    assertThat(open()).isEmpty();
    assertThat(script.seen).contains("order test-2 CANCELED", "order test-3 CANCELED");
  }

  @Test
  void partOfOneThatTradesReducesTheOther() {
    onBar(c -> c.submit(OrderRequest.market(A, Side.BUY, Quantity.of(10))));
    desk.fillAll("100");
    onBar(c -> c.submit(OrderList.ouo(stop(Side.SELL, 10, "95"), limit(Side.SELL, 10, "110"))));
    desk.accept(order("test-2")).accept(order("test-3")).fill(order("test-3"), "4", "110");
    assertThat(order("test-2").replacement().orElseThrow().quantity()).contains(Quantity.of(6));
    desk.report(Type.REPLACED, order("test-2"), "");
    assertThat(open()).containsExactlyInAnyOrder("test-3 PARTIALLY_FILLED 10", "test-2 ACCEPTED 6");
    desk.fill(order("test-3"), "6", "110");
    assertThat(open()).containsExactly("test-2 PENDING_CANCEL 6");
  }

  @Test
  void ordersOfWhichOneCancelsTheOtherCountOnceInRisk() {
    Desk cash = Desk.open(Desk.settings(AccountKind.CASH, 1, RiskProfile.REFERENCE, "none"));
    cash.running("s", script);
    boolean[] done = {false};
    script.bar =
        (bar, c) -> {
          if (!done[0]) {
            done[0] = true;
            c.submit(bracket(900));
          }
        };
    cash.bar(A, 1, "100");
    cash.fill(cash.sent().get(0), "900", "100");
    assertThat(cash.denied()).isEmpty();
    assertThat(cash.kernel.openOrders()).hasSize(2);
  }

  @Test
  void instanceThatStopsDropsWhatWaits() {
    onBar(c -> c.submit(bracket(10)));
    desk.handle(new Input.StopInstance(desk.book("s").instance().id(), ""));
    assertThat(open()).containsExactly("test-1 PENDING_CANCEL 10");
  }

  @Test
  void replacementIsPendingUntilTheVenueSaysSo() {
    onBar(c -> c.submit(limit(Side.BUY, 10, "99")));
    desk.accept(order("test-1"));
    onBar(c -> c.replace(ClientOrderId.of("test-1"), Quantity.of(20), Price.parse("98"), null));
    Order pending = order("test-1");
    assertThat(pending.status()).isEqualTo(OrderStatus.PENDING_REPLACE);
    assertThat(pending.quantity()).isEqualTo(Quantity.of(10));
    assertThat(pending.exposedQuantity()).isEqualTo(Quantity.of(20));
    desk.report(Type.REPLACED, pending, "");
    assertThat(order("test-1").request().limitPrice()).contains(Price.parse("98"));
    assertThat(order("test-1").quantity()).isEqualTo(Quantity.of(20));
  }

  @Test
  void replacementThatTheAccountCannotPayIsDeniedAndTheOrderStays() {
    Desk cash = Desk.open(Desk.settings(AccountKind.CASH, 1, RiskProfile.REFERENCE, "none"));
    cash.running("s", script);
    script.bar = (bar, c) -> c.submit(limit(Side.BUY, 900, "100"));
    cash.bar(A, 1, "100").accept(cash.open());
    script.bar = (bar, c) -> c.replace(ClientOrderId.of("test-1"), Quantity.of(1_001), null, null);
    cash.bar(A, 2, "100");
    assertThat(cash.open().status()).isEqualTo(OrderStatus.ACCEPTED);
    assertThat(script.seen).endsWith("denied BUYING_POWER");
  }

  @Test
  void replacementOfAClosedOrPendingOrderIsDenied() {
    onBar(c -> c.submit(limit(Side.BUY, 10, "99")));
    ClientOrderId id = ClientOrderId.of("test-1");
    onBar(
        c -> {
          c.replace(id, Quantity.of(20), null, null);
          c.replace(id, Quantity.of(30), null, null);
        });
    assertThat(script.seen).endsWith("denied ORDER_PENDING");
    desk.report(Type.CANCELED, order("test-1"), "");
    onBar(c -> c.replace(id, Quantity.of(20), null, null));
    assertThat(script.seen).endsWith("denied ORDER_NOT_OPEN");
  }

  @Test
  void unknownOutcomeIsNoRejectionAndTheVenueIsAsked() {
    onBar(c -> c.submit(limit(Side.BUY, 10, "99")));
    desk.report(Type.UNKNOWN, order("test-1"), "time-out");
    assertThat(order("test-1").status()).isEqualTo(OrderStatus.SUBMITTED);
    assertThat(order("test-1").isUnknown()).isTrue();
    assertThat(desk.told).last().isEqualTo(order("test-1"));
    desk.accept(order("test-1"));
    assertThat(order("test-1").isUnknown()).isFalse();
  }

  @Test
  void reduceOnlyOrdersOpenNothingAndShrinkWithThePosition() {
    onBar(c -> c.submit(limit(Side.SELL, 10, "110").asReduceOnly()));
    assertThat(script.seen).endsWith("denied REDUCE_ONLY");
    onBar(c -> c.submit(OrderRequest.market(A, Side.BUY, Quantity.of(10))));
    desk.fillAll("100");
    onBar(c -> c.submit(limit(Side.SELL, 10, "110").asReduceOnly()));
    Order reducing = desk.accept(desk.open()).open();
    onBar(c -> c.submit(OrderRequest.market(A, Side.SELL, Quantity.of(4))));
    Order other = desk.sent().get(desk.sent().size() - 1);
    desk.fill(other, "4", "100");
    assertThat(order(reducing.id().toString()).replacement().orElseThrow().quantity())
        .contains(Quantity.of(6));
  }

  @ParameterizedTest
  @MethodSource("contradictions")
  void orderThatContradictsItselfIsDeniedBeforeItIsSent(OrderRequest request, String code) {
    onBar(c -> c.submit(request));
    assertThat(script.seen).endsWith("denied " + code);
    assertThat(desk.sent()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("contradictingLists")
  void listThatContradictsItselfIsDeniedAsAWhole(OrderList list) {
    onBar(c -> c.submit(list));
    assertThat(script.seen).endsWith("denied CONTINGENCY");
    assertThat(desk.sent()).isEmpty();
    assertThat(desk.denied()).hasSameSizeAs(list.all());
  }

  @Test
  void splitDropsOrdersThatWait() {
    onBar(c -> c.submit(bracket(100)));
    desk.handle(new Input.Act(new CorporateAction.Split(A, 2, 1, desk.kernel.nowNanos())));
    assertThat(desk.open().status()).isEqualTo(OrderStatus.PENDING_CANCEL);
    desk.fill(desk.open(), "100", "100");
    assertThat(desk.sent()).as("no stop and no target at prices of old shares").hasSize(1);
  }

  @Test
  void quantityThatAListKeepsIsNotReplaced() {
    onBar(c -> c.submit(OrderList.ouo(stop(Side.BUY, 8, "110"), limit(Side.BUY, 8, "90"))));
    Order first = desk.kernel.openOrders().get(0);
    desk.accept(first);
    onBar(c -> c.replace(first.id(), Quantity.of(12), null, null));
    assertThat(script.seen).contains("denied CONTINGENCY");
    assertThat(desk.kernel.openOrders().get(0).replacement()).isEmpty();
  }

  @Test
  void orderThatWasMadeSmallerTriggersLess() {
    onBar(c -> c.submit(bracket(8)));
    Order entry = desk.open();
    desk.accept(entry);
    onBar(c -> c.replace(entry.id(), Quantity.of(2), null, null));
    desk.report(Type.REPLACED, entry, "");
    desk.fill(desk.open(), "2", "100");
    assertThat(desk.sent().subList(1, 3))
        .extracting(Order::quantity)
        .containsExactly(Quantity.of(2), Quantity.of(2));
  }
}
