package io.qbrain.verifier;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of versions as OSGi writes it: {@code [1.0,2)}, or {@code 1.0} for this and all later
 * ones.
 */
record OsgiRange(
    OsgiVersion floor,
    boolean includesFloor,
    Optional<OsgiVersion> ceiling,
    boolean includesCeiling) {
  private static final Pattern INTERVAL =
      Pattern.compile("\\s*([\\[(])\\s*([^,\\s]+)\\s*,\\s*([^,\\s]+)\\s*([])])\\s*");

  static OsgiRange parse(String text) {
    Matcher m = INTERVAL.matcher(text);
    if (!m.matches()) {
      return new OsgiRange(OsgiVersion.parse(text), true, Optional.empty(), false);
    }
    return new OsgiRange(
        OsgiVersion.parse(m.group(2)),
        m.group(1).equals("["),
        Optional.of(OsgiVersion.parse(m.group(3))),
        m.group(4).equals("]"));
  }

  boolean includes(OsgiVersion version) {
    int toFloor = version.compareTo(floor);
    int toCeiling = ceiling.map(version::compareTo).orElse(-1);
    return (toFloor > 0 || (toFloor == 0 && includesFloor))
        && (toCeiling < 0 || (toCeiling == 0 && includesCeiling));
  }
}
