package io.qbrain.simulation;

import io.qbrain.kernel.PreviousClose;
import io.qbrain.model.Bar;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Depth;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Order;
import io.qbrain.model.OrderStatus;
import io.qbrain.model.OrderType;
import io.qbrain.model.Quantity;
import io.qbrain.model.VenueOrderId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a venue has to remember to fill after a restart as it would have without one, as bytes: of
 * an instrument what its market showed last, of an order what became of it here. The order itself
 * is what its sender knows. A version comes first.
 */
public final class VenueMemory {
  /** The first had no type of an order, and nothing behind what a lane's market remembers. */
  private static final byte FIRST = 1;

  /** The second did not know whether a limit was reached. */
  private static final byte SECOND = 2;

  /** The third did not know when the last trade was. */
  private static final byte THIRD = 3;

  private static final byte VERSION = 4;
  private static final int MAX_IDS = 100_000;

  /** Finds what is known of an instrument. */
  interface Lanes {
    @Nullable Lane find(InstrumentId id);
  }

  private final Lanes lanes;
  private final OpenOrders orders;
  private final Sessions sessions;
  private final VenueRules rules;

  VenueMemory(Lanes lanes, OpenOrders orders, Sessions sessions, VenueRules rules) {
    this.lanes = lanes;
    this.orders = orders;
    this.sessions = sessions;
    this.rules = rules;
  }

  /** Returns what is to be remembered of a working order; null if it works no more. */
  public byte @Nullable [] of(ClientOrderId order) {
    Working w = orders.find(order);
    return w == null ? null : bytes(out -> order(w, out));
  }

  /** Returns what is to be remembered of an instrument; null if the venue knows none. */
  public byte @Nullable [] of(InstrumentId instrument) {
    Lane lane = lanes.find(instrument);
    return lane == null ? null : bytes(out -> lane(lane, out));
  }

  /** Returns the orders that work in an instrument, the oldest first. */
  public List<ClientOrderId> working(InstrumentId instrument) {
    Lane lane = lanes.find(instrument);
    List<ClientOrderId> ids = new ArrayList<>();
    for (int i = 0; lane != null && i < lane.count; i++) {
      ids.add(lane.working[i].order.id());
    }
    return ids;
  }

  /** Returns how a working order stands. */
  public Optional<ExecutionReport> status(ClientOrderId order, long timeNanos) {
    Working w = orders.find(order);
    if (w == null) {
      return Optional.empty();
    }
    OrderStatus at =
        w.filled > 0
            ? OrderStatus.PARTIALLY_FILLED
            : w.triggered ? OrderStatus.TRIGGERED : OrderStatus.ACCEPTED;
    return Optional.of(
        ExecutionReport.status(
            order, w.venueId, at, Quantity.ofRaw(w.quantity), Quantity.ofRaw(w.filled), timeNanos));
  }

  /** Returns a working order with the replacement that is on its way to it. */
  public Optional<Order> replacing(ClientOrderId order) {
    Working w = orders.find(order);
    return Optional.ofNullable(w == null ? null : w.replacing);
  }

  /**
   * Puts back an order that was accepted before a restart, as its reports tell of it; nothing is
   * reported.
   *
   * @param paid the fees that it has paid, in units of 1e-8
   */
  public void restore(Order order, String venueId, boolean triggered, long paid) {
    Lane lane = lanes.find(order.instrument());
    if (lane == null) {
      throw new IllegalStateException("unknown instrument " + order.instrument());
    }
    long latency = rules.orderLatencyNanos() + rules.dataLatencyNanos();
    Working w = new Working(lane, order, VenueOrderId.of(venueId), order.createdNanos() + latency);
    w.triggered = triggered;
    w.filled = order.filledRaw();
    w.notional = Math.abs(order.filledValueRaw());
    w.paid = paid;
    orders.add(w);
    sessions.begin(w, order.createdNanos());
  }

  /**
   * Learns what an order traded before a restart, working or closed: what is left for the others of
   * its list follows from it. To be told of each order once, the oldest first, and before those
   * that work are put back.
   */
  public void traded(Order order) {
    order.link().ifPresent(link -> orders.totals(link).recall(order, link));
  }

  /**
   * Remembers what became of an order that was put back.
   *
   * @param asked the order with the replacement that was asked for last; null if there is none
   * @throws IllegalArgumentException if the bytes are not what {@link #of} gave
   */
  public void recall(ClientOrderId order, byte[] memory, @Nullable Order asked) {
    Working w = orders.find(order);
    if (w != null) {
      read(memory, (version, in) -> recall(w, asked, version, in));
    }
  }

  /**
   * Remembers an instrument's market; its orders were put back before.
   *
   * @throws IllegalArgumentException if the bytes are not what {@link #of} gave
   */
  public void recall(InstrumentId instrument, byte[] memory) {
    Lane lane = lanes.find(instrument);
    if (lane != null) {
      read(memory, (version, in) -> recall(lane, version, in));
    }
  }

  private static void lane(Lane lane, DataOutputStream out) throws IOException {
    EventBytes.write(lane.last(), out);
    out.writeBoolean(lane.depth != null && lane.depth == lane.last());
    EventBytes.write(lane.depth == lane.last() ? null : lane.depth, out);
    out.writeBoolean(lane.quoted);
    EventBytes.longs(
        out,
        lane.beforeStartNanos,
        lane.lastPrice,
        lane.bid,
        lane.ask,
        lane.bidSize,
        lane.askSize,
        lane.bidNanos,
        lane.askNanos,
        lane.waitingBid,
        lane.waitingBidNanos,
        lane.waitingAsk,
        lane.waitingAskNanos,
        lane.usedVolume,
        lane.usedBid,
        lane.usedAsk);
    ids(lane.filledAtOpen, out);
    out.writeInt(lane.late.size());
    for (Working w : lane.late) {
      out.writeUTF(w.order.id().toString());
    }
    VenueMarket market = lane.market;
    out.writeBoolean(market != null);
    if (market != null) {
      PreviousClose.Seen seen = market.seen();
      EventBytes.longs(
          out,
          market.lowest(),
          market.highest(),
          seen.last(),
          seen.lastNanos(),
          seen.before(),
          seen.nextBegin());
    }
    ids(lane.filledByStop, out);
    EventBytes.write(lane.bidBar, out);
    EventBytes.write(lane.askBar, out);
    out.writeBoolean(lane.traded);
    out.writeLong(lane.tradedNanos);
  }

  private static void ids(List<ClientOrderId> ids, DataOutputStream out) throws IOException {
    out.writeInt(ids.size());
    for (ClientOrderId id : ids) {
      out.writeUTF(id.toString());
    }
  }

  private static void order(Working w, DataOutputStream out) throws IOException {
    out.writeBoolean(w.triggered);
    out.writeBoolean(w.tried);
    out.writeBoolean(w.replacing != null);
    EventBytes.longs(
        out,
        w.sign,
        w.limit,
        w.stop,
        w.quantity,
        w.eligibleNanos,
        w.filled,
        w.notional,
        w.paid,
        w.best,
        w.day,
        w.auctionNanos,
        w.expiryNanos,
        w.ahead,
        w.cancelNanos,
        w.replaceNanos);
    out.writeUTF(w.type.name());
    out.writeBoolean(w.reached);
  }

  private void recall(Lane lane, byte version, DataInputStream in) throws IOException {
    lane.disturb();
    lane.last(EventBytes.read(lane.instrument.id(), in));
    boolean same = in.readBoolean();
    Depth other = (Depth) EventBytes.read(lane.instrument.id(), in);
    lane.depth = same ? (Depth) lane.last() : other;
    lane.quoted = in.readBoolean();
    lane.beforeStartNanos = in.readLong();
    lane.lastPrice = in.readLong();
    lane.bid = in.readLong();
    lane.ask = in.readLong();
    lane.bidSize = in.readLong();
    lane.askSize = in.readLong();
    lane.bidNanos = in.readLong();
    lane.askNanos = in.readLong();
    lane.waitingBid = in.readLong();
    lane.waitingBidNanos = in.readLong();
    lane.waitingAsk = in.readLong();
    lane.waitingAskNanos = in.readLong();
    lane.usedVolume = in.readLong();
    lane.usedBid = in.readLong();
    lane.usedAsk = in.readLong();
    lane.filledAtOpen = List.copyOf(ids(in));
    lane.late = List.of();
    for (ClientOrderId id : ids(in)) {
      Working w = orders.find(id);
      if (w != null) {
        lane.late = Lane.with(lane.late, w);
      }
    }
    market(lane.market, in);
    if (version == FIRST) {
      return;
    }
    lane.filledByStop = List.copyOf(ids(in));
    lane.bidBar = (Bar) EventBytes.read(lane.instrument.id(), in);
    lane.askBar = (Bar) EventBytes.read(lane.instrument.id(), in);
    lane.traded = in.readBoolean();
    lane.tradedNanos = version > THIRD ? in.readLong() : Long.MIN_VALUE;
  }

  private static void market(@Nullable VenueMarket market, DataInputStream in) throws IOException {
    if (!in.readBoolean()) {
      return;
    }
    long lowest = in.readLong();
    long highest = in.readLong();
    PreviousClose.Seen seen =
        new PreviousClose.Seen(in.readLong(), in.readLong(), in.readLong(), in.readLong());
    if (market != null) {
      market.recall(lowest, highest, seen);
    }
  }

  private static List<ClientOrderId> ids(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > MAX_IDS) {
      throw new IOException("expected 0 to " + MAX_IDS + " ids, found " + count);
    }
    List<ClientOrderId> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(ClientOrderId.of(in.readUTF()));
    }
    return ids;
  }

  private static void recall(Working w, @Nullable Order asked, byte version, DataInputStream in)
      throws IOException {
    w.triggered = in.readBoolean();
    w.tried = in.readBoolean();
    w.replacing = in.readBoolean() ? asked : null;
    w.sign = (int) in.readLong();
    w.limit = in.readLong();
    w.stop = in.readLong();
    w.quantity = in.readLong();
    w.eligibleNanos = in.readLong();
    w.filled = in.readLong();
    w.notional = in.readLong();
    w.paid = in.readLong();
    w.best = in.readLong();
    w.day = in.readLong();
    w.auctionNanos = in.readLong();
    w.expiryNanos = in.readLong();
    w.ahead = in.readLong();
    w.cancelNanos = in.readLong();
    w.replaceNanos = in.readLong();
    if (version > FIRST) {
      w.type = OrderType.valueOf(in.readUTF());
    }
    if (version > SECOND) {
      w.reached = in.readBoolean();
    }
  }

  private interface Writer {
    void to(DataOutputStream out) throws IOException;
  }

  private interface Reader {
    void from(byte version, DataInputStream in) throws IOException;
  }

  private static byte[] bytes(Writer content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try {
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeByte(VERSION);
      content.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void read(byte[] bytes, Reader content) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      byte version = in.readByte();
      if (version < FIRST || version > VERSION) {
        throw new IllegalArgumentException(
            "expected the memory of a venue of version "
                + FIRST
                + " to "
                + VERSION
                + ", found "
                + version);
      }
      content.from(version, in);
      if (in.available() > 0) {
        throw new IllegalArgumentException(
            in.available() + " bytes too many in the memory of a venue");
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("the memory of a venue is damaged: " + e.getMessage(), e);
    }
  }
}
