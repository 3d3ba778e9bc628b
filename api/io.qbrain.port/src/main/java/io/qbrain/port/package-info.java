/**
 * Southbound: what adapters implement so that the platform can keep, send and receive.
 *
 * <p>An adapter is a bundle that knows one technology. It is passive until the platform starts it:
 * no thread, connection or route before. The order is: {@link io.qbrain.port.Database}, replay of
 * the {@link io.qbrain.port.Journal}, {@link io.qbrain.port.OrderGateway}, strategies, {@link
 * io.qbrain.port.Feed}; stop is the reverse.
 *
 * <p>Beside them stand the {@link io.qbrain.port.Mirror}s, servers that trading does without.
 * Through them go {@link io.qbrain.port.EventStream} (kept messages, read by groups), {@link
 * io.qbrain.port.Broadcast} (to whoever listens now), {@link io.qbrain.port.WorkQueue} (each piece
 * for one worker) and {@link io.qbrain.port.SharedCache} (the level of the {@link
 * io.qbrain.port.Cache} that nodes share). What others write into such a server comes to feeds by a
 * {@link io.qbrain.port.MessageSource}.
 *
 * <p>History is kept by a {@link io.qbrain.port.SeriesStore}, which names it by {@link
 * io.qbrain.port.SeriesId}; {@link io.qbrain.port.TableFiles} bring it in and take it out in a
 * format of others.
 *
 * <p>Work that is scheduled is of a {@link io.qbrain.port.TaskKind}, which any bundle may provide.
 *
 * <p>The {@link io.qbrain.port.EventLog} keeps what happened; {@link io.qbrain.port.EventCursors}
 * say how far its readers are, and make an {@link io.qbrain.port.EventProjection} of it.
 *
 * <p>What a part counts and measures, monitoring reads from a {@link io.qbrain.port.MetricSource}.
 */
@Export
@Version("1.1.0")
@NullMarked
package io.qbrain.port;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
