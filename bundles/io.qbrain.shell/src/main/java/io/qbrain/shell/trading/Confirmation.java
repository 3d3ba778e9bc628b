package io.qbrain.shell.trading;

import io.qbrain.model.RiskScope;
import io.qbrain.service.ServiceException;
import io.qbrain.service.ServiceException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.karaf.shell.api.console.Session;

/** Asks for a scope to be typed again, before something that cannot be taken back. */
final class Confirmation {
  private Confirmation() {}

  /**
   * Returns if the scope was typed; refuses otherwise.
   *
   * @param given what was already typed on the command line, or empty: then the terminal is asked
   * @param instead how to confirm where there is no terminal
   */
  static void of(RiskScope scope, String given, Session session, String instead) {
    String typed = given;
    if (typed.isEmpty()) {
      if (session.getTerminal() == null) {
        throw refused("there is no terminal to confirm at: add " + instead);
      }
      try {
        typed = session.readLine("Type " + scope + " to confirm: ", null).trim();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    if (!typed.equals(scope.toString())) {
      throw refused("expected '" + scope + "', found '" + typed + "'; nothing was changed");
    }
  }

  private static ServiceException refused(String message) {
    return new ServiceException(Kind.INVALID, "risk.not-confirmed", message);
  }
}
