/**
 * The kinds of work that come with the platform. Each is a service that any other could replace.
 */
@NullMarked
package io.qbrain.tasks.shipped;

import org.jspecify.annotations.NullMarked;
