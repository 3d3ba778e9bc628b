/**
 * The application: the trading loop of an account, what it publishes, and the services that shell
 * and REST call. Plain Java; {@code io.qbrain.runtime} gives it its adapters.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.qbrain.app;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
