package io.qbrain.rest;

import io.qbrain.rest.wire.BearerToken;
import io.qbrain.rest.wire.JsonBody;
import io.qbrain.rest.wire.KnownHosts;
import io.qbrain.rest.wire.Problems;
import io.qbrain.rest.wire.RefusedBodies;
import io.qbrain.rest.wire.SecurityHeaders;
import io.qbrain.rest.wire.TokenFile;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/** Who comes in, and how what is refused is said: the same for every application but health. */
@Component(service = Guards.class, configurationPid = RestConfiguration.PID)
@Designate(ocd = RestConfiguration.class)
public final class Guards {
  private final String token;
  private final List<String> hostNames;

  /** Reads the token; makes it if there is none. */
  @Activate
  public Guards(RestConfiguration configuration) {
    this(
        new TokenFile(tokenFile(configuration.tokenFile())).readOrMake(System.out),
        List.of(configuration.hostNames().split(",")));
  }

  Guards(String token, Collection<String> hostNames) {
    this.token = token;
    this.hostNames = List.copyOf(hostNames);
  }

  private static Path tokenFile(String configured) {
    if (!configured.isBlank()) {
      return Path.of(configured);
    }
    String home = System.getProperty("qbrain.home");
    if (home == null || home.isBlank()) {
      throw new IllegalStateException(
          "expected the system property qbrain.home (the state directory) or tokenFile in the"
              + " configuration io.qbrain.rest, found neither");
    }
    return Path.of(home, "rest-token");
  }

  /** Returns new ones: each application sets what it knows of a request in its own. */
  Set<Object> make() {
    return Set.of(
        new KnownHosts(hostNames),
        new BearerToken(token),
        new SecurityHeaders(),
        new RefusedBodies(),
        new Problems(),
        new JsonBody());
  }
}
