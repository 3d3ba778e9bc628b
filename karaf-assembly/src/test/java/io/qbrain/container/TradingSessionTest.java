package io.qbrain.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An operator drops a jar into the running platform, lets it trade on paper, restarts the platform
 * and kills it in the middle of trading: the ledger always agrees with what the venue wrote down.
 */
class TradingSessionTest {
  private static final Duration FILLS_WITHIN = Duration.ofSeconds(120);

  private final Path home;
  private Platform platform;

  TradingSessionTest(@TempDir Path folder) throws Exception {
    home = folder.resolve("home");
    platform = Platform.startEmpty(home);
  }

  @AfterEach
  void end() throws Exception {
    platform.close();
  }

  @Test
  void aJarTradesAndEveryFillSurvives() throws Exception {
    run("strategy:install file:" + Samples.smaCross());
    run(
        "strategy:create cross sma-cross@1.0.0 --param instrument=ALPHA.SIM --param bars=1s"
            + " --param size=10 --param period=2");
    run("strategy:start cross");
    awaitFills(2);

    assertThat(run("account:deposit 500 --id wire-1")).contains("booked 1 ledger entries");
    assertThat(run("account:rate credit USD 0.03 --at 2200-01-01T00:00:00Z"))
        .contains("nothing to");
    assertThat(run("account:prove")).contains("the same decisions");
    List<String> ordersBefore = filledOrders();
    assertThat(platform.stop()).isZero();
    platform = Platform.start(home, Map.of());
    assertThat(filledOrders()).containsAll(ordersBefore);
    assertThat(run("strategy:list")).containsPattern("cross +\\|.*RUNNING");

    awaitFills(venueFills() + 2);
    platform.kill();
    long fillsAtTheVenue = venueFills();
    platform = Platform.start(home, Map.of());
    awaitFills(fillsAtTheVenue);
    assertThat(filledOrders()).containsAll(ordersBefore);
    assertThat(run("account:deposit 500 --id wire-1")).contains("was carried out before");
    assertThat(run("account:agenda")).contains("credit:USD:2200-01-01T00:00:00Z");
    awaitFills(venueFills() + 1);

    run("strategy:stop cross");
    platform.await("ledger and venue agree", FILLS_WITHIN, () -> ledgerFills() == venueFills());
    assertThat(run("ledger:verify")).contains("everything agrees");
    assertThat(run("account:prove")).contains("the same decisions");
  }

  private String run(String command) {
    Answer answer = platform.shell(command);
    assertThat(answer.exitCode()).as(command + ": " + answer.output()).isZero();
    return answer.output();
  }

  private void awaitFills(long count) throws Exception {
    platform.await(count + " fills in the ledger", FILLS_WITHIN, () -> ledgerFills() >= count);
  }

  private long ledgerFills() {
    Matcher fills = Pattern.compile("Fills +(\\d+)").matcher(run("ledger:verify"));
    assertThat(fills.find()).isTrue();
    return Long.parseLong(fills.group(1));
  }

  /** The paper venue's own log: written before it reports. */
  private long venueFills() throws IOException {
    try (Stream<String> lines = Files.lines(home.resolve("paper/venue.log"))) {
      return lines.filter(line -> line.startsWith("R\t") && line.contains("\tFILL\t")).count();
    }
  }

  private List<String> filledOrders() {
    return run("order:list -o csv").lines().filter(line -> line.contains(",FILLED,")).toList();
  }
}
