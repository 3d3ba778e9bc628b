/**
 * What goes over the wire, as records whose components are the properties of the JSON objects.
 *
 * <p>Decimals and ids are strings, money is an {@link io.qbrain.rest.view.Amount}, times are
 * ISO-8601 in UTC, enums are their names; what is not there is left out. A change of a name here is
 * a change of the contract: the OpenAPI document shows it.
 */
@NullMarked
package io.qbrain.rest.view;

import org.jspecify.annotations.NullMarked;
