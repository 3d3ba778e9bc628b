package io.qbrain.rest.wire;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;

/**
 * Ends the connection after an upload that was refused, and says so: what was not read of its body
 * would end it all the same, without a word, and the sender's next request would get no answer.
 */
@Provider
public final class RefusedUploads implements ContainerResponseFilter {
  private static final int FIRST_REFUSAL = 400;

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (response.getStatus() >= FIRST_REFUSAL && request.getMethod().equals(HttpMethod.PUT)) {
      response.getHeaders().putSingle("Connection", "close");
    }
  }
}
