/**
 * The simulated venue: when and at which price orders fill, and what that costs.
 *
 * <p>Every run names its conventions: a {@link io.qbrain.simulation.Preset} holds those of the
 * venue and of the account together, so that the platform's defaults and the rules of other engines
 * are the same code with other settings.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.qbrain.simulation;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
