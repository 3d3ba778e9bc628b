/**
 * Starts, stops and talks to a platform on this machine.
 *
 * <p>{@link io.qbrain.launcher.Main} reads the command line; {@link
 * io.qbrain.launcher.StateDirectory} knows where everything durable lies; {@link
 * io.qbrain.launcher.Container} is Karaf in this process; {@link io.qbrain.launcher.RemoteShell} is
 * the way to a running platform's shell, also for tests.
 */
@NullMarked
package io.qbrain.launcher;

import org.jspecify.annotations.NullMarked;
