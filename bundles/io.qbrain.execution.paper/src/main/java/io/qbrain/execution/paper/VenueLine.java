package io.qbrain.execution.paper;

import io.qbrain.model.ClientOrderId;
import io.qbrain.model.ExecutionId;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.InstanceId;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.Order;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.OrderType;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Side;
import io.qbrain.model.VenueOrderId;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A line of the venue's log: fields separated by tabs, then the CRC-32 of what stands before it. An
 * order line begins with {@code O}, a report line with {@code R}; empty fields are {@code -}.
 */
final class VenueLine {
  private static final String NONE = "-";
  private static final int ORDER_FIELDS = 12;
  private static final int REPORT_FIELDS = 13;

  private VenueLine() {}

  static String of(Order o) {
    OrderRequest r = o.request();
    return sealed(
        String.join(
            "\t",
            "O",
            o.id().toString(),
            o.instance().toString(),
            o.instrument().toString(),
            r.side().name(),
            r.type().name(),
            r.quantity().toString(),
            text(r.limitPrice().orElse(null)),
            text(r.stopPrice().orElse(null)),
            o.isSizedAtFill() ? Long.toString(o.weightAtFillRaw()) : NONE,
            Long.toString(o.createdNanos()),
            r.tag().isEmpty() ? NONE : "=" + clean(r.tag())));
  }

  static String of(ExecutionReport r) {
    return sealed(
        String.join(
            "\t",
            "R",
            Long.toString(r.venueSequence()),
            r.type().name(),
            r.orderId().toString(),
            text(r.venueOrderId()),
            text(r.executionId()),
            text(r.side()),
            r.quantity().toString(),
            r.price().toString(),
            text(r.fee()),
            r.orderQuantity().toString(),
            r.reason().isEmpty() ? NONE : "=" + clean(r.reason()),
            Long.toString(r.timeNanos())));
  }

  private static String text(@Nullable Object value) {
    return value == null ? NONE : value.toString();
  }

  private static String clean(String text) {
    return text.replaceAll("[\\t\\r\\n]", " ");
  }

  private static String sealed(String line) {
    return line + "\t" + checksum(line);
  }

  private static String checksum(String line) {
    CRC32 crc = new CRC32();
    crc.update(line.getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(crc.getValue());
  }

  /**
   * Returns the fields of a line without its checksum.
   *
   * @throws IllegalArgumentException if the checksum or the number of fields is wrong
   */
  static String[] fields(String line) {
    int last = line.lastIndexOf('\t');
    if (last < 0 || !checksum(line.substring(0, last)).equals(line.substring(last + 1))) {
      throw new IllegalArgumentException("the checksum does not fit: '" + line + "'");
    }
    String[] fields = line.substring(0, last).split("\t", -1);
    int expected = fields[0].equals("O") ? ORDER_FIELDS : REPORT_FIELDS;
    if (fields.length != expected) {
      throw new IllegalArgumentException(
          "expected " + expected + " fields, found " + fields.length + ": '" + line + "'");
    }
    return fields;
  }

  static Order order(String[] f) {
    InstrumentId instrument = InstrumentId.of(f[3]);
    Side side = Side.valueOf(f[4]);
    Quantity quantity = Quantity.parse(f[6]);
    OrderRequest request =
        switch (OrderType.valueOf(f[5])) {
          case MARKET -> OrderRequest.market(instrument, side, quantity);
          case LIMIT -> OrderRequest.limit(instrument, side, quantity, Price.parse(f[7]));
          case STOP -> OrderRequest.stop(instrument, side, quantity, Price.parse(f[8]));
          default -> throw new IllegalArgumentException("unexpected type " + f[5]);
        };
    request = f[11].equals(NONE) ? request : request.withTag(f[11].substring(1));
    ClientOrderId id = ClientOrderId.of(f[1]);
    InstanceId instance = InstanceId.of(f[2]);
    long created = Long.parseLong(f[10]);
    Order order =
        f[9].equals(NONE)
            ? Order.of(id, instance, request, created)
            : Order.sizedAtFill(id, instance, request, Long.parseLong(f[9]), created);
    return order.submitted(created);
  }

  static ExecutionReport report(String[] f) {
    return new ExecutionReport(
        Long.parseLong(f[1]),
        ExecutionReport.Type.valueOf(f[2]),
        ClientOrderId.of(f[3]),
        f[4].equals(NONE) ? null : VenueOrderId.of(f[4]),
        f[5].equals(NONE) ? null : ExecutionId.of(f[5]),
        f[6].equals(NONE) ? null : Side.valueOf(f[6]),
        Quantity.parse(f[7]),
        Price.parse(f[8]),
        f[9].equals(NONE) ? null : Money.parse(f[9]),
        Quantity.parse(f[10]),
        f[11].equals(NONE) ? "" : f[11].substring(1),
        Long.parseLong(f[12]));
  }
}
