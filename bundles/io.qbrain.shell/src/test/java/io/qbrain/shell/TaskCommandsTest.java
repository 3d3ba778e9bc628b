package io.qbrain.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.shell.RealShell.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaskCommandsTest {
  private final TaskDoubles.Tasks tasks = new TaskDoubles.Tasks();
  private final RealShell shell = new RealShell(tasks, new TaskDoubles.Reports());

  @AfterEach
  void stop() {
    shell.close();
  }

  private String ok(String line) {
    Answer answer = shell.execute(line);
    assertThat(answer.status()).as(answer.text()).isZero();
    return answer.text();
  }

  private String refused(String line) {
    Answer answer = shell.execute(line);
    assertThat(answer.status()).as(answer.text()).isEqualTo(1);
    return answer.text();
  }

  private static List<String> cells(String line) {
    return List.of(line.split("[|│]")).stream().map(String::strip).toList();
  }

  @Test
  void listsTasksWithTheirNextTimeAndLastRun() {
    List<String> lines = ok("task:list").lines().toList();
    assertThat(cells(lines.get(0)))
        .containsExactly(
            "ID", "Kind", "Schedule", "Zone", "State", "Next", "Last run", "Started", "Reason");
    assertThat(cells(lines.get(2)))
        .startsWith(
            "nightly",
            "ledger-check",
            "30 2 * * *",
            "UTC",
            "WAITING",
            "2026-01-02T13:00:00Z",
            "DEAD",
            "2026-01-02T12:00:00Z");
    ok("task:list --kind ledger-check --state paused --after a --limit 5");
    assertThat(tasks.calls)
        .last()
        .asString()
        .contains("Optional[ledger-check]", "Optional[PAUSED]", "Optional[a]", "limit=5");
  }

  @Test
  void aTaskAsJsonHasTheShapeOfRest() {
    assertThat(ok("task:info nightly -o json --no-format"))
        .isEqualTo(
            """
            {"id":"nightly","kind":"ledger-check","parameters":{"account":"paper"},\
            "schedule":"30 2 * * *","zone":"UTC",\
            "retry":{"maxAttempts":3,"countdown":"PT1M","factor":2},"state":"WAITING","reason":"",\
            "next":"2026-01-02T13:00:00.500Z",\
            "lastRun":{"number":7,"task":"nightly","kind":"ledger-check","state":"DEAD",\
            "cause":"schedule","attempt":3,"node":"node-1","due":"2026-01-02T12:00:00.500Z",\
            "started":"2026-01-02T12:00:00.500Z","ended":"2026-01-02T12:00:02.500Z",\
            "progress":0.25,"message":"disk full","result":{"entries":"12"},\
            "cancelRequested":false}}
            """);
  }

  @Test
  void showsATaskInWords() {
    assertThat(ok("task:info nightly"))
        .contains("Schedule", "30 2 * * *", "Parameter account", "Run message", "disk full")
        .contains("Result entries");
    assertThat(refused("task:info weekly")).contains("there is no task weekly", "[task.unknown]");
    assertThat(refused("task:info Weekly")).contains("expected a task id", "found 'Weekly'");
  }

  @Test
  void plansATaskWithAllItsOptions() {
    assertThat(
            ok(
                "task:schedule ledger-check \"30 17 * * MON-FRI\" --id late --zone"
                    + " America/New_York --param account=paper --attempts 5 --countdown PT30S"
                    + " --factor 3"))
        .contains("is planned; it runs next at 2026-01-02T13:00:00.500Z");
    assertThat(tasks.calls)
        .containsExactly(
            "NewTask[id=Optional[late], kind=ledger-check, parameters={account=paper},"
                + " schedule=30 17 * * MON-FRI, zone=Optional[America/New_York],"
                + " retry=Optional[RetryPolicy[maxAttempts=5, countdown=PT30S, factor=3]]]");
    assertThat(refused("task:schedule ledger-check now --countdown 30s"))
        .contains("expected --countdown such as PT1M or PT30S, found '30s'");
    assertThat(refused("task:schedule ledger-check now --attempts 0"))
        .contains("expected 1 to 100 attempts, found 0");
  }

  @Test
  void changesATaskForAReason() {
    assertThat(ok("task:run nightly")).contains("nightly runs now.");
    assertThat(ok("task:pause nightly --reason holiday")).contains("nightly is paused.");
    assertThat(ok("task:resume nightly")).contains("it runs next at");
    assertThat(ok("task:cancel nightly")).contains("nightly was asked to stop.");
    assertThat(ok("task:retry 7")).contains("nightly runs again.");
    assertThat(ok("task:remove nightly")).contains("nightly is removed.");
    assertThat(tasks.calls)
        .containsExactly(
            "run nightly by ann in the shell",
            "pause nightly holiday",
            "resume nightly by ann in the shell",
            "cancel nightly by ann in the shell",
            "retry 7 by ann in the shell",
            "remove nightly by ann in the shell");
    assertThat(refused("task:retry seven")).contains("expected a whole number, found 'seven'");
  }

  @Test
  void listsRunsAndDeadOnes() {
    assertThat(ok("task:history nightly --state dead --before 9 --limit 3"))
        .contains("disk full", "25%");
    assertThat(ok("task:dead")).contains("disk full", "Try one again: task:retry 7");
    assertThat(tasks.calls).last().asString().contains("Optional[DEAD]", "limit=100");
    assertThat(refused("task:history --state lost"))
        .contains("expected one of [RUNNING, SUCCEEDED", "found 'lost'");
    assertThat(refused("task:history --limit 0")).contains("expected --limit 1 to 1000, found 0");
  }

  @Test
  void listsKindsAndReports() {
    assertThat(ok("task:kinds")).contains("ledger-check", "account=paper");
    assertThat(ok("report:list")).contains("account-daily", "2026-01-02", "Account paper");
    assertThat(ok("report:show 4"))
        .contains("equity", "1000.00 USD", "Positions", "SPY.ARCA", "10");
    assertThat(ok("report:show 4 -o json --no-format"))
        .contains("\"tables\":[{\"name\":\"Positions\",\"columns\":[\"instrument\",\"quantity\"]");
  }

  @Test
  void completesTasksKindsParametersAndDeadRuns() {
    assertThat(shell.complete("task:info ")).containsExactly("nightly");
    assertThat(shell.complete("task:schedule ")).containsExactly("ledger-check");
    assertThat(shell.complete("task:schedule ledger-check now --param "))
        .containsExactly("account=");
    assertThat(shell.complete("task:schedule ledger-check now --param account="))
        .containsExactly("account=paper");
    assertThat(shell.complete("task:retry ")).containsExactly("7");
    assertThat(shell.complete("task:list --state P")).containsExactly("PAUSED");
  }
}
