/**
 * What a strategy author implements and uses.
 *
 * <p>An author writes two classes: a {@link io.qbrain.strategy.Strategy} with the rules, and a
 * {@link io.qbrain.strategy.StrategyFactory} that names it, says what it needs and makes it. The
 * factory is an OSGi component; that is the whole deployment story. The same classes run in a
 * backtest, on paper and live.
 *
 * <p>A callback is a function of its event and of the {@link io.qbrain.strategy.StrategyContext}, a
 * view taken before the callback. What the strategy asks of the context is recorded and carried out
 * in order after the callback has returned; nothing of it is carried out if the callback throws.
 * Results come back as later callbacks.
 *
 * <p>Callbacks of an instance come one at a time, on one thread; a strategy needs no locks, starts
 * no threads, reads no clock and draws no unseeded random numbers.
 */
@Export
@Version("1.1.0")
@NullMarked
package io.qbrain.strategy;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
