/** Binds adapters to the platform, publishes its services, and starts and stops it. */
@NullMarked
package io.qbrain.runtime;

import org.jspecify.annotations.NullMarked;
