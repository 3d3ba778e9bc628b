package io.qbrain.kernel;

import io.qbrain.model.ClientOrderId;
import org.jspecify.annotations.Nullable;

/**
 * Finds what belongs to an order by the order's id: a table of open addresses that allocates
 * nothing for an order. Its order of entries means nothing. Not thread-safe.
 *
 * @param <V> what is found
 */
public final class OrderIndex<V> {
  private static final int FIRST_CAPACITY = 64;

  /** 2^32 divided by the golden ratio. */
  private static final int SPREAD = 0x9E3779B9;

  private @Nullable ClientOrderId[] ids = new @Nullable ClientOrderId[FIRST_CAPACITY];
  private @Nullable Object[] values = new @Nullable Object[FIRST_CAPACITY];
  private int size;

  /** Ids have numbers in a row; spread, what is removed leaves no long chain to be closed. */
  private int slot(ClientOrderId id) {
    return (id.hashCode() * SPREAD) >>> (Integer.numberOfLeadingZeros(ids.length) + 1);
  }

  /** Makes an empty index. */
  public OrderIndex() {}

  /** Returns how many orders it has. */
  public int size() {
    return size;
  }

  /** Returns what was put for an order, or null. */
  @SuppressWarnings("unchecked") // what comes out was put in as V
  public @Nullable V get(ClientOrderId id) {
    for (int at = slot(id); ; at = (at + 1) & (ids.length - 1)) {
      ClientOrderId there = ids[at];
      if (there == null) {
        return null;
      }
      if (there.equals(id)) {
        return (V) values[at];
      }
    }
  }

  /** Puts something for an order, in the place of what was there. */
  public void put(ClientOrderId id, V value) {
    add(id, value);
  }

  private void add(ClientOrderId id, Object value) {
    if (2 * size >= ids.length) {
      grow();
    }
    int at = slot(id);
    for (ClientOrderId there = ids[at]; there != null; there = ids[at]) {
      if (there.equals(id)) {
        values[at] = value;
        return;
      }
      at = (at + 1) & (ids.length - 1);
    }
    ids[at] = id;
    values[at] = value;
    size++;
  }

  private void grow() {
    @Nullable ClientOrderId[] oldIds = ids;
    @Nullable Object[] oldValues = values;
    ids = new @Nullable ClientOrderId[2 * oldIds.length];
    values = new @Nullable Object[2 * oldIds.length];
    size = 0;
    for (int i = 0; i < oldIds.length; i++) {
      ClientOrderId id = oldIds[i];
      Object value = oldValues[i];
      if (id != null && value != null) {
        add(id, value);
      }
    }
  }

  /** Takes an order away, and closes the gap that it leaves in its chain. */
  public void remove(ClientOrderId id) {
    int at = slot(id);
    for (ClientOrderId there = ids[at]; there == null || !there.equals(id); there = ids[at]) {
      if (there == null) {
        return;
      }
      at = (at + 1) & (ids.length - 1);
    }
    size--;
    int gap = at;
    for (int next = (gap + 1) & (ids.length - 1); ; next = (next + 1) & (ids.length - 1)) {
      ClientOrderId moved = ids[next];
      if (moved == null) {
        break;
      }
      int home = slot(moved);
      boolean stays = gap <= next ? gap < home && home <= next : gap < home || home <= next;
      if (!stays) {
        ids[gap] = moved;
        values[gap] = values[next];
        gap = next;
      }
    }
    ids[gap] = null;
    values[gap] = null;
  }
}
