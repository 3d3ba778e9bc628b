package io.qbrain.verifier;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Manifest;

/**
 * The main headers of a manifest; their names are compared without regard to case.
 *
 * @param headers values by name
 */
record BundleManifest(SortedMap<String, String> headers) {
  static final String PATH = "META-INF/MANIFEST.MF";
  static final int MAX_BYTES = 1 << 18;

  /**
   * Parses a manifest file.
   *
   * @throws IOException if it is malformed, or has a header twice, so that readers may disagree
   */
  static BundleManifest parse(byte[] file) throws IOException {
    Set<String> twice = namesTwice(file);
    if (!twice.isEmpty()) {
      throw new IOException(twice + " found twice, expected once");
    }
    SortedMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Map.Entry<Object, Object> header :
        new Manifest(new ByteArrayInputStream(file)).getMainAttributes().entrySet()) {
      headers.put(header.getKey().toString(), header.getValue().toString());
    }
    return new BundleManifest(headers);
  }

  private static Set<String> namesTwice(byte[] file) {
    Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    Set<String> twice = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (String line :
        new String(file, StandardCharsets.UTF_8).lines().takeWhile(l -> !l.isEmpty()).toList()) {
      int colon = line.indexOf(':');
      if (!line.startsWith(" ") && colon > 0 && !seen.add(line.substring(0, colon))) {
        twice.add(line.substring(0, colon));
      }
    }
    return twice;
  }

  Optional<String> value(String name) {
    return Optional.ofNullable(headers.get(name)).map(String::trim).filter(v -> !v.isEmpty());
  }

  /**
   * The clauses of a header; none if it is not there.
   *
   * @throws IllegalArgumentException if it is malformed
   */
  List<HeaderClause> clauses(String name) {
    return value(name).map(HeaderClause::parse).orElse(List.of());
  }
}
