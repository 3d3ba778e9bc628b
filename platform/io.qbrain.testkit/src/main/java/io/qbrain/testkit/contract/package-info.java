/**
 * What every adapter of a port keeps to, as abstract tests: an adapter's module subclasses them
 * against the real server.
 */
@Export
@Version("1.1.0")
@NullMarked
package io.qbrain.testkit.contract;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
