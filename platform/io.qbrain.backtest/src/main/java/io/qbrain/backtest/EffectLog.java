package io.qbrain.backtest;

import io.qbrain.kernel.TradeEntry;
import io.qbrain.model.Effect;
import io.qbrain.model.Fill;
import io.qbrain.model.Order;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * All that a run decided, in order. What orders and their fills bring is kept without an object for
 * each effect: one is made when somebody asks for it. It never copies what it has, for a long run
 * keeps millions.
 */
final class EffectLog extends AbstractList<Effect> implements RandomAccess {
  private static final int BITS = 12;
  private static final int LENGTH = 1 << BITS;

  /**
   * Some effects: an order that changed, a trade's entry, or any other effect itself. An order
   * before a trade's entry changed by that trade's fill.
   */
  private static final class Chunk {
    final Object[] what = new Object[LENGTH];

    /** The numbers of the venue's reports that changed orders. */
    final int[] venueSequences = new int[LENGTH];
  }

  private Chunk[] chunks = new Chunk[4];
  private Chunk last = new Chunk();
  private int filled = LENGTH;
  private int count;

  @Override
  public boolean add(Effect effect) {
    put(effect);
    return true;
  }

  /** Adds an order that changed by a report of the venue, or by none (0), and not by a fill. */
  void add(Order order, long venueSequence) {
    int sequence = (int) venueSequence;
    if (sequence == venueSequence) {
      int at = put(order);
      last.venueSequences[at] = sequence;
    } else {
      put(new Effect.OrderChanged(order, null, venueSequence));
    }
  }

  /** Adds an order that a fill changed, and what the fill posted. */
  void add(Order order, long venueSequence, TradeEntry entry) {
    int sequence = (int) venueSequence;
    if (sequence == venueSequence) {
      int at = put(order);
      last.venueSequences[at] = sequence;
    } else {
      put(new Effect.OrderChanged(order, entry.fill(), venueSequence));
    }
    put(entry);
  }

  private int put(Object what) {
    if (filled == LENGTH) {
      grow();
    }
    last.what[filled] = what;
    return filled++;
  }

  private void grow() {
    if (count == chunks.length) {
      chunks = Arrays.copyOf(chunks, count * 2);
    }
    if (count > 0) {
      last = new Chunk();
    }
    chunks[count++] = last;
    filled = 0;
  }

  private Object what(int index) {
    return chunks[index >>> BITS].what[index & (LENGTH - 1)];
  }

  @Override
  public Effect get(int index) {
    Objects.checkIndex(index, size());
    Object what = what(index);
    if (what instanceof Order order) {
      Fill fill =
          index + 1 < size() && what(index + 1) instanceof TradeEntry next ? next.fill() : null;
      int sequence = chunks[index >>> BITS].venueSequences[index & (LENGTH - 1)];
      return new Effect.OrderChanged(order, fill, sequence);
    }
    return what instanceof TradeEntry entry
        ? new Effect.LedgerPosted(entry.toEntry())
        : (Effect) what;
  }

  @Override
  public int size() {
    return count == 0 ? 0 : ((count - 1) << BITS) + filled;
  }
}
