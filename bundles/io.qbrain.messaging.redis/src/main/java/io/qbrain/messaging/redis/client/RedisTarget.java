package io.qbrain.messaging.redis.client;

import io.lettuce.core.RedisURI;
import io.lettuce.core.SslVerifyMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where Redis is: one server, a master that sentinels know, or a cluster.
 *
 * @param kind which of them
 * @param tls whether connections are encrypted; the server's certificate and name are checked then
 * @param hosts the server, the sentinels or some nodes of the cluster
 * @param database the number of the database; 0 for a cluster
 * @param master the name of the master at the sentinels; empty otherwise
 * @param login user and password
 * @param authority certificates (PEM) that the server's is checked against; empty for the JDK's
 */
public record RedisTarget(
    Kind kind,
    boolean tls,
    List<Host> hosts,
    int database,
    String master,
    Login login,
    Optional<Path> authority) {
  private static final Pattern URL =
      Pattern.compile("(rediss?)(-sentinel|-cluster)?://([^/?#@]+)(?:/(\\d*))?(?:\\?master=(.+))?");
  private static final int PORT = 6_379;
  private static final int SENTINEL_PORT = 26_379;

  /** What is there. */
  public enum Kind {
    SERVER,
    SENTINEL,
    CLUSTER
  }

  /** A place. */
  public record Host(String name, int port) {
    @Override
    public String toString() {
      return name + ":" + port;
    }
  }

  /**
   * Who we are there.
   *
   * @param user a user of its access lists; empty for the default one
   * @param password empty if none is asked for
   */
  public record Login(String user, String password) {
    /** Nobody in particular. */
    public static final Login NONE = new Login("", "");

    @Override
    public String toString() {
      return user.isEmpty() ? "default" : user;
    }
  }

  /**
   * Reads an address: {@code redis://host:6379/0}, {@code redis-sentinel://a:26379,b:26379/0?
   * master=name} or {@code redis-cluster://a:6379,b:6379}; {@code rediss} for TLS.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static RedisTarget parse(String url, Login login, Optional<Path> authority) {
    Matcher m = URL.matcher(url.trim());
    if (url.contains("@")) {
      throw new IllegalArgumentException(
          "expected user and password in QBRAIN_REDIS_USER and QBRAIN_REDIS_PASSWORD, found some in"
              + " QBRAIN_REDIS_URL");
    }
    if (!m.matches()) {
      throw wrong(url);
    }
    Kind kind =
        m.group(2) == null
            ? Kind.SERVER
            : m.group(2).equals("-sentinel") ? Kind.SENTINEL : Kind.CLUSTER;
    List<Host> hosts = new ArrayList<>();
    for (String each : m.group(3).split(",", -1)) {
      hosts.add(host(each, kind == Kind.SENTINEL ? SENTINEL_PORT : PORT, url));
    }
    String database = m.group(4) == null ? "" : m.group(4);
    String master = m.group(5) == null ? "" : m.group(5);
    if ((kind == Kind.SERVER && hosts.size() != 1)
        || (kind == Kind.SENTINEL) == master.isEmpty()
        || (kind == Kind.CLUSTER && !database.isEmpty() && !database.equals("0"))
        || database.length() > 4) {
      throw wrong(url);
    }
    return new RedisTarget(
        kind,
        m.group(1).equals("rediss"),
        List.copyOf(hosts),
        database.isEmpty() ? 0 : Integer.parseInt(database),
        master,
        login,
        authority);
  }

  private static Host host(String text, int otherwise, String url) {
    int colon = text.lastIndexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    String port = colon < 0 ? Integer.toString(otherwise) : text.substring(colon + 1);
    if (name.isEmpty() || !port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535) {
      throw wrong(url);
    }
    return new Host(name, Integer.parseInt(port));
  }

  private static IllegalArgumentException wrong(String url) {
    return new IllegalArgumentException(
        "expected QBRAIN_REDIS_URL such as redis://host:6379/0, rediss://host:6379 (TLS),"
            + " redis-sentinel://a:26379,b:26379/0?master=name or redis-cluster://a:6379,b:6379,"
            + " found '"
            + url
            + "'");
  }

  /** Returns the addresses for the client, each with every setting. */
  List<RedisURI> uris(Duration timeout) {
    if (kind == Kind.SENTINEL) {
      RedisURI.Builder sentinels = RedisURI.builder().withSentinelMasterId(master);
      hosts.forEach(h -> sentinels.withSentinel(h.name(), h.port()));
      return List.of(finished(sentinels, timeout));
    }
    return hosts.stream()
        .map(h -> finished(RedisURI.builder().withHost(h.name()).withPort(h.port()), timeout))
        .toList();
  }

  private RedisURI finished(RedisURI.Builder builder, Duration timeout) {
    builder.withTimeout(timeout).withDatabase(database).withClientName("qbrain");
    if (!login.user().isEmpty()) {
      builder.withAuthentication(login.user(), login.password());
    } else if (!login.password().isEmpty()) {
      builder.withPassword(login.password().toCharArray());
    }
    if (tls) {
      builder.withSsl(true).withVerifyPeer(SslVerifyMode.FULL);
    }
    RedisURI uri = builder.build();
    uri.getSentinels()
        .forEach(
            s -> {
              s.setSsl(tls);
              s.setVerifyPeer(tls ? SslVerifyMode.FULL : SslVerifyMode.NONE);
            });
    return uri;
  }

  /** Returns where it is, for people; no secrets. */
  @Override
  public String toString() {
    String what =
        switch (kind) {
          case SERVER -> "";
          case SENTINEL -> "master " + master + " by sentinels ";
          case CLUSTER -> "cluster ";
        };
    return what
        + String.join(",", hosts.stream().map(Host::toString).toList())
        + (database == 0 ? "" : "/" + database)
        + (tls ? " (TLS)" : "");
  }
}
