package io.qbrain.verifier;

import java.util.ArrayList;
import java.util.List;

/** Collects what the stages of one verification find; bounded, for a jar may have many faults. */
final class Findings {
  private static final int MAX_FINDINGS = 50;

  private final List<Finding> found = new ArrayList<>();

  void add(FindingCode code, String place, String message) {
    if (found.size() < MAX_FINDINGS) {
      found.add(new Finding(code, Printable.of(place), Printable.of(message)));
    }
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  List<Finding> list() {
    return List.copyOf(found);
  }
}
