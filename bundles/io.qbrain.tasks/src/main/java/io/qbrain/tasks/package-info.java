/**
 * The scheduler and its services. {@code store} holds the tables, {@code schedule} says when,
 * {@code shipped} are the kinds of work that come with the platform.
 */
@NullMarked
package io.qbrain.tasks;

import org.jspecify.annotations.NullMarked;
