package io.qbrain.rest.wire;

import jakarta.annotation.Priority;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a request for a host name that is not ours. A page that rebinds its own name to this
 * machine's address still sends that name.
 */
@Provider
@PreMatching
@Priority(100)
public final class KnownHosts implements ContainerRequestFilter {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Set<String> configured = new TreeSet<>();

  // Set by Jersey to a proxy that stands for the request at hand.
  @Context private @Nullable HttpServletRequest servlet;

  /**
   * Makes a filter for loopback names at the server's port and the configured ones.
   *
   * @param names {@code name} at any port, or {@code name:port}
   */
  public KnownHosts(Collection<String> names) {
    for (String name : names) {
      if (!name.isBlank()) {
        configured.add(name.strip().toLowerCase(Locale.ROOT));
      }
    }
  }

  @Override
  public void filter(ContainerRequestContext request) {
    String host = request.getHeaderString(HttpHeaders.HOST);
    if (host == null || !isKnown(host, servlet == null ? -1 : servlet.getLocalPort())) {
      throw new Refusal(
          421,
          "host.unknown",
          "expected a request for localhost, 127.0.0.1 or [::1] at this server's port or for a"
              + " configured name, found Host: "
              + host
              + "; hostNames of the configuration io.qbrain.rest lists the others");
    }
  }

  /** Returns whether a Host header names this server. */
  boolean isKnown(String header, int localPort) {
    String host = header.strip().toLowerCase(Locale.ROOT);
    int colon = host.lastIndexOf(':');
    boolean hasPort = colon > host.lastIndexOf(']');
    String name = hasPort ? host.substring(0, colon) : host;
    String port = hasPort ? host.substring(colon + 1) : "";
    return configured.contains(host)
        || configured.contains(name)
        || (LOOPBACK.contains(name) && (!hasPort || port.equals(String.valueOf(localPort))));
  }
}
