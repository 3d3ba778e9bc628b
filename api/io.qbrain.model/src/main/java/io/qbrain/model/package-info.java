/**
 * Values, identifiers, instruments, market events, orders, fills and ledger entries.
 *
 * <p>Numbers: {@link io.qbrain.model.Price}, {@link io.qbrain.model.Quantity} and {@link
 * io.qbrain.model.Money} are whole numbers of 1e-8, kept in a {@code long}; {@link
 * io.qbrain.model.Fixed} does their arithmetic, exact or with a stated rounding, and throws on
 * overflow. A {@code double} is for signals only.
 *
 * <p>Times are nanoseconds since 1970-01-01T00:00Z in a {@code long} whose name ends in {@code
 * Nanos}; the accessor without the suffix gives an {@link java.time.Instant}.
 *
 * <p>Market events ({@link io.qbrain.model.Bar}, {@link io.qbrain.model.Quote}, {@link
 * io.qbrain.model.TradeTick}, {@link io.qbrain.model.Depth}) are final classes, so that they may
 * grow. What the kernel decides is an {@link io.qbrain.model.Effect}; the effects of one input are
 * a {@link io.qbrain.model.Turn}.
 *
 * <p>A {@link io.qbrain.model.MarketProfile} holds the rules of a market; its {@link
 * io.qbrain.model.TradingCalendar} answers when it trades.
 *
 * <p>Everything here is immutable and may be shared between threads.
 */
@Export
@Version("1.1.0")
@NullMarked
package io.qbrain.model;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
