package io.qbrain.shell.account;

import io.qbrain.shell.output.Details;
import io.qbrain.shell.output.Output;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Shows the terms of an account, or changes some. */
@Service
@Command(
    scope = "account",
    name = "terms",
    description = "Shows the terms of an account, or changes some.")
public final class ShowTerms extends AccountAction {
  @Option(
      name = "--set",
      description = "what changes, such as conversion=on-request,interest=actual-365",
      valueToShowInHelp = "nothing")
  private String set = "";

  @Override
  protected void run(Output out) {
    if (!set.isEmpty()) {
      change(out, "Terms " + set, (account, how) -> accounting().changeTerms(account, set, how));
      return;
    }
    Details details = new Details();
    Map<String, String> terms = new LinkedHashMap<>();
    for (String term : accounting().terms(account()).split(",", -1)) {
      int equals = term.indexOf('=');
      details.line(term.substring(0, equals), term.substring(equals + 1));
      terms.put(term.substring(0, equals), term.substring(equals + 1));
    }
    out.details(terms, details);
  }
}
