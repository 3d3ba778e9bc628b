package io.qbrain.rest;

import io.qbrain.rest.view.Report;
import io.qbrain.rest.view.ReportContent;
import io.qbrain.rest.wire.Wanted;
import io.qbrain.service.ReportService.ReportFilter;
import io.qbrain.service.ReportService.ReportView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reports that tasks keep. */
@Path("reports")
@Produces(MediaType.APPLICATION_JSON)
public final class ReportResource {
  private final Services services;

  /** Called by Jersey for each request. */
  public ReportResource(@Context Configuration configuration) {
    services = Services.of(configuration);
  }

  /** Lists reports; a full answer links to the next. */
  @GET
  @Operation(summary = "List reports, the newest first")
  @ApiResponse(
      responseCode = "200",
      description = "the reports",
      headers =
          @Header(
              name = "Link",
              description = "rel=next: the older ones, if the answer is full",
              schema = @Schema(types = "string")),
      content = @Content(schema = @Schema(implementation = Reports.class)))
  public Response list(
      @Parameter(description = "of this kind only") @QueryParam("kind") @Nullable String kind,
      @Parameter(description = "of this subject only") @QueryParam("subject")
          @Nullable String subject,
      @Parameter(
              description =
                  "with this parameter of a strategy only, as fast:10; may be given 8 times")
          @QueryParam("parameter")
          List<String> parameters,
      @Parameter(
              description = "with this fact only, as strategy:acme/ema@1.0.0; may be given 8 times")
          @QueryParam("fact")
          List<String> facts,
      @Parameter(description = "before this number", schema = @Schema(types = "integer"))
          @QueryParam("before")
          @Nullable String before,
      @Parameter(
              description = "at most so many, 1 to 1000; 100 if absent",
              schema = @Schema(types = "integer"))
          @QueryParam("limit")
          @Nullable String limit,
      @Context UriInfo uri) {
    int most = Wanted.limit(limit);
    Map<String, String> wanted = new TreeMap<>(Wanted.conditions("fact", facts));
    Wanted.conditions("parameter", parameters)
        .forEach((name, value) -> wanted.put("parameter " + name, value));
    ReportFilter filter =
        new ReportFilter(
            Optional.ofNullable(kind),
            Optional.ofNullable(subject),
            Wanted.optional(
                "before", before, b -> Wanted.number("before", b, 0, 1, Long.MAX_VALUE)),
            most,
            wanted);
    List<ReportView> found = services.reports().list(filter);
    return Pages.of(found, Report::of, most, uri, "before", ReportView::number);
  }

  /** Returns a report's content. */
  @GET
  @Path("{number}")
  @Operation(summary = "Show a report's content")
  public ReportContent get(@PathParam("number") String number) {
    return ReportContent.of(report(number));
  }

  /** Returns a report as a file of comma-separated values. */
  @GET
  @Path("{number}/csv")
  @Produces("text/csv")
  @Operation(summary = "Download a report as comma-separated values")
  @ApiResponse(
      responseCode = "200",
      description = "the facts, then each table",
      content = @Content(mediaType = "text/csv", schema = @Schema(types = "string")))
  public Response csv(@PathParam("number") String number) {
    return file(ReportText.csv(report(number)), "text/csv;charset=utf-8", number + ".csv");
  }

  /** Returns a report as a page. */
  @GET
  @Path("{number}/html")
  @Produces("text/html")
  @Operation(summary = "Download a report as a page")
  @ApiResponse(
      responseCode = "200",
      description = "a page without scripts",
      content = @Content(mediaType = "text/html", schema = @Schema(types = "string")))
  public Response html(@PathParam("number") String number) {
    return file(ReportText.html(report(number)), "text/html;charset=utf-8", number + ".html");
  }

  private io.qbrain.model.Report report(String number) {
    return services.reports().get(Wanted.number("number", number, 0, 1, Long.MAX_VALUE));
  }

  private static Response file(String text, String type, String name) {
    return Response.ok(text, type)
        .header("Content-Disposition", "attachment; filename=\"report-" + name + "\"")
        .build();
  }

  /**
   * Some reports.
   *
   * @param items the reports, the newest first
   */
  public record Reports(List<Report> items) {}
}
