package io.qbrain.rest;

import io.qbrain.model.AccountId;
import io.qbrain.model.Currency;
import io.qbrain.model.Fixed;
import io.qbrain.model.InstanceId;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.rest.view.Amount;
import io.qbrain.rest.view.Booked;
import io.qbrain.rest.view.NewConversion;
import io.qbrain.rest.view.NewFunding;
import io.qbrain.rest.view.NewMoney;
import io.qbrain.rest.view.NewTransfer;
import io.qbrain.rest.wire.Wanted;
import io.qbrain.service.AccountingService;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** Money of an account: what its owner pays in and takes out, conversions and funding. */
@Path("accounts/{id}/money")
@Produces(MediaType.APPLICATION_JSON)
public final class MoneyResource {
  private final Services services;

  /** Called by Jersey for each request. */
  public MoneyResource(@Context Configuration configuration) {
    services = Services.of(configuration);
  }

  /** What moves money between an account and its owner. */
  private interface Movement {
    AccountingService.Booked move(AccountId account, Money amount, AccountingService.Asked how);
  }

  private static Booked moved(Movement movement, String id, @Nullable String key, NewMoney wanted) {
    return Booked.of(
        movement.move(
            Asking.account(id),
            Wanted.parsed("amount", wanted.amount(), Amount::toMoney),
            Asking.how(key, wanted.reason())));
  }

  /** Pays money of the owner in. */
  @POST
  @Path("deposits")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Pay money of the owner in")
  public Booked deposit(
      @PathParam("id") String id,
      @HeaderParam(Asking.KEY) @Nullable String key,
      @Nullable NewMoney body) {
    NewMoney wanted = Wanted.body(body);
    return moved(services.accounting()::deposit, id, key, wanted);
  }

  /** Pays money out to the owner. */
  @POST
  @Path("withdrawals")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Pay money that belongs to no instance out to the owner")
  public Booked withdraw(
      @PathParam("id") String id,
      @HeaderParam(Asking.KEY) @Nullable String key,
      @Nullable NewMoney body) {
    NewMoney wanted = Wanted.body(body);
    return moved(services.accounting()::withdraw, id, key, wanted);
  }

  /** Moves money between the account and an instance. */
  @POST
  @Path("transfers")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Move money between the account and an instance")
  public Booked transfer(
      @PathParam("id") String id,
      @HeaderParam(Asking.KEY) @Nullable String key,
      @Nullable NewTransfer body) {
    NewTransfer wanted = Wanted.body(body);
    return Booked.of(
        services
            .accounting()
            .transfer(
                Asking.account(id),
                Wanted.parsed("instance", wanted.instance(), InstanceId::of),
                Wanted.parsed("amount", wanted.amount(), Amount::toMoney),
                Asking.how(key, wanted.reason())));
  }

  /** Converts money. */
  @POST
  @Path("conversions")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Convert money at the last known rate")
  public Booked convert(
      @PathParam("id") String id,
      @HeaderParam(Asking.KEY) @Nullable String key,
      @Nullable NewConversion body) {
    NewConversion wanted = Wanted.body(body);
    return Booked.of(
        services
            .accounting()
            .convert(
                Asking.account(id),
                Wanted.optional("instance", wanted.instance(), InstanceId::of),
                Wanted.parsed("from", wanted.from(), Amount::toMoney),
                Wanted.parsed("to", wanted.to(), Currency::of),
                Asking.how(key, wanted.reason())));
  }

  /** Books funding of a perpetual. */
  @POST
  @Path("fundings")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Book funding of a perpetual at its last price")
  public Booked fund(
      @PathParam("id") String id,
      @HeaderParam(Asking.KEY) @Nullable String key,
      @Nullable NewFunding body) {
    NewFunding wanted = Wanted.body(body);
    return Booked.of(
        services
            .accounting()
            .fund(
                Asking.account(id),
                Wanted.parsed("instrument", wanted.instrument(), InstrumentId::of),
                Wanted.parsed("rate", wanted.rate(), Fixed::parse),
                Asking.how(key, wanted.reason())));
  }
}
