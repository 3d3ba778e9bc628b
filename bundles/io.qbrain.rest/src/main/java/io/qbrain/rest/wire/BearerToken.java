package io.qbrain.rest.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.security.MessageDigest;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lets in who knows the token (RFC 6750), compared in constant time; everybody else gets a 401. */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION)
public final class BearerToken implements ContainerRequestFilter {
  private static final Pattern CREDENTIALS = Pattern.compile("(?i:bearer) +([^ ]+) *");

  private final byte[] token;

  /** Makes a filter for a token. */
  public BearerToken(String token) {
    this.token = token.getBytes(UTF_8);
  }

  @Override
  public void filter(ContainerRequestContext request) {
    List<String> sent = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
    if (sent == null || sent.isEmpty()) {
      refuse(
          request,
          "auth.missing",
          "send the header Authorization: Bearer <token>; the token is in the file rest-token of"
              + " the platform's state directory",
          "Bearer realm=\"qbrain\"");
    } else if (sent.size() != 1 || !matches(sent.get(0))) {
      refuse(
          request,
          "auth.invalid",
          "expected Authorization: Bearer <token> with the token in the file rest-token of the"
              + " platform's state directory, found other credentials",
          "Bearer realm=\"qbrain\", error=\"invalid_token\"");
    }
  }

  /** Returns whether an Authorization header holds the token. */
  boolean matches(String header) {
    Matcher credentials = CREDENTIALS.matcher(header);
    return credentials.matches()
        && MessageDigest.isEqual(credentials.group(1).getBytes(UTF_8), token);
  }

  private static void refuse(
      ContainerRequestContext request, String code, String detail, String challenge) {
    request.abortWith(
        Problem.of(401, code, detail)
            .response()
            .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
            .build());
  }
}
