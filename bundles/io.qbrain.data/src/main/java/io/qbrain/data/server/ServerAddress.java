package io.qbrain.data.server;

/**
 * How a running server is reached.
 *
 * @param pid the process id of the server, not of its guard
 */
public record ServerAddress(int port, String user, String password, long pid) {
  static final String HOST = "127.0.0.1";
  static final String DATABASE = "postgres";

  public String url() {
    return "jdbc:postgresql://" + HOST + ":" + port + "/" + DATABASE;
  }

  @Override
  public String toString() {
    return "PostgreSQL on " + HOST + ":" + port + " (process " + pid + ")";
  }
}
