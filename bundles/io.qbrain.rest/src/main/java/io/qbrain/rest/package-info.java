/**
 * The services over HTTP.
 *
 * <p>{@link io.qbrain.rest.RestApplication} is what lies under {@code /api/v1}: its resources, who
 * may call them and how errors look come and go as one, so no resource is ever there without its
 * guards. {@link io.qbrain.rest.HealthApplication} is what answers without a token. A resource
 * parses, calls a service that {@link io.qbrain.rest.Services} has, and renders a record of {@link
 * io.qbrain.rest.view}.
 */
@NullMarked
package io.qbrain.rest;

import org.jspecify.annotations.NullMarked;
