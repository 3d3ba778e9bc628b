package io.qbrain.app;

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

/**
 * A market event in the input log: a letter, then {@code B} bar (instrument, spec, open time, close
 * time, open, high, low, close, volume), {@code Q} quote (instrument, time, bid, ask, bid size, ask
 * size), {@code T} trade (instrument, time, price, quantity), {@code D} depth (instrument, time,
 * levels, four numbers a level).
 */
final class EventRecord {
  private static final int MAX_LEVELS = 10_000;

  private EventRecord() {}

  static void write(MarketEvent event, DataOutputStream out) throws IOException {
    if (event instanceof Bar bar) {
      begin('B', event, out);
      out.writeUTF(bar.spec().toString());
      out.writeLong(bar.openTimeNanos());
      out.writeLong(bar.timeNanos());
      writePrices(bar, out);
    } else if (event instanceof Quote quote) {
      begin('Q', event, out);
      out.writeLong(quote.timeNanos());
      out.writeLong(quote.bid().raw());
      out.writeLong(quote.ask().raw());
      out.writeLong(quote.bidSize().raw());
      out.writeLong(quote.askSize().raw());
    } else if (event instanceof TradeTick trade) {
      begin('T', event, out);
      out.writeLong(trade.timeNanos());
      out.writeLong(trade.price().raw());
      out.writeLong(trade.quantity().raw());
    } else if (event instanceof Depth depth) {
      begin('D', event, out);
      out.writeLong(depth.timeNanos());
      out.writeInt(depth.levels());
      for (int level = 0; level < depth.levels(); level++) {
        out.writeLong(depth.bidRaw(level));
        out.writeLong(depth.bidSizeRaw(level));
        out.writeLong(depth.askRaw(level));
        out.writeLong(depth.askSizeRaw(level));
      }
    }
  }

  private static void begin(char letter, MarketEvent event, DataOutputStream out)
      throws IOException {
    out.writeByte(letter);
    out.writeUTF(event.instrument().toString());
  }

  private static void writePrices(Bar bar, DataOutputStream out) throws IOException {
    out.writeLong(bar.openPrice().raw());
    out.writeLong(bar.highPrice().raw());
    out.writeLong(bar.lowPrice().raw());
    out.writeLong(bar.closePrice().raw());
    out.writeLong(bar.volumeTraded().raw());
  }

  static MarketEvent read(DataInputStream in) throws IOException {
    char letter = (char) in.readByte();
    InstrumentId instrument = InstrumentId.of(in.readUTF());
    return switch (letter) {
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
      default -> throw new IOException("expected a record B, Q, T or D, found " + letter);
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
