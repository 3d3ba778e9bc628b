package io.qbrain.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;

/** The OpenAPI document, which the build generates from the resources. */
@Path("openapi.json")
public final class OpenApiResource {
  /** Returns the document. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "This document")
  @ApiResponse(
      responseCode = "200",
      description = "an OpenAPI 3.1 document",
      content = @Content(schema = @Schema(types = "object")))
  public byte[] document() throws IOException {
    try (InputStream in = OpenApiResource.class.getResourceAsStream("openapi.json")) {
      if (in == null) {
        throw new IllegalStateException("expected openapi.json in this bundle, found none");
      }
      return in.readAllBytes();
    }
  }
}
