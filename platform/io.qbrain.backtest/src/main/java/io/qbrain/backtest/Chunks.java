package io.qbrain.backtest;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** A list that only grows, and never copies what it has: a long run keeps millions of effects. */
final class Chunks<T> extends AbstractList<T> implements RandomAccess {
  private static final int BITS = 12;
  private static final int LENGTH = 1 << BITS;

  private @Nullable Object[][] chunks = new Object[4][];

  /** The chunk that is being filled, and how much of it is. */
  private @Nullable Object[] last = new Object[0];

  private int filled;
  private int count;

  @Override
  public boolean add(T element) {
    if (filled == last.length) {
      grow();
    }
    last[filled++] = Objects.requireNonNull(element);
    return true;
  }

  private void grow() {
    if (count == chunks.length) {
      chunks = Arrays.copyOf(chunks, count * 2);
    }
    last = new Object[LENGTH];
    chunks[count++] = last;
    filled = 0;
  }

  @Override
  @SuppressWarnings("unchecked") // only elements are put into chunks
  public T get(int index) {
    Objects.checkIndex(index, size());
    return (T) Objects.requireNonNull(chunks[index >>> BITS][index & (LENGTH - 1)]);
  }

  @Override
  public int size() {
    return count == 0 ? 0 : ((count - 1) << BITS) + filled;
  }
}
