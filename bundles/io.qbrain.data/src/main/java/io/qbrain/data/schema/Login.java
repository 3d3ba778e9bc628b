package io.qbrain.data.schema;

/**
 * What it takes to connect.
 *
 * @param url a JDBC URL, e.g. {@code jdbc:postgresql://127.0.0.1:5432/qbrain}
 * @param schema where our tables are; made if absent
 */
public record Login(String url, String user, String password, String schema) {
  private static final String PREFIX = "jdbc:postgresql://";

  public Login {
    if (!url.startsWith(PREFIX)) {
      throw new IllegalArgumentException(
          "expected a database URL such as "
              + PREFIX
              + "127.0.0.1:5432/qbrain in QBRAIN_DB_URL, found '"
              + url
              + "'");
    }
    if (!schema.matches("[a-z][a-z0-9_]{0,62}")) {
      throw new IllegalArgumentException(
          "expected a schema name of lower-case letters, digits and _, found '" + schema + "'");
    }
  }

  /** Host, port and database: the URL without its options, which may be secret. */
  public String place() {
    int options = url.indexOf('?');
    return url.substring(PREFIX.length(), options < 0 ? url.length() : options);
  }

  @Override
  public String toString() {
    return user + "@" + place() + " schema " + schema;
  }
}
