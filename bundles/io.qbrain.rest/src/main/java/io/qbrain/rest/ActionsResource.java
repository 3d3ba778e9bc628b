package io.qbrain.rest;

import io.qbrain.model.CorporateAction;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Price;
import io.qbrain.rest.view.Announcement;
import io.qbrain.rest.view.Booked;
import io.qbrain.rest.view.Items;
import io.qbrain.rest.view.NewAction;
import io.qbrain.rest.view.Withdrawal;
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

/** Corporate actions of what an account holds, and all that is announced. */
@Path("accounts/{id}/actions")
@Produces(MediaType.APPLICATION_JSON)
public final class ActionsResource {
  private final Services services;

  /** Called by Jersey for each request. */
  public ActionsResource(@Context Configuration configuration) {
    services = Services.of(configuration);
  }

  /** Lists what is announced. */
  @GET
  @Operation(summary = "List the rates and corporate actions that are to come")
  public Items<Announcement> list(@PathParam("id") String id) {
    return Items.of(services.accounting().announcements(Asking.account(id)), Announcement::of);
  }

  /** Announces an action, or books it now. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Book a split, dividend or delisting, at its ex time or now")
  public Booked act(
      @PathParam("id") String id,
      @HeaderParam(Asking.KEY) @Nullable String key,
      @Nullable NewAction body) {
    NewAction wanted = Wanted.body(body);
    return Booked.of(
        services
            .accounting()
            .act(
                Asking.account(id),
                action(wanted),
                Boolean.TRUE.equals(wanted.now()),
                Asking.how(key, wanted.reason())));
  }

  /** Takes an announcement back. */
  @POST
  @Path("withdrawals")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Take an announcement back")
  public Booked callOff(
      @PathParam("id") String id,
      @HeaderParam(Asking.KEY) @Nullable String key,
      @Nullable Withdrawal body) {
    Withdrawal wanted = Wanted.body(body);
    return Booked.of(
        services
            .accounting()
            .callOff(
                Asking.account(id),
                Wanted.text("key", wanted.key()),
                Asking.how(key, wanted.reason())));
  }

  private static CorporateAction action(NewAction wanted) {
    InstrumentId instrument = Wanted.parsed("instrument", wanted.instrument(), InstrumentId::of);
    long ex = Asking.time("ex", wanted.ex());
    return switch (Wanted.text("kind", wanted.kind())) {
      case "SPLIT" -> Wanted.parsed("ratio", wanted.ratio(), r -> split(instrument, r, ex));
      case "DIVIDEND" -> {
        long paid = wanted.paid() == null ? ex : Asking.time("paid", wanted.paid());
        yield Wanted.parsed(
            "perShare",
            wanted.perShare(),
            a -> new CorporateAction.Dividend(instrument, a.toMoney(), ex, paid));
      }
      case "DELISTING" -> {
        Price price = Wanted.optional("price", wanted.price(), Price::parse).orElse(null);
        yield Wanted.parsed(
            "price", ex, time -> new CorporateAction.Delisting(instrument, price, time));
      }
      default ->
          Wanted.parsed(
              "kind",
              wanted.kind(),
              k -> {
                throw new IllegalArgumentException(
                    "expected SPLIT, DIVIDEND or DELISTING, found '" + k + "'");
              });
    };
  }

  private static CorporateAction split(InstrumentId instrument, String ratio, long ex) {
    int colon = ratio.indexOf(':');
    try {
      return new CorporateAction.Split(
          instrument,
          Long.parseLong(ratio.substring(0, Math.max(colon, 0))),
          Long.parseLong(ratio.substring(colon + 1)),
          ex);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected new:old such as 2:1, found '" + ratio + "'", e);
    }
  }
}
