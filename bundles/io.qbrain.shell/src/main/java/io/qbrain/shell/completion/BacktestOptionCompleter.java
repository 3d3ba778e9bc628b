package io.qbrain.shell.completion;

import io.qbrain.service.BacktestService;
import io.qbrain.service.BacktestService.OptionView;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/**
 * Completes the options that follow the strategy of a backtest, those that only the service knows,
 * too, and their values.
 */
@Service
public final class BacktestOptionCompleter extends Candidates {
  private final OptionCompleter own = new OptionCompleter();

  @Reference(optional = true)
  private @Nullable BacktestService backtests;

  @Override
  Stream<String> values(Session session, CommandLine line) {
    List<OptionView> options = from(backtests, BacktestService::options).toList();
    int at = line.getCursorArgumentIndex();
    String before = at > 0 ? line.getArguments()[at - 1] : "";
    Optional<OptionView> named =
        options.stream().filter(option -> before.equals("--" + option.name())).findFirst();
    return named.isPresent()
        ? Stream.of(named.get().values().split(", ", -1))
        : Stream.concat(
                own.values(session, line), options.stream().map(option -> "--" + option.name()))
            .distinct();
  }
}
