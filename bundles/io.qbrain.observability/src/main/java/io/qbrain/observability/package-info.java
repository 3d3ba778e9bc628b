/**
 * Metrics: {@link io.qbrain.observability.Metrics} asks every source of figures and writes what
 * they say as text; the classes named figures are sources over the platform's services.
 */
@NullMarked
package io.qbrain.observability;

import org.jspecify.annotations.NullMarked;
