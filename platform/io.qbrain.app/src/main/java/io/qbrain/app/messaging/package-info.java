/**
 * Messages within this process: what stands in for a server that cannot start here. They keep to
 * the same contracts as the servers, but end with the process.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.qbrain.app.messaging;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
