/**
 * The event log for people: reading it, the tables that are made of it, and what the platform
 * itself writes into it.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.qbrain.app.events;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
