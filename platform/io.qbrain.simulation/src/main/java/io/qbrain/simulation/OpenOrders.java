package io.qbrain.simulation;

import io.qbrain.kernel.OrderIndex;
import io.qbrain.model.ClientOrderId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What works at the venue: by id here, and by instrument in the lanes. */
final class OpenOrders {
  private final Collection<Lane> lanes;
  private final OrderIndex<Working> byId = new OrderIndex<>();
  private long added;

  /** Makes an empty one over the venue's lanes. */
  OpenOrders(Collection<Lane> lanes) {
    this.lanes = lanes;
  }

  boolean has(ClientOrderId id) {
    return byId.get(id) != null;
  }

  @Nullable Working find(ClientOrderId id) {
    return byId.get(id);
  }

  void add(Working w) {
    w.place = ++added;
    byId.put(w.order.id(), w);
    w.lane.add(w);
  }

  void remove(Working w) {
    if (!w.gone) {
      w.gone = true;
      byId.remove(w.order.id());
      w.lane.remove(w);
    }
  }

  int size() {
    return byId.size();
  }

  /** Returns all in the order in which they came. */
  List<Working> all() {
    List<Working> all = new ArrayList<>();
    for (Lane lane : lanes) {
      all.addAll(Arrays.asList(lane.working).subList(0, lane.count));
    }
    all.sort(Comparator.comparingLong(w -> w.place));
    return all;
  }

  /** Returns the orders that a fill of this one cancels or reduces. */
  List<Working> siblings(Working of) {
    List<Working> found = all();
    found.removeIf(w -> w == of || !w.isSiblingOf(of));
    return found;
  }
}
