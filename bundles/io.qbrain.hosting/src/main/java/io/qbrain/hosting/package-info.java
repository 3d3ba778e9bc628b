/**
 * Installs strategies as bundles and takes them out again.
 *
 * <p>{@link io.qbrain.hosting.StrategyHost} is the service: it decides the order in which a jar is
 * checked, started, stored and published, and undoes what was done when a step fails. {@link
 * io.qbrain.hosting.GuestBundles} is its hand in the OSGi framework: one bundle per strategy, at
 * the location {@code qbrain:namespace/name@version}. Code of guests (constructors, names,
 * parameters) runs on a thread of its own with a {@link io.qbrain.hosting.Deadline}. {@link
 * io.qbrain.hosting.JarFolder} holds jars on their way.
 */
@NullMarked
package io.qbrain.hosting;

import org.jspecify.annotations.NullMarked;
