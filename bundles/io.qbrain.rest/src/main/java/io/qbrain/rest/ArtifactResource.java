package io.qbrain.rest;

import io.qbrain.model.StrategyRef;
import io.qbrain.rest.view.Strategy;
import io.qbrain.rest.wire.ContentDigest;
import io.qbrain.rest.wire.Refusal;
import io.qbrain.service.StrategyService;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** The jars of strategies: upload and download, both streamed. */
@Path("strategies/{ns}/{name}/versions/{v}/artifact")
public final class ArtifactResource {
  private static final String JAR = "application/java-archive";

  private final Services services;

  /** Called by Jersey for each request. */
  public ArtifactResource(@Context Configuration configuration) {
    services = Services.of(configuration);
  }

  /** Stores a jar: 201 if it is new, 200 if the same jar was there. */
  @PUT
  @Consumes(JAR)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Upload a jar; it is checked and stored, not installed",
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(mediaType = JAR, schema = @Schema(types = "string", format = "binary"))))
  @ApiResponse(
      responseCode = "201",
      description = "stored; Location names the version",
      content = @Content(schema = @Schema(implementation = Strategy.class)))
  @ApiResponse(
      responseCode = "200",
      description = "the same jar was there already",
      content = @Content(schema = @Schema(implementation = Strategy.class)))
  @Parameter(
      name = ContentDigest.HEADER,
      in = ParameterIn.HEADER,
      description = "sha-256 of the jar (RFC 9530), checked while reading",
      schema = @Schema(types = "string"))
  @Parameter(
      name = HttpHeaders.IF_NONE_MATCH,
      in = ParameterIn.HEADER,
      description = "* refuses (412) a version that is there, even with the same jar",
      schema = @Schema(types = "string"))
  public Response upload(
      @PathParam("ns") String ns,
      @PathParam("name") String name,
      @PathParam("v") String version,
      @Context HttpHeaders headers,
      @Context UriInfo uri,
      InputStream jar) {
    StrategyRef ref = StrategyResource.ref(ns, name, version);
    Optional<String> sha256 = ContentDigest.sha256(lines(headers, ContentDigest.HEADER));
    checkForm(headers);
    StrategyService strategies = services.strategies();
    boolean known = isKnown(strategies, ref);
    if (known && lines(headers, HttpHeaders.IF_NONE_MATCH).contains("*")) {
      throw new Refusal(412, "artifact.exists", ref + " is in the store already");
    }
    Strategy stored = Strategy.of(strategies.upload(ref, jar, sha256));
    String path = uri.getRequestUri().getRawPath();
    return known
        ? Response.ok(stored).build()
        : Response.created(
                uri.getRequestUriBuilder()
                    .replacePath(path.substring(0, path.lastIndexOf('/')))
                    .replaceQuery(null)
                    .build())
            .entity(stored)
            .build();
  }

  /** Returns the jar; its ETag is its SHA-256. */
  @GET
  @Produces({JAR, MediaType.APPLICATION_JSON})
  @Operation(summary = "Download a jar; its ETag is its sha-256")
  @ApiResponse(
      responseCode = "200",
      description = "the jar",
      content = @Content(mediaType = JAR, schema = @Schema(types = "string", format = "binary")))
  @ApiResponse(responseCode = "304", description = "If-None-Match names its sha-256")
  public Response download(
      @PathParam("ns") String ns,
      @PathParam("name") String name,
      @PathParam("v") String version,
      @Context Request request) {
    StrategyRef ref = StrategyResource.ref(ns, name, version);
    StrategyService strategies = services.strategies();
    String sha256 = strategies.get(ref).sha256();
    EntityTag tag = new EntityTag(sha256);
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
    if (unchanged != null) {
      return unchanged.tag(tag).build();
    }
    java.nio.file.Path jar = strategies.download(ref);
    StreamingOutput copy =
        out -> {
          try {
            Files.copy(jar, out);
          } finally {
            Files.deleteIfExists(jar);
          }
        };
    return Response.ok(copy, JAR)
        .tag(tag)
        .header(ContentDigest.HEADER, ContentDigest.ofSha256(sha256))
        .header(HttpHeaders.CONTENT_LENGTH, jar.toFile().length())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"" + name + "-" + version + ".jar\"")
        .build();
  }

  private static void checkForm(HttpHeaders headers) {
    // Jersey takes a body without a type for any type.
    if (headers.getMediaType() == null) {
      throw new Refusal(
          415, "content-type.unsupported", "expected Content-Type: " + JAR + ", found none");
    }
    List<String> encodings = lines(headers, HttpHeaders.CONTENT_ENCODING);
    if (!encodings.isEmpty() && !encodings.equals(List.of("identity"))) {
      throw new Refusal(
          415, "content-encoding.unsupported", "expected the jar as it is, found " + encodings);
    }
    if (lines(headers, HttpHeaders.CONTENT_LENGTH).isEmpty()) {
      throw new Refusal(
          411, "length.required", "expected a Content-Length, found none: send the jar's size");
    }
  }

  private static boolean isKnown(StrategyService strategies, StrategyRef ref) {
    return strategies.list().stream().anyMatch(stored -> stored.ref().equals(ref));
  }

  private static List<String> lines(HttpHeaders headers, String name) {
    List<String> lines = headers.getRequestHeader(name);
    return lines == null ? List.of() : lines;
  }
}
