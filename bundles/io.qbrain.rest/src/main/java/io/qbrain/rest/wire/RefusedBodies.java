package io.qbrain.rest.wire;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;

/**
 * Deals with the body of a request that was refused before it was read. A short one is read and
 * thrown away, so that the connection goes on; after any other the connection ends, and the answer
 * says so: what was not read would end it all the same, without a word, and the sender's next
 * request would get no answer.
 */
@Provider
public final class RefusedBodies implements ContainerResponseFilter {
  private static final int FIRST_REFUSAL = 400;

  /** The longest body that is read for nothing, bytes. */
  static final int SHORT = 64 * 1024;

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (response.getStatus() >= FIRST_REFUSAL && hasBody(request) && !readToEnd(request)) {
      response.getHeaders().putSingle("Connection", "close");
    }
  }

  private static boolean hasBody(ContainerRequestContext request) {
    return request.getHeaderString("Transfer-Encoding") != null
        || request.getHeaderString(HttpHeaders.CONTENT_LENGTH) != null && request.getLength() != 0;
  }

  private static boolean readToEnd(ContainerRequestContext request) {
    if (request.getLength() > SHORT) {
      return false;
    }
    try {
      return request.getEntityStream().readNBytes(SHORT + 1).length <= SHORT;
    } catch (IOException | IllegalStateException e) {
      return false; // the sender has gone, or its reader has closed the stream
    }
  }
}
