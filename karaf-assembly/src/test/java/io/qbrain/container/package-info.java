/**
 * Tests of the assembled distribution, as an operator meets it: started by its script, talked to
 * over ssh and HTTP, stopped or killed. {@link io.qbrain.container.Platform} is a running one; a
 * test class that is {@link io.qbrain.container.OnPlatform} gets the one that all classes share.
 */
@NullMarked
package io.qbrain.container;

import org.jspecify.annotations.NullMarked;
