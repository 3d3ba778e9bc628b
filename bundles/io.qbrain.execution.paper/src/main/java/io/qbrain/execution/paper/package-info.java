/** The paper venue: simulated fills, and a durable log of what it was told and what it said. */
@NullMarked
package io.qbrain.execution.paper;

import org.jspecify.annotations.NullMarked;
