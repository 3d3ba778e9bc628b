/**
 * The deterministic core: one input in, effects out.
 *
 * <p>A {@link io.qbrain.kernel.Kernel} is the state of one trading account: instruments and last
 * prices, instances with their books and strategies, open orders, timers, kills and the balances of
 * the ledger. {@link io.qbrain.kernel.Kernel#handle} takes one {@link io.qbrain.kernel.Input},
 * calls the strategies that it concerns, checks what they ask for against the risk rules, and tells
 * an {@link io.qbrain.kernel.EffectSink} what changed. Every change of durable state goes through
 * {@link io.qbrain.kernel.Kernel#apply}, so applying the same effects again rebuilds the account
 * without calling a strategy.
 *
 * <p>The driver (a backtest, or the trading loop) sends what the effects say to the venue, and
 * gives the venue's reports back as inputs before the next market event. Nothing here reads a
 * clock, draws a random number, starts a thread or does I/O.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.qbrain.kernel;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
