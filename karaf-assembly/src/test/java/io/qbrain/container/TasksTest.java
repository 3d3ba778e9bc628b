package io.qbrain.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator's session with scheduled work. */
@OnPlatform
class TasksTest {
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(30);
  private static final Pattern REPORT = Pattern.compile("\"number\" ?: ?(\\d+)");

  private final Path folder;

  TasksTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void removeEverything(Platform platform) {
    for (String task : List.of("grid", "hourly", "ill", "sweep")) {
      platform.shell("task:remove " + task + " --reason test");
    }
    platform.shell("strategy:uninstall sma-cross@1.0.0 --reason test");
  }

  private static String run(Platform platform, String command) {
    Answer answer = platform.shell(command);
    assertThat(answer.exitCode()).as(command + ": " + answer.output()).isZero();
    return answer.output();
  }

  private static void awaitState(Platform platform, String task, String state) throws Exception {
    platform.await(
        task + " is " + state,
        ENDS_WITHIN,
        () ->
            platform
                .send(platform.api("/tasks/" + task))
                .body()
                .replace(" ", "")
                .contains("\"state\":\"" + state + "\",\"reason\""));
  }

  private static String rest(Platform platform, String path)
      throws IOException, InterruptedException {
    var answer = platform.send(platform.api(path));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private static List<String> numbers(String listing) {
    return REPORT.matcher(listing).results().map(found -> found.group(1)).toList();
  }

  @Test
  void aBatchHasTheResultsOfTheCommandLine(Platform platform) throws Exception {
    Path data = Files.createDirectories(platform.home().resolve("data"));
    Path bars = CommandLine.writeBars(data.resolve("batch.csv"));
    run(platform, "strategy:install file:" + Samples.smaCross());
    run(
        platform,
        "task:schedule batch-backtest now --id grid --param helpers=1"
            + " --param \"runs=sma-cross@1.0.0 instrument=X.TEST size=10 period=5|13\""
            + " --param data=X.TEST:1d=batch.csv");
    awaitState(platform, "grid", "FINISHED");

    List<String> numbers = numbers(rest(platform, "/reports?kind=backtest&subject=grid"));
    assertThat(numbers).hasSize(2);
    for (String number : numbers) {
      String report = rest(platform, "/reports/" + number);
      Matcher period = Pattern.compile("parameter period[^0-9]+(\\d+)").matcher(report);
      assertThat(period.find()).as(report).isTrue();
      List<String> alone =
          CommandLine.hashes(
              CommandLine.backtest(
                  System.getProperty("java.home"),
                  bars,
                  folder.resolve("output.txt"),
                  "instrument=X.TEST",
                  "period=" + period.group(1),
                  "size=10"));
      assertThat(alone).hasSize(3);
      assertThat(report).contains(alone);
      assertThat(rest(platform, "/reports/" + number)).isEqualTo(report);
    }
    run(platform, "task:schedule cache-clean-up now --id sweep --param unreadDays=2");
    awaitState(platform, "sweep", "FINISHED");
    String cache = run(platform, "cache:stats -o json");
    assertThat(cache).contains("backtest-data.1", "reports.1", "strategies.1");
    assertThat(run(platform, "platform:status")).contains("; hits: memory ");
  }

  @Test
  void aCheckIsPausedRunByHandAndHasAHistory(Platform platform) throws Exception {
    run(platform, "task:schedule ledger-check \"every PT6H\" --id hourly");
    run(platform, "task:pause hourly");
    assertThat(run(platform, "task:info hourly")).contains("PAUSED");
    run(platform, "task:run hourly");
    platform.await(
        "the check has run",
        ENDS_WITHIN,
        () -> run(platform, "task:history hourly").contains("SUCCEEDED"));
    assertThat(
            run(platform, "task:history hourly -o csv").lines().filter(l -> l.contains("hourly")))
        .hasSize(1);
    List<String> checks = numbers(rest(platform, "/reports?kind=ledger-check&limit=1"));
    assertThat(rest(platform, "/reports/" + checks.get(0))).contains("Ledger of paper agrees");
    assertThat(run(platform, "task:info hourly")).contains("PAUSED");

    run(platform, "task:run account-report");
    platform.await(
        "the daily report is there",
        ENDS_WITHIN,
        () -> !numbers(rest(platform, "/reports?kind=account-daily")).isEmpty());
    String daily = numbers(rest(platform, "/reports?kind=account-daily")).get(0);
    assertThat(run(platform, "report:show " + daily)).contains("fills of the day", "equity");
    assertThat(platform.send(platform.api("/reports/" + daily + "/html")).body())
        .contains("Account paper on ");
  }

  @Test
  void whatFailsForGoodIsDeadAndAnAlertOnce(Platform platform) throws Exception {
    run(
        platform,
        "task:schedule batch-backtest now --id ill --attempts 1"
            + " --param \"runs=none@1.0.0\" --param data=X.TEST:1d=none.csv");
    awaitState(platform, "ill", "DEAD");
    assertThat(run(platform, "task:dead")).contains("ill");
    platform.await(
        "the alert is there",
        ENDS_WITHIN,
        () -> run(platform, "stream:read alerts").contains("task.dead"));
    assertThat(run(platform, "stream:read alerts -o csv").split("task\\.dead", -1)).hasSize(2);
    platform.await(
        "the event is there",
        ENDS_WITHIN,
        () -> run(platform, "events:list system --limit 1000").contains("task.dead"));
  }
}
