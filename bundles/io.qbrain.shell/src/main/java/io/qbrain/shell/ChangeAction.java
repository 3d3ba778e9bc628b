package io.qbrain.shell;

import org.apache.karaf.shell.api.action.Option;

/** A command that changes something, for a reason that is recorded. */
public abstract class ChangeAction extends ShellAction {
  @Option(name = "--reason", description = "why; it is recorded", valueToShowInHelp = "")
  private String reason = "";

  /** Returns the reason given, else who did it. */
  protected final String reason() {
    return reason.isBlank() ? "by " + session().get("USER") + " in the shell" : reason;
  }

  /** Returns the reason given; refuses if there is none. */
  protected final String givenReason() {
    if (reason.isBlank()) {
      throw invalid("expected --reason \"why\", found none");
    }
    return reason;
  }
}
