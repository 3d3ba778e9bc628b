package io.qbrain.shell.account;

import io.qbrain.model.Fixed;
import io.qbrain.model.InstrumentId;
import io.qbrain.shell.completion.OptionCompleter;
import io.qbrain.shell.output.Output;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Books funding of a perpetual. */
@Service
@Command(
    scope = "account",
    name = "fund",
    description =
        "Books funding of a perpetual at its last price: the long pay, the short receive.")
public final class Fund extends AccountAction {
  @Argument(index = 0, name = "instrument", required = true, description = "a perpetual")
  private String instrument = "";

  @Argument(
      index = 1,
      name = "rate",
      required = true,
      description = "of the value, 0.0001 is 0.01 %; below zero the short pay")
  private String rate = "";

  @Argument(index = 2, name = OPTIONS, multiValued = true, description = OPTIONS_HELP)
  @Completion(OptionCompleter.class)
  private List<String> trailing = List.of();

  @Override
  protected void run(Output out) {
    change(
        out,
        "Funding of " + instrument + " at " + rate,
        (account, how) ->
            accounting()
                .fund(
                    account, parse(InstrumentId::of, instrument), parse(Fixed::parse, rate), how));
  }

  @Override
  protected List<String> trailing() {
    return trailing;
  }
}
