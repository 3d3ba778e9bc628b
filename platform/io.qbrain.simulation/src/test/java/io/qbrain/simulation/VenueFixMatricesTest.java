package io.qbrain.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.kernel.FeeModel;
import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Currency;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.Fixed;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Order;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Replacement;
import io.qbrain.model.Side;
import io.qbrain.model.TimeInForce;
import io.qbrain.model.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The order state change matrices of FIX 4.4 against the simulated venue, as far as a venue comes
 * to them that neither refuses at will nor takes fills back. Cancels and replacements take an hour,
 * so that fills come before them.
 */
class VenueFixMatricesTest {
  private static final Path ROWS =
      Path.of(
          "..",
          "io.qbrain.kernel",
          "src/test/resources/io/qbrain/kernel/fix44-order-state-changes.csv");
  private static final InstrumentId A = InstrumentId.of("A.SIM");
  private static final Duration LATENCY = Duration.ofHours(1);

  private final Deque<ExecutionReport> reports = new ArrayDeque<>();
  private final SimulatedVenue venue =
      new SimulatedVenue(
          new VenueRules(false, 0, FeeModel.NONE)
              .withLiquidity(Liquidity.ANY.withVolumeShare(Fixed.ONE))
              .withLatency(LATENCY.toNanos(), 0),
          (order, price) -> Quantity.ZERO,
          reports::add);
  private Instant now = Instant.parse("2026-01-05T00:00:00Z");
  private Order order =
      Order.of(
          ClientOrderId.of("o-1"),
          InstanceId.of("s"),
          OrderRequest.limit(A, Side.BUY, Quantity.of(10_000), Price.of(1))
              .withTimeInForce(TimeInForce.DAY),
          Times.nanos(now));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A.1.a",
        "A.1.b",
        "B.1.a",
        "B.1.b",
        "B.1.c",
        "C.1.a",
        "C.1.b",
        "C.2.a",
        "C.3.a",
        "C.3.b",
        "C.3.c",
        "D.1.a",
        "D.2.cancel"
      })
  void reportsComeAsTheMatrixSays(String matrix) throws IOException {
    venue.list(Instrument.builder(A, Currency.USD).build());
    List<String[]> rows = new ArrayList<>();
    for (String line : Files.readAllLines(ROWS)) {
      if (line.startsWith(matrix + ",")) {
        rows.add(line.split(","));
      }
    }
    assertThat(rows).isNotEmpty();
    for (String[] row : rows) {
      apply(row);
      String found =
          order.status()
              + ","
              + order.quantity()
              + ","
              + order.filledQuantity()
              + ","
              + order.leavesQuantity();
      assertThat(found)
          .as(String.join(",", row))
          .isEqualTo(row[3] + "," + row[4] + "," + row[5] + "," + row[6]);
    }
    assertThat(reports).isEmpty();
  }

  private void apply(String[] row) {
    long nanos = Times.nanos(now);
    switch (row[1]) {
      case "order" -> {
        order = order.submitted(nanos);
        venue.submit(order, nanos);
      }
      case "cancel" -> {
        order = order.pendingCancel(nanos);
        venue.cancel(order.id(), nanos);
      }
      case "replace" -> {
        order = order.pendingReplace(Replacement.of(Quantity.parse(row[7]), null, null), nanos);
        venue.replace(order, nanos);
      }
      default -> report(row);
    }
  }

  private void report(String[] row) {
    if (reports.isEmpty()) {
      switch (ExecutionReport.Type.valueOf(row[2])) {
        case FILL -> trade(Duration.ofSeconds(1), row[7]);
        case EXPIRED -> trade(Duration.ofDays(1), "0");
        default -> trade(LATENCY.plusSeconds(1), "0");
      }
    }
    ExecutionReport report = reports.poll();
    assertThat(report).as(String.join(",", row)).isNotNull();
    assertThat(Objects.requireNonNull(report).type()).hasToString(row[2]);
    take(report);
    if (report.type() == ExecutionReport.Type.ACCEPTED) {
      now = now.plus(LATENCY);
    }
  }

  private void trade(Duration later, String volume) {
    now = now.plus(later);
    Price one = Price.of(1);
    BarSpec second = BarSpec.of(Duration.ofSeconds(1));
    venue.onMarket(Bar.of(A, second, now, one, one, one, one, Quantity.parse(volume)));
  }

  private void take(ExecutionReport r) {
    long time = r.timeNanos();
    order =
        switch (r.type()) {
          case ACCEPTED -> order.accepted(Objects.requireNonNull(r.venueOrderId()), time);
          case FILL -> order.filled(r.quantity(), r.price(), time);
          case CANCELED -> order.canceled(r.reason(), time);
          case EXPIRED -> order.expired(r.reason(), time);
          case REPLACED -> order.replaced(r.orderQuantity(), time);
          default -> order;
        };
  }
}
