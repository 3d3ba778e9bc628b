package io.qbrain.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A backtest has one result: in the platform by shell and REST, on the command line, on this JDK
 * and another one.
 */
@OnPlatform
class ParityTest {
  private static final String OTHER_JDK = "QBRAIN_OTHER_JDK";

  private final Path folder;

  ParityTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void removeEverything(Platform platform) {
    platform.shell("strategy:uninstall sma-cross@1.0.0 --reason test");
  }

  @Test
  void platformAndCommandLineDecideTheSame(Platform platform) throws Exception {
    Path data = Files.createDirectories(platform.home().resolve("data"));
    Path bars = CommandLine.writeBars(data.resolve("parity.csv"));
    assertThat(platform.shell("strategy:install file:" + Samples.smaCross()).exitCode()).isZero();
    Answer inside =
        platform.shell(
            "backtest:run sma-cross@1.0.0 --data X.TEST:1d=parity.csv --param instrument=X.TEST"
                + " --param period=5 --param size=10");
    assertThat(inside.exitCode()).as(inside.output()).isZero();

    List<String> hashes = CommandLine.hashes(inside.output());
    assertThat(hashes).hasSize(3).doesNotHaveDuplicates();
    assertThat(CommandLine.hashes(onCommandLine(System.getProperty("java.home"), bars)))
        .isEqualTo(hashes);

    String rest = overRest(platform);
    assertThat(rest).contains("\"orderHash\"", "\"ledgerHash\"", "\"resultHash\"").contains(hashes);
  }

  @Test
  void anotherJdkDecidesTheSame() throws Exception {
    String other = System.getenv(OTHER_JDK);
    Assumptions.assumeTrue(
        other != null, OTHER_JDK + " names no JDK to compare with, e.g. a newer one");
    Path bars = CommandLine.writeBars(folder.resolve("parity.csv"));

    List<String> hashes = CommandLine.hashes(onCommandLine(System.getProperty("java.home"), bars));
    assertThat(hashes).hasSize(3);
    assertThat(CommandLine.hashes(onCommandLine(other, bars))).isEqualTo(hashes);
  }

  private static String overRest(Platform platform) throws Exception {
    HttpResponse<String> answer =
        platform.send(
            platform
                .api("/backtests")
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"strategy\":\"sma-cross@1.0.0\",\"data\":[\"X.TEST:1d=parity.csv\"],"
                            + "\"parameters\":{\"instrument\":\"X.TEST\",\"period\":5,"
                            + "\"size\":\"10\"}}")));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private String onCommandLine(String javaHome, Path bars) throws Exception {
    return CommandLine.backtest(
        javaHome, bars, folder.resolve("output.txt"), "instrument=X.TEST", "period=5", "size=10");
  }
}
