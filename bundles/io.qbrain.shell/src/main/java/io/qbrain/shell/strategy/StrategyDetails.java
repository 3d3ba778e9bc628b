package io.qbrain.shell.strategy;

import io.qbrain.service.StrategyService.ParameterView;
import io.qbrain.service.StrategyService.StrategyView;
import io.qbrain.shell.output.Details;
import io.qbrain.shell.output.Output;
import io.qbrain.shell.output.Table;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A strategy in words. */
final class StrategyDetails {
  private static final Table<ParameterView> PARAMETERS =
      Table.of(ParameterView.class, "No parameters.")
          .text("Name", ParameterView::name)
          .text("Type", ParameterView::type)
          .text("Default", p -> p.defaultValue() == null ? "(must be given)" : p.defaultValue())
          .text("Range", StrategyDetails::range)
          .text("Help", ParameterView::help);

  private StrategyDetails() {}

  static void write(Output out, StrategyView view) {
    out.details(
        view,
        new Details()
            .line("Strategy", view.ref())
            .line("State", view.state())
            .lineUnlessEmpty("Reason", view.reason())
            .lineUnlessEmpty("Description", view.description())
            .line("SPI range", view.spiRange())
            .line("SHA-256", view.sha256())
            .line("Bytes", view.sizeBytes())
            .line("Instances", view.instances()));
    out.more("Parameters", PARAMETERS, view.parameters());
  }

  /** Returns the parameters in one line, as one writes them after {@code --param}. */
  static String parameters(StrategyView view) {
    return view.parameters().stream()
        .map(p -> p.name() + "=" + (p.defaultValue() == null ? "?" : p.defaultValue()))
        .collect(Collectors.joining(" "));
  }

  /** Returns the command that makes an instance, with what must be given. */
  static String createCommand(StrategyView view) {
    String required =
        view.parameters().stream()
            .filter(p -> p.defaultValue() == null)
            .map(p -> " --param " + p.name() + "=<" + p.type() + ">")
            .collect(Collectors.joining());
    return "strategy:create <id> " + view.ref() + required;
  }

  private static String range(ParameterView p) {
    if (!p.choices().isEmpty()) {
      return String.join(", ", p.choices());
    }
    return p.min() == null && p.max() == null ? "" : open(p.min()) + " to " + open(p.max());
  }

  private static String open(@Nullable String bound) {
    return bound == null ? "any" : bound;
  }
}
