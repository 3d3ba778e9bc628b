package io.qbrain.shell.account;

import io.qbrain.model.Fixed;
import io.qbrain.model.Rate;
import io.qbrain.shell.completion.OptionCompleter;
import io.qbrain.shell.output.Output;
import java.util.List;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Puts a rate into force, now or at a time. */
@Service
@Command(
    scope = "account",
    name = "rate",
    description = "Puts a rate of exchange, borrowing or interest into force, now or at a time.")
public final class SetRate extends AccountAction {
  @Argument(
      index = 0,
      name = "kind",
      required = true,
      description = "conversion, borrow, interest (of currency pairs), credit or debit (of money)")
  @Completion(
      value = StringsCompleter.class,
      values = {"conversion", "borrow", "interest", "credit", "debit"})
  private String kind = "";

  @Argument(
      index = 1,
      name = "of",
      required = true,
      description = "a pair such as EUR/USD, an instrument to borrow, or a currency")
  private String of = "";

  @Argument(
      index = 2,
      name = "rate",
      required = true,
      description = "what one of the first is worth; else a year's fraction: 0.01 is 1 %")
  private String rate = "";

  @Argument(index = 3, name = OPTIONS, multiValued = true, description = OPTIONS_HELP)
  @Completion(OptionCompleter.class)
  private List<String> trailing = List.of();

  @Option(
      name = "--at",
      description = "from when on, such as 2026-02-01T00:00:00Z",
      valueToShowInHelp = "now")
  private String at = "";

  @Override
  protected void run(Output out) {
    Rate wanted =
        parse(
            text ->
                new Rate(kindOf(kind), of, Fixed.parse(text), at.isEmpty() ? 0 : time("--at", at)),
            rate);
    change(out, "Rate " + wanted, (account, how) -> accounting().record(account, wanted, how));
  }

  private static Rate.Kind kindOf(String text) {
    for (Rate.Kind k : Rate.Kind.values()) {
      if (k.name().toLowerCase(Locale.ROOT).equals(text)) {
        return k;
      }
    }
    throw invalid(
        "expected a rate of conversion, borrow, interest, credit or debit, found '" + text + "'");
  }

  @Override
  protected List<String> trailing() {
    return trailing;
  }
}
