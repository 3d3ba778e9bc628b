package io.qbrain.rest.view;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import java.util.TreeMap;

/**
 * The terms of an account that are in force.
 *
 * @param account the account
 * @param terms every term by its name
 */
@Schema(description = "The terms of an account that are in force, by name.")
public record Terms(String account, Map<String, String> terms) {

  /** Renders terms as the service writes them. */
  public static Terms of(String account, String text) {
    Map<String, String> terms = new TreeMap<>();
    for (String term : text.split(",", -1)) {
      int equals = term.indexOf('=');
      terms.put(term.substring(0, equals), term.substring(equals + 1));
    }
    return new Terms(account, terms);
  }
}
