package io.qbrain.rest;

import io.qbrain.model.Currency;
import io.qbrain.model.Money;
import io.qbrain.model.StrategyRef;
import io.qbrain.rest.view.Amount;
import io.qbrain.rest.view.Backtest;
import io.qbrain.rest.view.BacktestOption;
import io.qbrain.rest.view.Items;
import io.qbrain.rest.view.NewBacktest;
import io.qbrain.rest.wire.Wanted;
import io.qbrain.service.BacktestService.BacktestRequest;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Backtests. */
@Path("backtests")
@Produces(MediaType.APPLICATION_JSON)
public final class BacktestResource {
  private static final Money CAPITAL = Money.of(100_000, Currency.USD);

  private final Services services;

  /** Called by Jersey for each request. */
  public BacktestResource(@Context Configuration configuration) {
    services = Services.of(configuration);
  }

  /** Runs a backtest. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Run a backtest of an installed strategy; answers when it is done")
  public Backtest run(@Nullable NewBacktest body) {
    NewBacktest wanted = Wanted.body(body);
    return Backtest.of(
        services
            .backtests()
            .run(
                new BacktestRequest(
                    Wanted.parsed("strategy", wanted.strategy(), StrategyRef::parse),
                    Wanted.parameters(wanted.parameters()),
                    Wanted.texts("data", wanted.data()),
                    capital(wanted),
                    Optional.ofNullable(wanted.preset()),
                    Optional.ofNullable(wanted.from()),
                    Optional.ofNullable(wanted.to()),
                    Wanted.lists("options", wanted.options()))));
  }

  /** The same default as on the command line and in the shell. */
  private static Money capital(NewBacktest wanted) {
    return wanted.capital() == null
        ? CAPITAL
        : Wanted.parsed("capital", wanted.capital(), Amount::toMoney);
  }

  /** Lists the options. */
  @GET
  @Path("options")
  @Operation(summary = "List the options of a backtest: the settings that may differ from a preset")
  public Items<BacktestOption> options() {
    return Items.of(services.backtests().options(), BacktestOption::of);
  }

  /** Lists the presets. */
  @GET
  @Path("presets")
  @Operation(summary = "List the names of the presets")
  public Items<String> presets() {
    return Items.of(services.backtests().presets(), Function.identity());
  }
}
