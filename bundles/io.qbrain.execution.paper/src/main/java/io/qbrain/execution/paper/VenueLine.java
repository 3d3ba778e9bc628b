package io.qbrain.execution.paper;

import io.qbrain.model.ClientOrderId;
import io.qbrain.model.ExecutionId;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.InstanceId;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.Order;
import io.qbrain.model.OrderLink;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.OrderType;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Replacement;
import io.qbrain.model.Side;
import io.qbrain.model.TimeInForce;
import io.qbrain.model.TrailingOffset;
import io.qbrain.model.VenueOrderId;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A line of the venue's log: fields separated by tabs, then the CRC-32 of what stands before it. An
 * order line begins with {@code O}, the line of a replacement with {@code C}, a report line with
 * {@code R}; empty fields are {@code -}.
 */
final class VenueLine {
  private static final String NONE = "-";
  private static final int ORDER_FIELDS = 18;
  private static final int REPORT_FIELDS = 14;

  /** Fields of lines that were written before an order had more of them. */
  private static final int OLD_ORDER_FIELDS = 12;

  private static final int OLD_REPORT_FIELDS = 13;

  private VenueLine() {}

  static String of(Order o) {
    return of("O", o, o.request().quantity());
  }

  /** Returns the line of an order that is to be what its replacement says; - as it is. */
  static String replacement(Order o) {
    Quantity asked = o.replacement().flatMap(Replacement::quantity).orElse(null);
    return of("C", o.replaced(Quantity.ZERO, o.updatedNanos()), asked);
  }

  private static String of(String kind, Order o, @Nullable Quantity quantity) {
    OrderRequest r = o.request();
    return sealed(
        String.join(
            "\t",
            kind,
            o.id().toString(),
            o.instance().toString(),
            o.instrument().toString(),
            r.side().name(),
            r.type().name(),
            text(quantity),
            text(r.limitPrice().orElse(null)),
            text(r.stopPrice().orElse(null)),
            o.isSizedAtFill() ? Long.toString(o.weightAtFillRaw()) : NONE,
            Long.toString(o.createdNanos()),
            r.tag().isEmpty() ? NONE : "=" + clean(r.tag()),
            r.timeInForce().name(),
            r.expireNanos() == 0 ? NONE : Long.toString(r.expireNanos()),
            text(r.trailingOffset().orElse(null)),
            r.isPostOnly() ? "POST" : NONE,
            text(o.link().orElse(null)),
            o.quantity().toString()));
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
            Long.toString(r.timeNanos()),
            text(r.reference())));
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
    boolean order = fields[0].equals("O") || fields[0].equals("C");
    int expected = order ? ORDER_FIELDS : REPORT_FIELDS;
    int old = order ? OLD_ORDER_FIELDS : OLD_REPORT_FIELDS;
    if (fields.length != expected && fields.length != old) {
      throw new IllegalArgumentException(
          "expected " + expected + " fields, found " + fields.length + ": '" + line + "'");
    }
    return fields;
  }

  /** Returns whether a line says which quantity is asked for. */
  static boolean givesQuantity(String[] f) {
    return !f[6].equals(NONE);
  }

  static Order order(String[] f) {
    InstrumentId instrument = InstrumentId.of(f[3]);
    Side side = Side.valueOf(f[4]);
    Quantity quantity = Quantity.parse(f[givesQuantity(f) ? 6 : 17]);
    OrderRequest.Builder builder =
        OrderRequest.builder(instrument, side, OrderType.valueOf(f[5]), quantity);
    if (!f[7].equals(NONE)) {
      builder.limit(Price.parse(f[7]));
    }
    if (!f[8].equals(NONE)) {
      builder.stop(Price.parse(f[8]));
    }
    if (!f[11].equals(NONE)) {
      builder.tag(f[11].substring(1));
    }
    boolean full = f.length == ORDER_FIELDS;
    if (full) {
      builder.timeInForce(TimeInForce.valueOf(f[12]));
      builder.expireNanos(f[13].equals(NONE) ? 0 : Long.parseLong(f[13]));
      if (!f[14].equals(NONE)) {
        builder.trailing(TrailingOffset.parse(f[14]));
      }
      builder.postOnly(!f[15].equals(NONE));
    }
    ClientOrderId id = ClientOrderId.of(f[1]);
    InstanceId instance = InstanceId.of(f[2]);
    long created = Long.parseLong(f[10]);
    OrderRequest request = builder.build();
    Order order =
        f[9].equals(NONE)
            ? Order.of(id, instance, request, created)
            : Order.sizedAtFill(id, instance, request, Long.parseLong(f[9]), created);
    if (full && !f[16].equals(NONE)) {
      order = order.linked(OrderLink.parse(f[16]));
    }
    if (full && f[9].equals(NONE)) {
      order = order.resized(Quantity.parse(f[17]), created);
    }
    return order.submitted(created);
  }

  /** Returns whether a line is of an order. */
  static boolean speaksOf(String[] f, ClientOrderId order) {
    return f[f[0].equals("R") ? 3 : 1].equals(order.toString());
  }

  /**
   * Returns a report as it is told again: with the number 0, for what came after it has a higher.
   */
  static ExecutionReport again(ExecutionReport r) {
    return new ExecutionReport(
        0,
        r.type(),
        r.orderId(),
        r.venueOrderId(),
        r.executionId(),
        r.side(),
        r.quantity(),
        r.price(),
        r.fee(),
        r.orderQuantity(),
        r.reason(),
        r.timeNanos(),
        r.reference());
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
        Long.parseLong(f[12]),
        f.length < REPORT_FIELDS || f[13].equals(NONE) ? null : ExecutionId.of(f[13]));
  }
}
