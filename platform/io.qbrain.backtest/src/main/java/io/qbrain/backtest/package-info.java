/**
 * Backtests: replay of columns through the kernel and the simulated venue, and what came out.
 *
 * <p>A {@link io.qbrain.backtest.Backtest} says what to run; {@link
 * io.qbrain.backtest.Backtest#run} runs it on the calling thread and gives a {@link
 * io.qbrain.backtest.BacktestResult}: fills, trades, equity, ledger, and the settings that made
 * them.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.qbrain.backtest;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
