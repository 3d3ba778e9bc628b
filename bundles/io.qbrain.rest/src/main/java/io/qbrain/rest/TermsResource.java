package io.qbrain.rest;

import io.qbrain.rest.view.Booked;
import io.qbrain.rest.view.NewTerms;
import io.qbrain.rest.view.Terms;
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
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The terms of an account. */
@Path("accounts/{id}/terms")
@Produces(MediaType.APPLICATION_JSON)
public final class TermsResource {
  private final Services services;

  /** Called by Jersey for each request. */
  public TermsResource(@Context Configuration configuration) {
    services = Services.of(configuration);
  }

  /** Returns the terms in force. */
  @GET
  @Operation(summary = "Show the terms in force")
  public Terms get(@PathParam("id") String id) {
    return Terms.of(id, services.accounting().terms(Asking.account(id)));
  }

  /** Changes terms. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Change terms, where what is held allows it")
  public Booked change(
      @PathParam("id") String id,
      @HeaderParam(Asking.KEY) @Nullable String key,
      @Nullable NewTerms body) {
    NewTerms wanted = Wanted.body(body);
    return Booked.of(
        services
            .accounting()
            .changeTerms(
                Asking.account(id),
                text(Wanted.present("terms", wanted.terms())),
                Asking.how(key, wanted.reason())));
  }

  private static String text(Map<String, String> terms) {
    return new TreeMap<>(terms)
        .entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining(","));
  }
}
