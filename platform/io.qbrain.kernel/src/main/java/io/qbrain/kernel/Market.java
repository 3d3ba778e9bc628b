package io.qbrain.kernel;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.Fixed;
import io.qbrain.model.Instrument;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the kernel knows of one instrument: its last price and who gets its events. */
final class Market {
  /** The bars of one length. */
  static final class Stream {
    private static final Runner[] NOBODY = {};

    final BarSpec spec;
    Bar[] ring;
    int count;
    private int next;
    long lastNanos = Long.MIN_VALUE;
    Runner[] subscribers = NOBODY;

    Stream(BarSpec spec, int capacity) {
      this.spec = spec;
      this.ring = new Bar[capacity];
    }

    /** Makes room for more bars; those that are there stay. */
    void reserve(int capacity) {
      if (capacity > ring.length) {
        List<Bar> kept = last(ring.length);
        ring = kept.toArray(new Bar[capacity]);
        count = kept.size();
        next = count;
      }
    }

    void push(Bar bar) {
      ring[next] = bar;
      next = next + 1 == ring.length ? 0 : next + 1;
      count = Math.min(count + 1, ring.length);
      lastNanos = bar.timeNanos();
    }

    List<Bar> last(int n) {
      int size = Math.min(n, count);
      List<Bar> bars = new ArrayList<>(size);
      int first = next - size;
      for (int i = 0; i < size; i++) {
        bars.add(ring[Math.floorMod(first + i, ring.length)]);
      }
      return bars;
    }
  }

  private static final Runner[] NOBODY = {};

  Instrument instrument;
  final List<Stream> streams = new ArrayList<>();
  Runner[] quoteSubscribers = NOBODY;
  Runner[] tradeSubscribers = NOBODY;
  long multiplier;
  boolean future;

  /** Last price; 0 while there is none. */
  long last;

  long lastNanos;
  boolean priced;

  /** What the account holds, kept apart from the books so that they can be compared. */
  long accountQuantity;

  long settledDay = Long.MIN_VALUE;

  Market(Instrument instrument) {
    this.instrument = instrument;
    update(instrument);
  }

  void update(Instrument newInstrument) {
    instrument = newInstrument;
    multiplier = newInstrument.multiplier().raw();
    future = newInstrument.kind() == Instrument.Kind.FUTURE;
  }

  @Nullable Stream stream(BarSpec spec) {
    for (Stream s : streams) {
      if (s.spec.equals(spec)) {
        return s;
      }
    }
    return null;
  }

  Stream streamOf(BarSpec spec, int capacity) {
    Stream found = stream(spec);
    if (found == null) {
      found = new Stream(spec, capacity);
      streams.add(found);
    }
    found.reserve(capacity);
    return found;
  }

  void price(long raw, long timeNanos) {
    last = raw;
    lastNanos = timeNanos;
    priced = true;
  }

  /** Returns quantity x price x multiplier; the sign is the quantity's. */
  long notional(long quantity, long price) {
    long plain = Fixed.multiply(quantity, price);
    return multiplier == Fixed.ONE ? plain : Fixed.multiply(plain, multiplier);
  }

  static Runner[] with(Runner[] runners, Runner added, int order) {
    for (Runner r : runners) {
      if (r.order == added.order) {
        return runners;
      }
    }
    List<Runner> list = new ArrayList<>(List.of(runners));
    int at = 0;
    while (at < list.size() && list.get(at).order < order) {
      at++;
    }
    list.add(at, added);
    return list.toArray(new Runner[0]);
  }

  static Runner[] without(Runner[] runners, Runner removed) {
    List<Runner> list = new ArrayList<>(List.of(runners));
    list.remove(removed);
    return list.toArray(new Runner[0]);
  }
}
