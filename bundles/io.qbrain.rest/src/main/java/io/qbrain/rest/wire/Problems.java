package io.qbrain.rest.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.qbrain.service.ServiceException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Turns whatever was thrown into a {@link Problem}: never an HTML page, never a stack trace. */
@Provider
public final class Problems implements ExceptionMapper<Throwable> {
  private static final Logger LOG = System.getLogger(Problems.class.getName());

  private final SecureRandom random = new SecureRandom();

  // Set by Jersey to proxies that stand for the request at hand.
  @Context private @Nullable UriInfo uri;
  @Context private @Nullable Request request;

  @Override
  public Response toResponse(Throwable thrown) {
    if (thrown instanceof ServiceException refused) {
      return Problem.of(
              status(refused.kind()), refused.code(), String.valueOf(refused.getMessage()))
          .response()
          .build();
    }
    if (thrown instanceof Refusal refused) {
      return refused.problem().response().build();
    }
    if (thrown instanceof JsonProcessingException malformed) {
      return MalformedJson.refusal(malformed).problem().response().build();
    }
    if (thrown instanceof WebApplicationException web) {
      return ofHttp(web);
    }
    return unexpected(thrown);
  }

  private static int status(ServiceException.Kind kind) {
    return switch (kind) {
      case NOT_FOUND -> 404;
      case INVALID -> 422;
      case CONFLICT -> 409;
      case TOO_LARGE -> 413;
      case UNAVAILABLE -> 503;
    };
  }

  private Response ofHttp(WebApplicationException web) {
    Response found = web.getResponse();
    int status = found.getStatus();
    if (status < 400) {
      return found;
    }
    if (status >= 500) {
      return unexpected(web);
    }
    Response.ResponseBuilder response =
        switch (status) {
          case 404 ->
              Problem.of(
                      404, "path.unknown", "there is nothing at " + path() + "; see openapi.json")
                  .response();
          case 405 ->
              Problem.of(405, "method.not-allowed", path() + " does not know " + method())
                  .response();
          case 406 ->
              Problem.of(406, "accept.unsupported", path() + " has no form that Accept allows")
                  .response();
          case 415 ->
              Problem.of(
                      415,
                      "content-type.unsupported",
                      path() + " does not read that Content-Type; see openapi.json")
                  .response();
          default ->
              Problem.of(status, "request.invalid", String.valueOf(web.getMessage())).response();
        };
    Object allow = found.getHeaders().getFirst(HttpHeaders.ALLOW);
    return (allow == null ? response : response.header(HttpHeaders.ALLOW, allow)).build();
  }

  private Response unexpected(Throwable thrown) {
    byte[] bytes = new byte[6];
    random.nextBytes(bytes);
    String id = HexFormat.of().formatHex(bytes);
    LOG.log(Level.ERROR, "error " + id + " at " + method() + " " + path() + ": " + line(thrown));
    Problem plain = Problem.of(500, "unexpected", "an error of ours; the log has it as " + id);
    return new Problem(plain.title(), 500, plain.code(), plain.detail(), null, id)
        .response()
        .build();
  }

  /** The exception, its causes and where each was thrown, without line breaks. */
  private static String line(Throwable thrown) {
    StringBuilder line = new StringBuilder();
    Throwable next = thrown;
    for (int depth = 0; next != null && depth < 5; depth++, next = next.getCause()) {
      line.append(depth == 0 ? "" : "; because of ").append(next);
      StackTraceElement[] trace = next.getStackTrace();
      if (trace.length > 0) {
        line.append(" at ").append(trace[0]);
      }
    }
    return line.toString().replaceAll("\\p{Cntrl}", " ");
  }

  private String path() {
    return uri == null ? "?" : uri.getRequestUri().getRawPath();
  }

  private String method() {
    return request == null ? "?" : request.getMethod();
  }
}
