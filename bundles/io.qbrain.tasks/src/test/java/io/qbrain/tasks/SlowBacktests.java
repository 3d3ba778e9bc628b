package io.qbrain.tasks;

import io.qbrain.model.Money;
import io.qbrain.service.BacktestService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Backtests that take a while and note in a file which node has begun them. */
final class SlowBacktests implements BacktestService {
  private static final long NANOS = 20_000_000;

  private final String node;
  private final Path notes;
  private final Runnable before;

  /** Takes what to do before each of them. */
  SlowBacktests(String node, Path notes, Runnable before) {
    this.node = node;
    this.notes = notes;
    this.before = before;
  }

  @Override
  public BacktestReport run(BacktestRequest request) {
    before.run();
    try {
      Files.writeString(
          notes,
          node + " " + new TreeMap<>(request.parameters()) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    long end = System.nanoTime() + NANOS;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    Money equity = Money.parse(request.parameters().get("fast") + "000 USD");
    return new BacktestReport(
        Map.of("node", node),
        1,
        List.of(),
        List.of(),
        List.of(new EquityPoint(0, equity)),
        Map.of(),
        equity,
        "orders",
        "ledger");
  }

  @Override
  public List<String> presets() {
    return List.of("default");
  }

  @Override
  public List<OptionView> options() {
    return List.of();
  }
}
