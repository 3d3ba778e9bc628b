package io.qbrain.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.kernel.Input;
import io.qbrain.model.Instance;
import io.qbrain.service.ReplayService.ReplayCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplayProofTest extends OneRunningInstance {
  @BeforeEach
  void tradeAWhile() {
    for (String price : List.of("101", "102", "99", "2", "3", "101")) {
      bench.bar(price);
    }
    awaitFills(2);
  }

  private void awaitFills(int count) {
    Bench.await(
        count + " fills",
        () -> bench.platform.portfolio().fills(Optional.of(ONE), 100).size() >= count);
  }

  private ReplayCheck prove() {
    return bench.platform.replays().prove(PAPER);
  }

  @Test
  void everyDecisionOfASessionComesAgain() {
    ReplayCheck check = prove();
    assertThat(check.difference()).isEmpty();
    assertThat(check.turns()).isGreaterThan(10);
    assertThat(check.inputs()).isGreaterThanOrEqualTo(check.turns() + 1);
    assertThat(check.fromSequence()).isEqualTo(1);
  }

  @Test
  void aSessionAfterARestartBeginsWithTheAccountAsItWas() {
    long before = prove().toSequence();
    bench.restart();
    bench.bar("99");
    bench.bar("99");
    awaitFills(3);
    ReplayCheck check = prove();
    assertThat(check.difference()).isEmpty();
    assertThat(check.fromSequence()).isGreaterThan(before);
    assertThat(check.turns()).isPositive();
  }

  @Test
  void aSessionAfterACrashBeginsWithWhatWasDurable() {
    bench.crash();
    bench.start();
    bench.bar("99");
    bench.bar("99");
    awaitFills(3);
    assertThat(prove().difference()).isEmpty();
  }

  @Test
  void aStrategyThatDecidesOtherwiseIsFound() {
    InputLog log = new InputLog(folder.resolve("paper/inputs"));
    Instance other =
        Instance.created(
            ONE,
            PAPER,
            Bench.SWITCH,
            Map.of("instrument", Bench.ALPHA.toString(), "size", "7"),
            Instance.Mode.PAPER,
            io.qbrain.model.Money.of(100_000, io.qbrain.model.Currency.USD));
    rewrite(
        log,
        input -> input instanceof Input.CreateInstance ? new Input.CreateInstance(other) : input);
    assertThat(prove().difference()).startsWith("code: input").contains("size=7", "size=10");
  }

  @Test
  void anInputThatIsMissingIsFound() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("paper/inputs"))) {
      Path file = files.findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 1;
      Files.write(file, bytes);
    }
    assertThat(prove().difference()).startsWith("data: the input log has no input");
  }

  /** Writes the newest session again, with some inputs replaced. */
  private void rewrite(InputLog log, java.util.function.UnaryOperator<Input> change) {
    InputLog.Session session = log.sessions().get(0);
    log.begin(session.afterSequence());
    try (InputReader reader = new InputReader(session.files())) {
      for (InputCodec.Logged l = reader.next(); l != null; l = reader.next()) {
        if (l.input() != null) {
          log.append(l.sequence(), change.apply(l.input()));
        } else if (l.listed() != null) {
          log.append(l.sequence(), new Input.ListInstrument(bench.feed.instruments().get(0)));
        }
      }
    }
    log.flush(session.afterSequence());
    log.close();
  }
}
