package io.qbrain.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.kernel.FeeModel;
import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Contingency;
import io.qbrain.model.Currency;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.Fixed;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Order;
import io.qbrain.model.OrderLink;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Replacement;
import io.qbrain.model.Side;
import io.qbrain.model.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Orders of a list share what was triggered, whatever is on its way when one of them trades. */
class VenueListsTest {
  private static final InstrumentId A = InstrumentId.of("A.SIM");
  private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
  private static final long MINUTE = 60_000_000_000L;
  private static final ClientOrderId LIST = ClientOrderId.of("entry");

  /** An order takes two minutes to the venue, and trades what a bar does. */
  private static final VenueRules SLOW =
      new VenueRules(false, 0, FeeModel.NONE)
          .withLiquidity(Liquidity.ANY.withVolumeShare(Fixed.ONE))
          .withLatency(2 * MINUTE, 0);

  private final List<ExecutionReport> reports = new ArrayList<>();
  private SimulatedVenue venue = venue(SLOW);

  private SimulatedVenue venue(VenueRules rules) {
    SimulatedVenue made = new SimulatedVenue(rules, (o, price) -> Quantity.ZERO, reports::add);
    made.list(Instrument.builder(A, Currency.USD).build());
    return made;
  }

  private static long at(int minute) {
    return Times.nanos(NOON.plusSeconds(60L * minute));
  }

  private void bar(int minute, int price, int volume) {
    Price flat = Price.of(price);
    venue.onMarket(
        Bar.of(
            A,
            BarSpec.MINUTE,
            NOON.plusSeconds(60L * minute),
            flat,
            flat,
            flat,
            flat,
            Quantity.of(volume)));
  }

  private Order submit(int minute, String id, OrderRequest request, OrderLink link, int quantity) {
    Order order =
        Order.of(ClientOrderId.of(id), InstanceId.of("s"), request, at(minute))
            .linked(link)
            .resized(Quantity.of(quantity), at(minute))
            .submitted(at(minute));
    venue.submit(order, at(minute));
    return order;
  }

  private Order entry(int quantity) {
    OrderRequest buy = OrderRequest.limit(A, Side.BUY, Quantity.of(quantity), Price.of(100));
    return submit(0, "entry", buy, new OrderLink(LIST, Contingency.OTO, null), quantity);
  }

  private Order stop(int minute, int of, int quantity) {
    OrderRequest sell = OrderRequest.stop(A, Side.SELL, Quantity.of(of), Price.of(90));
    return submit(minute, "stop", sell, new OrderLink(LIST, Contingency.OUO, LIST), quantity);
  }

  private Order target(int minute, int of, int quantity) {
    OrderRequest sell = OrderRequest.limit(A, Side.SELL, Quantity.of(of), Price.of(110));
    return submit(minute, "target", sell, new OrderLink(LIST, Contingency.OUO, LIST), quantity);
  }

  private void replace(int minute, Order order, @Nullable Integer quantity, @Nullable Price stop) {
    Quantity to = quantity == null ? null : Quantity.of(quantity);
    venue.replace(order.pendingReplace(Replacement.of(to, null, stop), at(minute)), at(minute));
  }

  private long sold() {
    return reports.stream()
        .filter(r -> r.type() == ExecutionReport.Type.FILL && r.side() == Side.SELL)
        .mapToLong(r -> r.quantity().raw() / Fixed.ONE)
        .sum();
  }

  private List<String> told() {
    return reports.stream()
        .map(r -> r.orderId() + " " + r.type() + " " + r.orderQuantity())
        .toList();
  }

  @Test
  void aChangeOfPriceOnItsWayDoesNotGiveBackWhatTheOtherHasTraded() {
    entry(6);
    bar(3, 100, 6);
    Order stop = stop(3, 6, 6);
    target(3, 6, 6);
    replace(5, stop, null, Price.of(95));
    bar(6, 110, 2);
    bar(8, 80, 20);
    assertThat(told()).contains("stop RESTATED 4", "stop REPLACED 4");
    assertThat(sold()).isEqualTo(6);
  }

  @Test
  void aQuantityAskedForBeforeTheOtherTradedIsCutDownWhenItArrives() {
    entry(6);
    bar(3, 100, 5);
    Order stop = stop(3, 6, 5);
    Order target = target(3, 6, 5);
    bar(4, 100, 1);
    replace(4, stop, 6, null);
    replace(4, target, 6, null);
    bar(6, 110, 1);
    assertThat(told()).endsWith("stop RESTATED 4");
    bar(8, 80, 20);
    assertThat(told()).contains("stop REPLACED 5");
    assertThat(sold()).isEqualTo(6);
  }

  @Test
  void aQuantityAskedForByOneThatHasNotHeardOfATradeIsCutDown() {
    entry(6);
    bar(3, 100, 5);
    Order stop = stop(3, 6, 5);
    target(3, 6, 5);
    bar(4, 100, 1);
    bar(6, 110, 1);
    replace(6, stop, 6, null);
    bar(9, 80, 20);
    assertThat(told()).contains("stop REPLACED 5");
    assertThat(sold()).isEqualTo(6);
  }

  @Test
  void whatIsToGrowOutlivesATradeOfAllThatItHas() {
    entry(10);
    bar(3, 100, 4);
    Order stop = stop(3, 10, 4);
    target(3, 10, 4);
    bar(4, 100, 6);
    replace(4, stop, 10, null);
    bar(6, 110, 4);
    assertThat(told()).last().isEqualTo("target FILL 4");
    bar(8, 80, 20);
    assertThat(told()).contains("stop REPLACED 6");
    assertThat(sold()).as("all that was bought is protected").isEqualTo(10);
  }

  @Test
  void oneThatComesAfterTheOtherHasTradedGetsWhatIsLeft() {
    venue = venue(new VenueRules(false, 0, FeeModel.NONE));
    entry(6);
    bar(1, 100, 1_000);
    target(1, 6, 6);
    bar(2, 110, 1_000);
    stop(2, 6, 6);
    assertThat(told()).endsWith("stop ACCEPTED 0", "stop CANCELED 0");
    bar(3, 80, 1_000);
    assertThat(sold()).isEqualTo(6);
  }

  @Test
  void aRestartDoesNotForgetWhatTheListHasTraded() {
    Order entry = entry(6);
    bar(3, 100, 5);
    Order stop = stop(3, 6, 5);
    Order target = target(3, 6, 5);
    bar(4, 100, 1);
    Order asked = stop.pendingReplace(Replacement.of(Quantity.of(6), null, null), at(4));
    venue.replace(asked, at(4));
    bar(6, 110, 1);
    VenueMemory old = venue.memory();
    SimulatedVenue later = venue(SLOW);
    Price price = Price.of(110);
    Order traded =
        target
            .accepted(Objects.requireNonNull(reports.get(0).venueOrderId()), 0)
            .filled(Quantity.of(1), price, 0);
    later.memory().traded(entry.filled(Quantity.of(6), Price.of(100), 0));
    later.memory().traded(stop);
    later.memory().traded(traded);
    later.memory().restore(stop, "V2", false, 0);
    later.memory().restore(traded, "V3", false, 0);
    later.memory().recall(stop.id(), Objects.requireNonNull(old.of(stop.id())), asked);
    later.memory().recall(target.id(), Objects.requireNonNull(old.of(target.id())), null);
    later.memory().recall(A, Objects.requireNonNull(old.of(A)));
    venue = later;
    bar(8, 80, 20);
    assertThat(told()).contains("stop REPLACED 5");
    assertThat(sold()).isEqualTo(6);
  }
}
