/**
 * HTTP without the services: who may come in, how a body is read and written, and how an error
 * looks.
 *
 * <p>A request passes {@link io.qbrain.rest.wire.KnownHosts} and {@link
 * io.qbrain.rest.wire.BearerToken} before anything else looks at it; whatever is thrown becomes a
 * {@link io.qbrain.rest.wire.Problem} in {@link io.qbrain.rest.wire.Problems}.
 */
@NullMarked
package io.qbrain.rest.wire;

import org.jspecify.annotations.NullMarked;
