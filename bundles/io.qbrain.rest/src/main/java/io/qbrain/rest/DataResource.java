package io.qbrain.rest;

import io.qbrain.rest.view.DataJob;
import io.qbrain.rest.view.Gaps;
import io.qbrain.rest.view.Items;
import io.qbrain.rest.view.NewExport;
import io.qbrain.rest.view.NewImport;
import io.qbrain.rest.view.NewSynchronisation;
import io.qbrain.rest.view.Series;
import io.qbrain.rest.wire.Wanted;
import io.qbrain.service.DataService.ExportRequest;
import io.qbrain.service.DataService.ImportRequest;
import io.qbrain.service.DataService.SynchroniseRequest;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** History: what is in the store, what is missing, imports and exports. */
@Path("data")
@Produces(MediaType.APPLICATION_JSON)
public final class DataResource {
  private final Services services;

  /** Called by Jersey for each request. */
  public DataResource(@Context Configuration configuration) {
    services = Services.of(configuration);
  }

  /** Lists the series. */
  @GET
  @Path("series")
  @Operation(summary = "List the series of the store")
  public Items<Series> series() {
    return Items.of(services.data().list(), Series::of);
  }

  /** Finds gaps. */
  @GET
  @Path("gaps")
  @Operation(summary = "Find where rows of a series are missing")
  public Gaps gaps(
      @QueryParam("series") @Nullable String series,
      @QueryParam("market") @Nullable String market,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to) {
    return Gaps.of(
        services
            .data()
            .gaps(
                Wanted.text("series", series),
                Optional.ofNullable(market),
                Optional.ofNullable(from),
                Optional.ofNullable(to)));
  }

  /** Begins an import. */
  @POST
  @Path("imports")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Begin to bring files of the data folder into the store")
  public DataJob bring(@Nullable NewImport body) {
    NewImport wanted = Wanted.body(body);
    return DataJob.of(
        services
            .data()
            .importFiles(
                new ImportRequest(
                    Wanted.text("data", wanted.data()), Boolean.TRUE.equals(wanted.replace()))));
  }

  /** Begins an export. */
  @POST
  @Path("exports")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Begin to write a series into the data folder, as CSV or Parquet")
  public DataJob export(@Nullable NewExport body) {
    NewExport wanted = Wanted.body(body);
    return DataJob.of(
        services
            .data()
            .export(
                new ExportRequest(
                    Wanted.text("series", wanted.series()),
                    Wanted.text("file", wanted.file()),
                    Optional.ofNullable(wanted.from()),
                    Optional.ofNullable(wanted.to()))));
  }

  /** Begins a synchronisation. */
  @POST
  @Path("synchronisations")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Begin to fetch what the store lacks from the time-series server")
  public DataJob synchronise(@Nullable NewSynchronisation body) {
    NewSynchronisation wanted = Wanted.body(body);
    return DataJob.of(
        services
            .data()
            .synchronise(
                new SynchroniseRequest(
                    Wanted.text("series", wanted.series()),
                    Optional.ofNullable(wanted.from()),
                    Optional.ofNullable(wanted.to()))));
  }

  /** Lists the jobs. */
  @GET
  @Path("jobs")
  @Operation(summary = "List imports, exports and synchronisations, the newest first")
  public Items<DataJob> jobs() {
    return Items.of(services.data().jobs(), DataJob::of);
  }

  /** Shows a job. */
  @GET
  @Path("jobs/{id}")
  @Operation(summary = "Show how far a job is and what came of it")
  public DataJob job(@PathParam("id") String id) {
    return DataJob.of(services.data().job(id));
  }

  /** Cancels a job. */
  @POST
  @Path("jobs/{id}/cancel")
  @Operation(summary = "Ask a job to end; what it has stored stays")
  public DataJob cancel(@PathParam("id") String id) {
    return DataJob.of(services.data().cancel(id));
  }
}
