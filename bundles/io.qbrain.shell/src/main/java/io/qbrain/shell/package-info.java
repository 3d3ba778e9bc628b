/**
 * Shell commands: parse, one service call, render.
 *
 * <p>A command extends {@link io.qbrain.shell.ShellAction}, or {@link io.qbrain.shell.ChangeAction}
 * if it changes something and so takes a reason. What it shows goes through {@link
 * io.qbrain.shell.output.Output}. Commands lie in the packages below by what they are about;
 * completers in {@code completion}. Karaf makes the objects and sets the annotated fields: each
 * class of a command or completer is public and has a public constructor.
 *
 * <p>References to services are optional, so that the commands are there, and say what is missing,
 * while the platform is not.
 */
@Header(name = "Karaf-Commands", value = "io.qbrain.shell.*")
@NullMarked
package io.qbrain.shell;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Header;
