package io.qbrain.rest;

import io.qbrain.model.AccountId;
import io.qbrain.rest.view.Account;
import io.qbrain.rest.view.Items;
import io.qbrain.rest.view.LedgerCheck;
import io.qbrain.rest.view.LedgerEntry;
import io.qbrain.rest.view.ReplayCheck;
import io.qbrain.rest.wire.Wanted;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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
import org.jspecify.annotations.Nullable;

/** Accounts and their ledgers. */
@Path("accounts")
@Produces(MediaType.APPLICATION_JSON)
public final class AccountResource {
  private final Services services;

  /** Called by Jersey for each request. */
  public AccountResource(@Context Configuration configuration) {
    services = Services.of(configuration);
  }

  private static AccountId id(String text) {
    return Wanted.parsed("id", text, AccountId::of);
  }

  /** Lists the accounts. */
  @GET
  @Operation(summary = "List the accounts")
  public Items<Account> list() {
    return Items.of(services.portfolio().accounts(), Account::of);
  }

  /** Returns an account. */
  @GET
  @Path("{id}")
  @Operation(summary = "Show an account")
  public Account get(@PathParam("id") String id) {
    return Account.of(services.portfolio().account(id(id)));
  }

  /** Lists ledger entries; a full answer links to the next. */
  @GET
  @Path("{id}/ledger")
  @Operation(summary = "List ledger entries after a number, the oldest first")
  @ApiResponse(
      responseCode = "200",
      description = "the entries",
      headers =
          @Header(
              name = "Link",
              description = "rel=next: the entries that follow, if the answer is full",
              schema = @Schema(types = "string")),
      content = @Content(schema = @Schema(implementation = LedgerEntries.class)))
  public Response ledger(
      @PathParam("id") String id,
      @Parameter(
              description = "number of an entry; 0 if absent",
              schema = @Schema(types = "integer"))
          @QueryParam("after")
          @Nullable String after,
      @Parameter(
              description = "at most so many, 1 to 1000; 100 if absent",
              schema = @Schema(types = "integer"))
          @QueryParam("limit")
          @Nullable String limit,
      @Context UriInfo uri) {
    int most = Wanted.limit(limit);
    List<io.qbrain.model.LedgerEntry> entries =
        services
            .portfolio()
            .ledger(id(id), Wanted.number("after", after, 0, 0, Long.MAX_VALUE), most);
    Response.ResponseBuilder response =
        Response.ok(new LedgerEntries(entries.stream().map(LedgerEntry::of).toList()));
    if (entries.size() == most) {
      response.link(
          uri.getAbsolutePathBuilder()
              .queryParam("after", entries.get(most - 1).number())
              .queryParam("limit", most)
              .build(),
          "next");
    }
    return response.build();
  }

  /** Reads the journal again and compares. */
  @POST
  @Path("{id}/ledger/verify")
  @Operation(summary = "Read the whole journal again and compare it with the books")
  public LedgerCheck verify(@PathParam("id") String id) {
    return LedgerCheck.of(services.portfolio().verifyLedger(id(id)));
  }

  /** Runs the recorded inputs again and compares. */
  @POST
  @Path("{id}/prove")
  @Operation(
      summary = "Run the inputs since the last start again and compare with what was decided")
  public ReplayCheck prove(@PathParam("id") String id) {
    return ReplayCheck.of(services.replays().prove(id(id)));
  }

  /**
   * Some entries of a ledger.
   *
   * @param items the entries, the oldest first
   */
  public record LedgerEntries(List<LedgerEntry> items) {}
}
