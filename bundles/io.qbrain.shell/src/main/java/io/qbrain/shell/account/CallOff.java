package io.qbrain.shell.account;

import io.qbrain.shell.completion.AnnouncementCompleter;
import io.qbrain.shell.completion.OptionCompleter;
import io.qbrain.shell.output.Output;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Takes an announcement back. */
@Service
@Command(scope = "account", name = "call-off", description = "Takes an announcement back.")
public final class CallOff extends AccountAction {
  @Argument(
      index = 0,
      name = "key",
      required = true,
      description = "what names it, as account:agenda shows it")
  @Completion(AnnouncementCompleter.class)
  private String key = "";

  @Argument(index = 1, name = OPTIONS, multiValued = true, description = OPTIONS_HELP)
  @Completion(OptionCompleter.class)
  private List<String> trailing = List.of();

  @Override
  protected void run(Output out) {
    change(out, "Called off " + key, (account, how) -> accounting().callOff(account, key, how));
  }

  @Override
  protected List<String> trailing() {
    return trailing;
  }
}
