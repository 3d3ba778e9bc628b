package io.qbrain.rest;

import io.qbrain.model.Fixed;
import io.qbrain.rest.view.Booked;
import io.qbrain.rest.view.Items;
import io.qbrain.rest.view.NewRate;
import io.qbrain.rest.view.Rate;
import io.qbrain.rest.wire.Wanted;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** Rates of an account. */
@Path("accounts/{id}/rates")
@Produces(MediaType.APPLICATION_JSON)
public final class RatesResource {
  private final Services services;

  /** Called by Jersey for each request. */
  public RatesResource(@Context Configuration configuration) {
    services = Services.of(configuration);
  }

  /** Lists the rates in force. */
  @GET
  @Operation(summary = "List the rates in force, those that follow from others included")
  public Items<Rate> list(@PathParam("id") String id) {
    return Items.of(services.accounting().rates(Asking.account(id)), Rate::of);
  }

  /** Puts a rate into force. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Put a rate into force, now or from a time on")
  public Booked record(
      @PathParam("id") String id,
      @HeaderParam(Asking.KEY) @Nullable String key,
      @Nullable NewRate body) {
    NewRate wanted = Wanted.body(body);
    return Booked.of(
        services
            .accounting()
            .record(Asking.account(id), rate(wanted), Asking.how(key, wanted.reason())));
  }

  private static io.qbrain.model.Rate rate(NewRate wanted) {
    io.qbrain.model.Rate.Kind kind =
        Wanted.parsed("kind", wanted.kind(), io.qbrain.model.Rate.Kind::valueOf);
    long raw = Wanted.parsed("rate", wanted.rate(), Fixed::parse);
    long since = wanted.since() == null ? 0 : Asking.time("since", wanted.since());
    return Wanted.parsed("of", wanted.of(), of -> new io.qbrain.model.Rate(kind, of, raw, since));
  }
}
