package io.qbrain.data.influx;

import io.qbrain.model.BarSpec;
import io.qbrain.model.PriceSource;
import io.qbrain.port.SeriesId;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * How the server is used.
 *
 * @param url its address
 * @param database the database
 * @param raw the retention policy that is made with it
 * @param coarse the retention policy of coarse bars
 * @param coarseSpecs which bars those are, whatever prices they are made of
 * @param organisation of 2.x and 3; empty for 1.x
 * @param token its token; empty for none
 * @param timeout after which a request has failed
 * @param chunkRows rows of one write request
 * @param isMirror whether what feeds record is copied to it
 */
record InfluxSettings(
    String url,
    String database,
    Policy raw,
    Policy coarse,
    Set<BarSpec> coarseSpecs,
    String organisation,
    String token,
    Duration timeout,
    int chunkRows,
    boolean isMirror) {

  /**
   * How long rows are kept.
   *
   * @param name of the retention policy
   * @param days how long; 0 for good
   */
  record Policy(String name, int days) {
    Policy {
      if (!name.matches("[A-Za-z0-9_-]{1,64}") || days < 0) {
        throw new IllegalArgumentException(
            "expected a retention policy of letters, digits, _ and -, and days >= 0, found '"
                + name
                + "' and "
                + days);
      }
    }
  }

  InfluxSettings {
    coarseSpecs = Collections.unmodifiableSet(new TreeSet<>(coarseSpecs));
    if (!database.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new IllegalArgumentException(
          "expected a database of letters, digits, _ and -, found '" + database + "'");
    }
    if (coarse.name().equals(raw.name())) {
      throw new IllegalArgumentException(
          "expected two names of retention_policy and coarse_policy, found twice " + raw.name());
    }
    if (!coarseSpecs.stream().allMatch(BarSpec::hasLength)) {
      throw new IllegalArgumentException(
          "expected lengths of time in coarse_specs, found " + coarseSpecs);
    }
    if (timeout.isNegative() || timeout.isZero() || chunkRows < 1) {
      throw new IllegalArgumentException(
          "expected timeout_seconds > 0 and chunk_rows > 0, found "
              + timeout.toSeconds()
              + " and "
              + chunkRows);
    }
  }

  static InfluxSettings of(InfluxConfiguration c) {
    return new InfluxSettings(
        c.url(),
        c.database(),
        new Policy(c.retention_policy(), c.retention_days()),
        new Policy(c.coarse_policy(), c.coarse_days()),
        specs(c.coarse_specs()),
        c.organisation(),
        c.token(),
        Duration.ofSeconds(c.timeout_seconds()),
        c.chunk_rows(),
        c.mirror());
  }

  static Set<BarSpec> specs(String text) {
    Set<BarSpec> specs = new TreeSet<>();
    for (String spec : text.isBlank() ? new String[0] : text.split(",", -1)) {
      specs.add(BarSpec.parse(spec.strip()));
    }
    return specs;
  }

  boolean isCoarse(BarSpec spec) {
    return coarseSpecs.contains(spec.of(PriceSource.LAST));
  }

  /** Returns where the rows of a series are. */
  Policy policy(SeriesId id) {
    return id.spec().filter(this::isCoarse).isPresent() ? coarse : raw;
  }

  /** Says where it is, without the token. */
  @Override
  public String toString() {
    return url + ", database " + database;
  }
}
