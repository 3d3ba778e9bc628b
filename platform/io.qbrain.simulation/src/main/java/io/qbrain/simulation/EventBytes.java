package io.qbrain.simulation;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.Depth;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Quote;
import io.qbrain.model.Times;
import io.qbrain.model.TradeTick;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A market event of a known instrument as bytes: a letter, then its numbers; {@code -} for none.
 */
final class EventBytes {
  private static final int MAX_LEVELS = 10_000;

  private EventBytes() {}

  static void write(@Nullable MarketEvent event, DataOutputStream out) throws IOException {
    if (event == null) {
      out.writeByte('-');
    } else if (event instanceof Bar b) {
      out.writeByte('B');
      out.writeUTF(b.spec().toString());
      longs(
          out,
          b.openTimeNanos(),
          b.timeNanos(),
          b.openPrice().raw(),
          b.highPrice().raw(),
          b.lowPrice().raw(),
          b.closePrice().raw(),
          b.volumeTraded().raw());
    } else if (event instanceof Quote q) {
      out.writeByte('Q');
      longs(out, q.timeNanos(), q.bid().raw(), q.ask().raw(), q.bidSize().raw(), q.askSize().raw());
    } else if (event instanceof TradeTick t) {
      out.writeByte('T');
      longs(out, t.timeNanos(), t.price().raw(), t.quantity().raw());
    } else if (event instanceof Depth d) {
      out.writeByte('D');
      out.writeLong(d.timeNanos());
      out.writeInt(d.levels());
      for (int i = 0; i < d.levels(); i++) {
        longs(out, d.bidRaw(i), d.bidSizeRaw(i), d.askRaw(i), d.askSizeRaw(i));
      }
    }
  }

  static void longs(DataOutputStream out, long... values) throws IOException {
    for (long v : values) {
      out.writeLong(v);
    }
  }

  static @Nullable MarketEvent read(InstrumentId instrument, DataInputStream in)
      throws IOException {
    char letter = (char) in.readByte();
    return switch (letter) {
      case '-' -> null;
      case 'B' ->
          Bar.ofRaw(
              instrument,
              BarSpec.parse(in.readUTF()),
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readLong());
      case 'Q' ->
          Quote.of(
              instrument,
              Times.instant(in.readLong()),
              Price.ofRaw(in.readLong()),
              Price.ofRaw(in.readLong()),
              Quantity.ofRaw(in.readLong()),
              Quantity.ofRaw(in.readLong()));
      case 'T' ->
          TradeTick.of(
              instrument,
              Times.instant(in.readLong()),
              Price.ofRaw(in.readLong()),
              Quantity.ofRaw(in.readLong()));
      case 'D' -> depth(instrument, in);
      default -> throw new IOException("expected an event -, B, Q, T or D, found " + letter);
    };
  }

  private static Depth depth(InstrumentId instrument, DataInputStream in) throws IOException {
    long timeNanos = in.readLong();
    int levels = in.readInt();
    if (levels < 1 || levels > MAX_LEVELS) {
      throw new IOException("expected 1 to " + MAX_LEVELS + " levels, found " + levels);
    }
    long[] book = new long[4 * levels];
    for (int i = 0; i < book.length; i++) {
      book[i] = in.readLong();
    }
    return Depth.of(instrument, Times.instant(timeNanos), levels, book);
  }
}
