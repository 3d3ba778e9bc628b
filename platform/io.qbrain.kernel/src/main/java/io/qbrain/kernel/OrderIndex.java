package io.qbrain.kernel;

import io.qbrain.model.ClientOrderId;
import org.jspecify.annotations.Nullable;

/**
 * Finds the book of an order by the order's id: a table of open addresses that allocates nothing
 * for an order.
 */
final class OrderIndex {
  private static final int FIRST_CAPACITY = 64;

  private @Nullable ClientOrderId[] ids = new @Nullable ClientOrderId[FIRST_CAPACITY];
  private @Nullable Book[] books = new @Nullable Book[FIRST_CAPACITY];
  private int size;

  private int slot(ClientOrderId id) {
    int hash = id.hashCode() * 0x9E3779B9;
    return (hash ^ (hash >>> 16)) & (ids.length - 1);
  }

  @Nullable Book get(ClientOrderId id) {
    for (int at = slot(id); ; at = (at + 1) & (ids.length - 1)) {
      ClientOrderId there = ids[at];
      if (there == null) {
        return null;
      }
      if (there.equals(id)) {
        return books[at];
      }
    }
  }

  void put(ClientOrderId id, Book book) {
    if (2 * size >= ids.length) {
      grow();
    }
    int at = slot(id);
    for (ClientOrderId there = ids[at]; there != null; there = ids[at]) {
      if (there.equals(id)) {
        books[at] = book;
        return;
      }
      at = (at + 1) & (ids.length - 1);
    }
    ids[at] = id;
    books[at] = book;
    size++;
  }

  private void grow() {
    @Nullable ClientOrderId[] oldIds = ids;
    @Nullable Book[] oldBooks = books;
    ids = new @Nullable ClientOrderId[2 * oldIds.length];
    books = new @Nullable Book[2 * oldIds.length];
    size = 0;
    for (int i = 0; i < oldIds.length; i++) {
      ClientOrderId id = oldIds[i];
      Book book = oldBooks[i];
      if (id != null && book != null) {
        put(id, book);
      }
    }
  }

  /** Takes an order away, and closes the gap that it leaves in its chain. */
  void remove(ClientOrderId id) {
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
        books[gap] = books[next];
        gap = next;
      }
    }
    ids[gap] = null;
    books[gap] = null;
  }
}
