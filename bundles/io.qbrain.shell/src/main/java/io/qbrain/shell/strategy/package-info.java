/** The scope {@code strategy}: jars and instances. */
@NullMarked
package io.qbrain.shell.strategy;

import org.jspecify.annotations.NullMarked;
