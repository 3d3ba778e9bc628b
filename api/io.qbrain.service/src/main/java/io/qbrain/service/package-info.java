/**
 * Northbound: what the shell, REST and the console call. They parse, make one call and render.
 *
 * <p>Services answer from the last published snapshot and may be called on any thread. A change is
 * an input of the account's trading loop: the call returns when it was carried out and is durable.
 * What cannot be done is a {@link io.qbrain.service.ServiceException} with a stable code and a
 * message for the user.
 */
@Export
@Version("1.1.0")
@NullMarked
package io.qbrain.service;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
