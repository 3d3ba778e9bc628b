package io.qbrain.verifier;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a host offers to strategies.
 *
 * @param packages the packages that they may import, with their versions
 * @param javaVersion the feature release of Java that it runs, e.g. 17
 */
public record HostOffer(SortedMap<String, OsgiVersion> packages, int javaVersion) {
  /** The package of the strategy SPI. */
  public static final String SPI = "io.qbrain.strategy";

  /** The packages that a host can offer. */
  public static final Set<String> PACKAGES = Set.of("io.qbrain.model", "io.qbrain.indicators", SPI);

  /** Checks that the SPI is offered, and nothing but {@link #PACKAGES}. */
  public HostOffer {
    packages = new TreeMap<>(packages);
    if (!packages.containsKey(SPI) || !PACKAGES.containsAll(packages.keySet())) {
      throw new IllegalArgumentException(
          "expected " + SPI + " and others of " + PACKAGES + ", found " + packages.keySet());
    }
  }

  /** Returns the offer of a host that runs the Java version of this process. */
  public static HostOffer of(Map<String, OsgiVersion> packages) {
    return new HostOffer(new TreeMap<>(packages), Runtime.version().feature());
  }

  /** Returns the version of the strategy SPI. */
  OsgiVersion spi() {
    OsgiVersion version = packages.get(SPI);
    if (version == null) {
      throw new IllegalStateException("expected " + SPI + " in " + packages);
    }
    return version;
  }
}
