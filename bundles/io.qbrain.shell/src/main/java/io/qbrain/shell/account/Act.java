package io.qbrain.shell.account;

import io.qbrain.model.CorporateAction;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Price;
import io.qbrain.shell.completion.OptionCompleter;
import io.qbrain.shell.output.Output;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Books a split, dividend or delisting, at its ex time or now. */
@Service
@Command(
    scope = "account",
    name = "action",
    description = "Books a split, dividend or delisting, at its ex time or now.")
public final class Act extends AccountAction {
  @Argument(index = 0, name = "kind", required = true, description = "split, dividend or delisting")
  @Completion(
      value = StringsCompleter.class,
      values = {"split", "dividend", "delisting"})
  private String kind = "";

  @Argument(index = 1, name = "instrument", required = true, description = "whose action it is")
  private String instrument = "";

  @Argument(index = 2, name = OPTIONS, multiValued = true, description = OPTIONS_HELP)
  @Completion(OptionCompleter.class)
  private List<String> trailing = List.of();

  @Option(
      name = "--ex",
      description = "from when on the price is without it: 2026-03-20T13:30:00Z",
      valueToShowInHelp = "")
  private String ex = "";

  @Option(
      name = "--ratio",
      description = "of a split, new:old, such as 2:1",
      valueToShowInHelp = "")
  private String ratio = "";

  @Option(
      name = "--per-share",
      description = "of a dividend, such as \"1.50 USD\"",
      valueToShowInHelp = "")
  private String perShare = "";

  @Option(
      name = "--pay",
      description = "when a dividend is paid",
      valueToShowInHelp = "the ex time")
  private String pay = "";

  @Option(
      name = "--price",
      description = "what is paid for one at a delisting",
      valueToShowInHelp = "the last price")
  private String price = "";

  @Option(name = "--now", description = "book it now on what is held now, though its time is over")
  private boolean now;

  @Override
  protected void run(Output out) {
    CorporateAction action = action(parse(InstrumentId::of, instrument), time("--ex", ex));
    change(out, action.key(), (account, how) -> accounting().act(account, action, now, how));
  }

  private CorporateAction action(InstrumentId id, long exNanos) {
    return switch (kind) {
      case "split" -> parse(text -> split(id, text, exNanos), ratio);
      case "dividend" ->
          parse(
              text ->
                  new CorporateAction.Dividend(
                      id, amount(text), exNanos, pay.isEmpty() ? exNanos : time("--pay", pay)),
              perShare);
      case "delisting" ->
          parse(
              text ->
                  new CorporateAction.Delisting(
                      id, text.isEmpty() ? null : Price.parse(text), exNanos),
              price);
      default -> throw invalid("expected a split, dividend or delisting, found '" + kind + "'");
    };
  }

  private static CorporateAction split(InstrumentId id, String text, long exNanos) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw invalid("expected --ratio new:old, such as 2:1, found '" + text + "'");
    }
    try {
      return new CorporateAction.Split(
          id,
          Long.parseLong(text.substring(0, colon)),
          Long.parseLong(text.substring(colon + 1)),
          exNanos);
    } catch (NumberFormatException e) {
      throw invalid("expected --ratio new:old, such as 2:1, found '" + text + "'");
    }
  }

  @Override
  protected List<String> trailing() {
    return trailing;
  }
}
