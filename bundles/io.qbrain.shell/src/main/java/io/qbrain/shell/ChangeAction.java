package io.qbrain.shell;

import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.support.ShellUtil;

/** A command that changes something, for a reason that is recorded. */
public abstract class ChangeAction extends ShellAction {
  @Option(name = "--reason", description = "why; it is recorded", valueToShowInHelp = "")
  private String reason = "";

  /** Returns the reason given, else who did it. */
  protected final String reason() {
    return reason.isBlank() ? "by " + user() + " in the shell" : reason;
  }

  /** A session that ssh opens for one command does not know its user; the login does. */
  private String user() {
    String loggedIn = ShellUtil.getCurrentUserName();
    Object user = loggedIn == null ? session().get("USER") : loggedIn;
    return user == null ? "somebody" : user.toString();
  }

  /** Returns the reason given; refuses if there is none. */
  protected final String givenReason() {
    if (reason.isBlank()) {
      throw invalid("expected --reason \"why\", found none");
    }
    return reason;
  }
}
