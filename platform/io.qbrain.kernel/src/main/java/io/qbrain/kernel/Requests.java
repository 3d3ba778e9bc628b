package io.qbrain.kernel;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The requests with ids of their senders that were carried out; the oldest are forgotten. */
final class Requests {
  /** So many are remembered. */
  static final int KEPT = 10_000;

  private final Map<String, String> done = new LinkedHashMap<>();

  void add(String id, String what) {
    done.put(id, what);
    if (done.size() > KEPT) {
      Iterator<String> oldest = done.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** Returns what was carried out under an id, or null. */
  @Nullable String what(String id) {
    return done.get(id);
  }
}
