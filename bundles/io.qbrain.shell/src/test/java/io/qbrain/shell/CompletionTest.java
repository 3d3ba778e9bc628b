package io.qbrain.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CompletionTest {
  private final RealShell shell =
      new RealShell(
          new Doubles.Instances(),
          new Doubles.Strategies(),
          new Doubles.Portfolio(),
          new Doubles.Risk(),
          new Doubles.Backtests());

  @AfterEach
  void stop() {
    shell.close();
  }

  @Test
  void completesInstances() {
    assertThat(shell.complete("strategy:start ")).containsExactly("ema-spy");
    assertThat(shell.complete("order:list --instance e")).containsExactly("ema-spy");
    assertThat(shell.complete("strategy:info "))
        .containsExactly("acme/rsi@2.1.0", "ema-cross@1.0.0", "ema-spy");
  }

  @Test
  void completesInstalledStrategiesAndIdsForThem() {
    assertThat(shell.complete("strategy:create ")).containsExactly("ema-cross", "rsi");
    assertThat(shell.complete("strategy:create my-own ")).containsExactly("ema-cross@1.0.0");
    assertThat(shell.complete("backtest:run ")).containsExactly("ema-cross@1.0.0");
    assertThat(shell.complete("strategy:uninstall ")).containsExactly("ema-cross@1.0.0");
  }

  @Test
  void completesParametersOfTheStrategy() {
    String create = "strategy:create my-own ema-cross@1.0.0 --param ";
    assertThat(shell.complete(create))
        .containsExactly("fastBars=", "instrument=", "longOnly=", "side=");
    assertThat(shell.complete(create + "fastBars=")).containsExactly("fastBars=12");
    assertThat(shell.complete(create + "side=S")).containsExactly("side=SHORT");
    assertThat(shell.complete(create + "longOnly=f")).containsExactly("longOnly=false");
  }

  @Test
  void completesScopesAccountsOrdersAndPresets() {
    assertThat(shell.complete("risk:kill "))
        .containsExactly("account:paper", "platform", "strategy:ema-spy");
    assertThat(shell.complete("risk:resume ")).containsExactly("strategy:ema-spy");
    assertThat(shell.complete("account:show ")).containsExactly("paper");
    assertThat(shell.complete("order:cancel ")).containsExactly("o-2");
    assertThat(shell.complete("backtest:run ema-cross@1.0.0 --preset "))
        .containsExactly("backtrader", "lean");
  }

  @Test
  void completesTheOptionsOfABacktestAndTheirValues() {
    assertThat(shell.complete("backtest:run ema-cross@1.0.0 --f"))
        .containsExactly("--fill-timing", "--from");
    assertThat(shell.complete("backtest:run ema-cross@1.0.0 --fill-timing next-"))
        .containsExactly("next-close", "next-open");
  }

  @Test
  void completesOptionsBeforeAndAfterTheArguments() {
    assertThat(shell.complete("risk:kill --"))
        .containsExactly("--help", "--no-format", "--output", "--reason", "--yes");
    assertThat(shell.complete("risk:kill platform --"))
        .containsExactly("--help", "--no-format", "--output", "--reason", "--yes");
    assertThat(shell.complete("risk:kill platform --yes --r")).containsExactly("--reason");
    assertThat(shell.complete("strategy:info ema-spy -o ")).containsExactly("csv", "json", "table");
  }
}
