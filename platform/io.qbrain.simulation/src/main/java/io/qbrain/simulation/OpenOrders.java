package io.qbrain.simulation;

import io.qbrain.kernel.OrderIndex;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.OrderLink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What works at the venue: by id here, and by instrument in the lanes. */
final class OpenOrders {
  /** Lists of which no order works any more are forgotten when so many newer ones have come. */
  private static final int REMEMBERED_LISTS = 4_096;

  private final Collection<Lane> lanes;
  private final OrderIndex<Working> byId = new OrderIndex<>();
  private final Map<ClientOrderId, ListTotals> lists = new LinkedHashMap<>();
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
    if (w.link != null) {
      w.totals = totals(w.link);
      w.totals.add(w, w.link);
    }
  }

  /** Returns the totals of a list: those of the order that triggers it, or of late. */
  ListTotals totals(OrderLink link) {
    Working trigger = link.parent() == null ? null : byId.get(link.parent());
    ListTotals found = trigger == null ? null : trigger.totals;
    found = found == null ? lists.get(link.list()) : found;
    if (found == null) {
      found = new ListTotals();
      lists.put(link.list(), found);
      if (lists.size() > REMEMBERED_LISTS) {
        lists.remove(lists.keySet().iterator().next());
      }
    }
    return found;
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
