package io.qbrain.data.influx;

import java.time.Duration;

/**
 * How the server is used.
 *
 * @param url its address
 * @param database the database
 * @param policy the retention policy that is made with it
 * @param retentionDays how long rows are kept; 0 for good
 * @param organisation of 2.x and 3; empty for 1.x
 * @param token its token; empty for none
 * @param timeout after which a request has failed
 * @param chunkRows rows of one write request
 */
record InfluxSettings(
    String url,
    String database,
    String policy,
    int retentionDays,
    String organisation,
    String token,
    Duration timeout,
    int chunkRows) {

  InfluxSettings {
    if (!database.matches("[A-Za-z0-9_-]{1,64}") || !policy.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new IllegalArgumentException(
          "expected a database and a retention policy of letters, digits, _ and -, found '"
              + database
              + "' and '"
              + policy
              + "'");
    }
    if (retentionDays < 0 || timeout.isNegative() || timeout.isZero() || chunkRows < 1) {
      throw new IllegalArgumentException(
          "expected retention_days >= 0, timeout_seconds > 0 and chunk_rows > 0, found "
              + retentionDays
              + ", "
              + timeout.toSeconds()
              + " and "
              + chunkRows);
    }
  }

  static InfluxSettings of(InfluxConfiguration c) {
    return new InfluxSettings(
        c.url(),
        c.database(),
        c.retention_policy(),
        c.retention_days(),
        c.organisation(),
        c.token(),
        Duration.ofSeconds(c.timeout_seconds()),
        c.chunk_rows());
  }

  /** Says where it is, without the token. */
  @Override
  public String toString() {
    return url + ", database " + database;
  }
}
