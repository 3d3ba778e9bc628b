package io.qbrain.shell.completion;

import io.qbrain.service.BacktestService;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** Completes the name of a backtest preset. */
@Service
public final class PresetCompleter extends Candidates {
  @Reference(optional = true)
  private @Nullable BacktestService backtests;

  @Override
  Stream<String> values(Session session, CommandLine line) {
    return from(backtests, BacktestService::presets);
  }
}
