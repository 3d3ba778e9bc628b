package io.qbrain.shell.completion;

import io.qbrain.service.StrategyService;
import io.qbrain.service.StrategyService.ParameterView;
import io.qbrain.service.StrategyService.State;
import io.qbrain.service.StrategyService.StrategyView;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/**
 * Completes {@code name=value} of the strategy on the line; of all installed ones before it is
 * there.
 */
@Service
public final class ParameterCompleter extends Candidates {
  @Reference(optional = true)
  private @Nullable StrategyService strategies;

  @Override
  Stream<String> values(Session session, CommandLine line) {
    List<StrategyView> installed =
        from(strategies, StrategyService::list)
            .filter(view -> view.state() == State.INSTALLED)
            .toList();
    List<String> words = Arrays.asList(line.getArguments());
    List<StrategyView> named =
        installed.stream().filter(view -> words.contains(view.ref().toString())).toList();
    boolean nameIsThere = typed(line).contains("=");
    return (named.isEmpty() ? installed : named)
        .stream()
            .flatMap(view -> view.parameters().stream())
            .flatMap(p -> nameIsThere ? assignments(p) : Stream.of(p.name() + "="))
            .distinct();
  }

  static Stream<String> assignments(ParameterView parameter) {
    Stream<String> values =
        parameter.type().equals("boolean")
            ? Stream.of("true", "false")
            : parameter.choices().isEmpty()
                ? Stream.of(parameter.defaultValue()).filter(Objects::nonNull)
                : parameter.choices().stream();
    return values.map(value -> parameter.name() + "=" + value);
  }
}
