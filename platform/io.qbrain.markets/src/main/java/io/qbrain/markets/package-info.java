/**
 * The market profiles that ship, by name: {@link io.qbrain.markets.Markets}.
 *
 * <p>A profile is made when it is first asked for, and kept. Holidays and short days are data files
 * of this package, so that a run of the past does not change with a library.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.qbrain.markets;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
