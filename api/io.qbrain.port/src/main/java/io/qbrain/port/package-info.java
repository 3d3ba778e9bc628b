/**
 * Southbound: what adapters implement so that the platform can keep, send and receive.
 *
 * <p>An adapter is a bundle that knows one technology. It is passive until the platform starts it:
 * no thread, connection or route before. The order is: {@link io.qbrain.port.Database}, replay of
 * the {@link io.qbrain.port.Journal}, {@link io.qbrain.port.OrderGateway}, strategies, {@link
 * io.qbrain.port.Feed}; stop is the reverse.
 */
@Export
@Version("1.1.0")
@NullMarked
package io.qbrain.port;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
