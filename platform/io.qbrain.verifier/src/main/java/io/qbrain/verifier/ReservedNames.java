package io.qbrain.verifier;

import java.util.List;

/** Symbolic names and packages that strategies must not use as their own. */
final class ReservedNames {
  private static final String SAMPLES = "io.qbrain.samples";
  private static final List<String> RESERVED =
      List.of(
          "io.qbrain",
          "java",
          "javax",
          "jakarta",
          "jdk",
          "sun",
          "com.sun",
          "org.osgi",
          "org.apache.felix",
          "org.apache.karaf",
          "org.ops4j");

  private ReservedNames() {}

  static boolean contains(String name) {
    return !isUnder(name, SAMPLES) && RESERVED.stream().anyMatch(r -> isUnder(name, r));
  }

  private static boolean isUnder(String name, String parent) {
    return name.equals(parent) || name.startsWith(parent + ".");
  }
}
