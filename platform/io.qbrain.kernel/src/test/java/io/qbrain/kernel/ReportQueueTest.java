package io.qbrain.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.Currency;
import io.qbrain.model.ExecutionId;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.Fill;
import io.qbrain.model.Money;
import io.qbrain.model.Order;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Side;
import io.qbrain.model.Times;
import io.qbrain.model.VenueOrderId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What comes by the queue is the same as what comes as reports, in the same order. */
class ReportQueueTest {
  private static final int ORDERS = 40;
  private static final long LATER = Times.nanos(Desk.START) + 60_000_000_000L;

  private static Desk ordered() {
    Desk desk = Desk.open(Desk.REFERENCE);
    Script script = new Script();
    script.bar =
        (bar, context) -> {
          for (int i = 0; i < ORDERS; i++) {
            context.submit(OrderRequest.market(Desk.A, Side.BUY, Quantity.of(2)));
          }
        };
    desk.running("s", script).bar(Desk.A, 1, "100");
    return desk;
  }

  private static Fill fill(Order order, long number, int quantity, long timeNanos) {
    return new Fill(
        ExecutionId.of("E", number),
        order.id(),
        order.instance(),
        order.instrument(),
        Side.BUY,
        Quantity.of(quantity),
        Price.of(101),
        Money.of(1, Currency.USD),
        timeNanos,
        timeNanos);
  }

  @Test
  void acceptedOrdersFillsAndReportsAreTakenInTheirOrder() {
    Desk direct = ordered();
    Desk queued = ordered();
    List<Order> open = direct.kernel.openOrders();
    assertThat(open).hasSize(ORDERS).isEqualTo(queued.kernel.openOrders());
    ReportSink asReports = report -> direct.kernel.report(report, direct);
    ReportQueue queue = queued.kernel.reportQueue(queued);
    for (ReportSink to : List.of(asReports, queue)) {
      long number = 0;
      for (Order o : open) {
        VenueOrderId byVenue = VenueOrderId.of("V", number);
        to.accepted(o.id(), byVenue, ++number, LATER + 5);
        Fill first = fill(o, ++number, 1, LATER - number % 3);
        to.filled(first, byVenue, Quantity.of(2), number);
        to.filled(first, byVenue, Quantity.of(2), number); // comes twice, counts once
        to.accept(
            ExecutionReport.of(
                ++number, ExecutionReport.Type.CANCELED, o.id(), byVenue, "enough", LATER + 9));
        to.filled(fill(o, ++number, 1, LATER + 10), byVenue, Quantity.of(2), number);
      }
      while (to instanceof ReportQueue q && q.deliver()) {
        assertThat(queued.kernel).isNotNull();
      }
    }
    assertThat(queue.isEmpty()).isTrue();
    assertThat(queued.effects).isEqualTo(direct.effects);
    assertThat(queued.log).isEqualTo(direct.log).anyMatch(line -> line.contains("LATE_FILL"));
    assertThat(queued.kernel.openOrders()).isEmpty();
    assertThat(queued.book("s").toString()).isEqualTo(direct.book("s").toString());
  }
}
