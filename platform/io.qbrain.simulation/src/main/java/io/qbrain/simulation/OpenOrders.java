package io.qbrain.simulation;

import io.qbrain.model.ClientOrderId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What works at the venue: by id here, and by instrument in the lanes. */
final class OpenOrders {
  private final Map<ClientOrderId, Working> byId = new LinkedHashMap<>();

  boolean has(ClientOrderId id) {
    return byId.containsKey(id);
  }

  @Nullable Working find(ClientOrderId id) {
    return byId.get(id);
  }

  void add(Working w) {
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

  List<Working> all() {
    return new ArrayList<>(byId.values());
  }

  /** Returns the orders that a fill of this one cancels or reduces. */
  List<Working> siblings(Working of) {
    List<Working> found = new ArrayList<>();
    for (Working w : byId.values()) {
      if (w != of && w.isSiblingOf(of)) {
        found.add(w);
      }
    }
    return found;
  }
}
