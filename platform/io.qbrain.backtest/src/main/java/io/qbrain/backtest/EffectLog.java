package io.qbrain.backtest;

import io.qbrain.kernel.TradeEntry;
import io.qbrain.model.Effect;
import io.qbrain.model.Fill;
import io.qbrain.model.Order;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * All that a run decided, in order. What orders and their fills bring is kept without an object for
 * each effect: one is made when somebody asks for it. It never copies what it has, for a long run
 * keeps millions.
 */
final class EffectLog extends AbstractList<Effect> implements RandomAccess {
  private static final int BITS = 12;
  private static final int LENGTH = 1 << BITS;

  /** Some effects: an order that changed, a trade's entry, or any other effect itself. */
  private static final class Chunk {
    final Object[] what = new Object[LENGTH];
    final @Nullable Fill[] fills = new @Nullable Fill[LENGTH];
    final long[] venueSequences = new long[LENGTH];
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

  void add(TradeEntry entry) {
    put(entry);
  }

  void add(Order order, @Nullable Fill fill, long venueSequence) {
    int at = put(order);
    last.fills[at] = fill;
    last.venueSequences[at] = venueSequence;
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

  @Override
  public Effect get(int index) {
    Objects.checkIndex(index, size());
    Chunk chunk = chunks[index >>> BITS];
    int at = index & (LENGTH - 1);
    Object what = chunk.what[at];
    if (what instanceof Order order) {
      return new Effect.OrderChanged(order, chunk.fills[at], chunk.venueSequences[at]);
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
