package io.qbrain.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.kernel.FeeModel;
import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Currency;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.ExecutionReport.Type;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The order state change matrices of FIX 4.4 against the simulated venue, as far as a venue comes
 * to them that neither refuses at will, nor takes fills back, nor changes orders by itself. Cancels
 * and replacements take an hour, so that fills come before them.
 */
class VenueFixMatricesTest {
  private static final Path ROWS =
      Path.of(
          "..",
          "io.qbrain.kernel",
          "src/test/resources/io/qbrain/kernel/fix44-order-state-changes.csv");
  private static final InstrumentId A = InstrumentId.of("A.SIM");
  private static final Duration LATENCY = Duration.ofHours(1);

  /** The columns of the file that this test reads; its header says what they mean. */
  private static final int RUNS = 1;

  private static final int MESSAGE = 3;
  private static final int EXEC_TYPE = 4;
  private static final int ORDER_QTY = 6;
  private static final int CUM_QTY = 7;
  private static final int LEAVES_QTY = 8;
  private static final int LAST_QTY = 9;
  private static final int OURS = 10;
  private static final int CAUSE = 11;

  private final Deque<ExecutionReport> reports = new ArrayDeque<>();
  private final SimulatedVenue venue =
      new SimulatedVenue(
          new VenueRules(false, 0, FeeModel.NONE)
              .withLiquidity(Liquidity.ANY.withVolumeShare(Fixed.ONE))
              .withLatency(LATENCY.toNanos(), 0),
          (order, price) -> Quantity.ZERO,
          reports::add);
  private Instant now = Instant.parse("2026-01-05T00:00:00Z");
  private @Nullable Order last;
  private int orders;
  private boolean asked;

  private static List<String[]> rows() throws IOException {
    List<String[]> rows = new ArrayList<>();
    for (String line : Files.readAllLines(ROWS)) {
      if (!line.startsWith("#") && line.split(",", -1)[RUNS].equals("both")) {
        rows.add(line.split(",", -1));
      }
    }
    return rows;
  }

  static Stream<String> matrices() throws IOException {
    Set<String> names = new LinkedHashSet<>();
    rows().forEach(row -> names.add(row[0]));
    return names.stream();
  }

  @ParameterizedTest
  @MethodSource("matrices")
  void reportsComeAsTheMatrixSays(String matrix) throws IOException {
    venue.list(Instrument.builder(A, Currency.USD).build());
    for (String[] row : rows()) {
      if (row[0].equals(matrix) && !row[OURS].equals("skip") && !row[OURS].startsWith("denied")) {
        apply(row);
        check(row);
      }
    }
    assertThat(reports).isEmpty();
  }

  /** The order is where the row says, in the numbers that it says. */
  private void check(String[] row) {
    if (last == null || row[OURS].equals("none")) {
      return;
    }
    String line = String.join(",", row);
    if (!row[MESSAGE].equals("Cancel")
        && !row[MESSAGE].equals("Replace")
        && !row[ORDER_QTY].isEmpty()) {
      assertThat(last.quantity()).as(line).hasToString(row[ORDER_QTY]);
    }
    if (!row[CUM_QTY].isEmpty()) {
      assertThat(last.filledQuantity()).as(line).hasToString(row[CUM_QTY]);
    }
    if (!row[LEAVES_QTY].isEmpty()) {
      assertThat(last.leavesQuantity()).as(line).hasToString(row[LEAVES_QTY]);
    }
    String status = row[OURS].isEmpty() ? status(row[MESSAGE + 2]) : row[OURS];
    if (row[MESSAGE].equals("Execution") || row[MESSAGE].equals("CancelReject")) {
      assertThat(last.status()).as(line).hasToString(status);
    }
  }

  private static String status(String ordStatus) {
    return switch (ordStatus) {
      case "New" -> "ACCEPTED";
      case "DoneForDay" -> "EXPIRED";
      default -> ordStatus.replaceAll("(.)([A-Z])", "$1_$2").toUpperCase(java.util.Locale.ROOT);
    };
  }

  private Order order() {
    return Objects.requireNonNull(last);
  }

  private void apply(String[] row) {
    long nanos = Times.nanos(now);
    switch (row[MESSAGE]) {
      case "New" -> {
        ClientOrderId id = ClientOrderId.of("o-" + ++orders);
        Order order = Order.of(id, InstanceId.of("s"), request(row), nanos).submitted(nanos);
        last = order;
        asked = false;
        venue.submit(order, nanos);
      }
      case "New(again)" -> {
        venue.submit(order(), nanos);
        assertThat(reports).as("an order that works is not taken again").isEmpty();
      }
      case "Cancel" -> cancel(nanos);
      case "Replace" -> {
        boolean price = row[CAUSE].equals("price");
        Replacement wanted =
            Replacement.of(
                price ? null : Quantity.parse(row[ORDER_QTY]),
                price ? Price.parse("0.99") : null,
                null);
        last = order().pendingReplace(wanted, nanos);
        asked = true;
        venue.replace(order(), nanos);
      }
      case "Execution", "CancelReject" -> report(row);
      default -> now = now.plus(LATENCY);
    }
  }

  private void cancel(long nanos) {
    Order order = last;
    if (order == null) {
      venue.cancel(ClientOrderId.of("nobody-1"), nanos);
      ExecutionReport answer = Objects.requireNonNull(reports.poll());
      assertThat(answer.type()).isEqualTo(Type.CANCEL_REJECTED);
      return;
    }
    last = order.pendingCancel(nanos);
    asked = true;
    venue.cancel(order.id(), nanos);
  }

  private static OrderRequest request(String[] row) {
    Quantity quantity = Quantity.parse(row[ORDER_QTY]);
    Price one = Price.of(1);
    return switch (row[CAUSE]) {
      case "STOP" -> OrderRequest.stop(A, Side.BUY, quantity, one);
      case "DAY", "GTC", "FOK", "IOC" ->
          OrderRequest.limit(A, Side.BUY, quantity, one)
              .withTimeInForce(TimeInForce.valueOf(row[CAUSE]));
      default -> OrderRequest.limit(A, Side.BUY, quantity, one);
    };
  }

  private void report(String[] row) {
    String type = row[EXEC_TYPE];
    if (row[OURS].equals("none")) {
      if (type.equals("DoneForDay")) {
        trade(Duration.ofDays(1), "0");
      }
      assertThat(reports).as(String.join(",", row)).isEmpty();
      return;
    }
    if (type.startsWith("Pending") || type.equals("Status")) {
      return;
    }
    if (reports.isEmpty()) {
      bringAbout(row);
    }
    ExecutionReport report = reports.poll();
    assertThat(report).as(String.join(",", row)).isNotNull();
    take(Objects.requireNonNull(report));
    if (report.type() == Type.ACCEPTED) {
      now = now.plus(LATENCY);
    }
  }

  private void bringAbout(String[] row) {
    switch (row[EXEC_TYPE]) {
      case "Trade" -> trade(Duration.ofSeconds(1), row[LAST_QTY]);
      case "DoneForDay" -> trade(Duration.ofDays(1), "0");
      case "Canceled" -> {
        if (asked || row[CAUSE].contains(" or ")) {
          trade(LATENCY.plusSeconds(1), "0");
        } else {
          venue.cancelAll(row[CAUSE], Times.nanos(now));
        }
      }
      default -> trade(LATENCY.plusSeconds(1), "0");
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
    Order order = order();
    last =
        switch (r.type()) {
          case ACCEPTED -> order.accepted(Objects.requireNonNull(r.venueOrderId()), time);
          case TRIGGERED -> order.triggered(time);
          case FILL -> order.filled(r.quantity(), r.price(), time);
          case CANCELED -> order.canceled(r.reason(), time);
          case EXPIRED -> order.expired(r.reason(), time);
          case REPLACED -> order.replaced(r.orderQuantity(), time);
          case CANCEL_REJECTED, REPLACE_REJECTED -> order;
          default -> throw new AssertionError("unexpected " + r);
        };
  }
}
