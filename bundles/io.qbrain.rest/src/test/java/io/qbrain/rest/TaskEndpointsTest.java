package io.qbrain.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.Report;
import io.qbrain.model.TaskId;
import io.qbrain.rest.Server.Answer;
import io.qbrain.service.ReportService;
import io.qbrain.service.ServiceException;
import io.qbrain.service.ServiceException.Kind;
import io.qbrain.service.TaskService;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The endpoints of scheduled work and of reports. */
class TaskEndpointsTest extends OnServer {
  private static final TaskId NIGHTLY = TaskId.of("nightly");
  private static final String RUN =
      "{'number':7,'task':'nightly','kind':'ledger-check','state':'DEAD','cause':'schedule',"
          + "'attempt':3,'node':'node-1','due':'2026-01-02T12:00:00Z',"
          + "'started':'2026-01-02T12:00:01Z','ended':'2026-01-02T12:00:02Z','progress':0.25,"
          + "'message':'disk full','result':{'entries':'12'},'cancelRequested':false}";
  private static final String TASK =
      "{'id':'nightly','kind':'ledger-check','parameters':{'account':'paper'},"
          + "'schedule':'30 2 * * *','zone':'UTC',"
          + "'retry':{'maxAttempts':3,'countdown':'PT1M','factor':2},'state':'WAITING',"
          + "'reason':'','next':'2026-01-03T02:30:00Z','lastRun':"
          + RUN
          + "}";

  private final Tasks tasks = new Tasks();
  private final List<ReportService.ReportFilter> asked = new ArrayList<>();

  @BeforeEach
  void offer() {
    server.services.taskService = tasks;
    server.services.reportService = new Reports(asked);
  }

  @Test
  void listsAndShowsTasks() throws Exception {
    assertJson(server.get("/tasks"), "{'items':[" + TASK + "]}");
    assertJson(server.get("/tasks/nightly"), TASK);
    Answer page = server.get("/tasks?kind=ledger-check&state=WAITING&after=a&limit=1");
    assertThat(page.header("Link"))
        .contains("kind=ledger-check", "state=WAITING", "limit=1", "after=nightly", "rel=\"next\"");
    assertThat(tasks.calls)
        .last()
        .isEqualTo(
            "TaskFilter[kind=Optional[ledger-check], state=Optional[WAITING], after=Optional[a],"
                + " limit=1]");
  }

  @Test
  void plansATask() {
    Answer made =
        server.post(
            "/tasks",
            "{\"id\":\"nightly\",\"kind\":\"ledger-check\",\"parameters\":{\"account\":\"paper\"},"
                + "\"schedule\":\"30 2 * * *\",\"zone\":\"UTC\","
                + "\"retry\":{\"countdown\":\"PT30S\"}}");
    assertThat(made.status()).as(made.response().body()).isEqualTo(201);
    assertThat(URI.create(made.header("Location"))).isEqualTo(server.uri("/api/v1/tasks/nightly"));
    assertThat(tasks.calls)
        .containsExactly(
            "NewTask[id=Optional[nightly], kind=ledger-check, parameters={account=paper},"
                + " schedule=30 2 * * *, zone=Optional[UTC],"
                + " retry=Optional[RetryPolicy[maxAttempts=3, countdown=PT30S, factor=2]]]");
  }

  @Test
  void refusesWhatIsWrongByItsField() {
    assertProblem(
        server.post("/tasks", "{\"kind\":\"ledger-check\"}"), 400, "expected schedule, found none");
    assertProblem(
        server.post(
            "/tasks", "{\"kind\":\"x\",\"schedule\":\"now\",\"retry\":{\"countdown\":\"soon\"}}"),
        400,
        "expected a countdown such as PT1M or PT30S, found 'soon'");
    assertProblem(
        server.get("/tasks?state=LOST"), 400, "state: expected one of [WAITING", "found 'LOST'");
    assertProblem(server.get("/tasks/weekly"), 404, "there is no task weekly");
    assertProblem(server.get("/task-runs/x"), 400, "number: expected a whole number");
    server.services.taskService = null;
    assertProblem(server.get("/tasks"), 503, "the service for tasks is not running");
  }

  private static void assertProblem(Answer answer, int status, String... words) {
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
    assertThat(answer.json().get("detail").asText()).contains(words);
  }

  @Test
  void changesATask() {
    for (String change : List.of("run", "pause", "resume", "cancel")) {
      assertThat(server.post("/tasks/nightly/" + change, "{\"reason\":\"why\"}").status())
          .isEqualTo(200);
    }
    assertThat(server.send(server.request("/tasks/nightly?reason=old").DELETE()).status())
        .isEqualTo(204);
    assertThat(server.postNothing("/task-runs/7/retry").status()).isEqualTo(200);
    assertThat(tasks.calls)
        .containsExactly(
            "run nightly why",
            "pause nightly why",
            "resume nightly why",
            "cancel nightly why",
            "remove nightly old",
            "retry 7 by REST");
  }

  @Test
  void listsRunsAndKinds() throws Exception {
    assertJson(
        server.get("/task-runs?task=nightly&state=DEAD&before=9"), "{'items':[" + RUN + "]}");
    assertThat(tasks.calls)
        .containsExactly(
            "RunFilter[task=Optional[nightly], state=Optional[DEAD], before=Optional[9],"
                + " limit=100]");
    assertJson(server.get("/task-runs/7"), RUN);
    assertThat(server.get("/task-runs?limit=1").header("Link")).contains("before=7");
    assertJson(
        server.get("/task-kinds"),
        "{'items':[{'name':'ledger-check','description':'compares','parameters':[]}]}");
  }

  @Test
  void findsReportsByTheirFacts() throws Exception {
    assertThat(
            server.get("/reports?parameter=fast:10&fact=strategy:sma-cross@1.0.0&limit=5").status())
        .isEqualTo(200);
    assertThat(asked)
        .last()
        .satisfies(
            filter -> {
              assertThat(filter.limit()).isEqualTo(5);
              assertThat(filter.facts())
                  .isEqualTo(Map.of("parameter fast", "10", "strategy", "sma-cross@1.0.0"));
            });
    assertThat(server.get("/reports?fact=x").status()).isEqualTo(400);
  }

  @Test
  void listsReportsAndGivesThemAsJsonCsvAndHtml() throws Exception {
    assertJson(
        server.get("/reports?kind=account-daily&subject=paper"),
        "{'items':[{'number':4,'kind':'account-daily','subject':'paper','key':'2026-01-02',"
            + "'title':'Account paper','created':'2026-01-02T12:00:00Z','run':7}]}");
    assertJson(
        server.get("/reports/4"),
        "{'kind':'account-daily','subject':'paper','key':'2026-01-02',"
            + "'title':'Account <paper>','facts':[{'name':'equity','value':'1,000.00 USD'}],"
            + "'tables':[{'name':'Positions','columns':['instrument','quantity'],"
            + "'rows':[['SPY.ARCA','10']]}]}");
    Answer csv = server.get("/reports/4/csv");
    assertThat(csv.header("Content-Type")).startsWith("text/csv");
    assertThat(csv.header("Content-Disposition"))
        .isEqualTo("attachment; filename=\"report-4.csv\"");
    assertThat(csv.response().body())
        .isEqualTo(
            "name,value\r\nequity,\"1,000.00 USD\"\r\n\r\nPositions\r\n"
                + "instrument,quantity\r\nSPY.ARCA,10\r\n");
    Answer html = server.get("/reports/4/html");
    assertThat(html.header("Content-Type")).startsWith("text/html");
    assertThat(html.response().body())
        .contains("<h1>Account &lt;paper&gt;</h1>", "<tr><td>SPY.ARCA</td><td>10</td></tr>");
  }

  private static final class Tasks implements TaskService {
    final List<String> calls = new ArrayList<>();

    private static final RunView DEAD =
        new RunView(
            7,
            NIGHTLY,
            "ledger-check",
            RunState.DEAD,
            "schedule",
            3,
            "node-1",
            1_767_355_200_000_000_000L,
            1_767_355_201_000_000_000L,
            1_767_355_202_000_000_000L,
            0.25,
            "disk full",
            Map.of("entries", "12"),
            false);

    private static final TaskView VIEW =
        new TaskView(
            NIGHTLY,
            "ledger-check",
            Map.of("account", "paper"),
            "30 2 * * *",
            "UTC",
            new RetryPolicy(3, Duration.ofMinutes(1), 2),
            TaskState.WAITING,
            "",
            1_767_407_400_000_000_000L,
            Optional.of(DEAD));

    private TaskView noted(String call) {
      calls.add(call);
      return VIEW;
    }

    @Override
    public List<KindView> kinds() {
      return List.of(new KindView("ledger-check", "compares", List.of()));
    }

    @Override
    public List<TaskView> list(TaskFilter filter) {
      return List.of(noted(filter.toString()));
    }

    @Override
    public TaskView get(TaskId id) {
      if (!id.equals(NIGHTLY)) {
        throw new ServiceException(Kind.NOT_FOUND, "task.unknown", "there is no task " + id);
      }
      return VIEW;
    }

    @Override
    public TaskView schedule(NewTask request) {
      return noted(request.toString());
    }

    @Override
    public TaskView run(TaskId id, String reason) {
      return noted("run " + id + " " + reason);
    }

    @Override
    public TaskView pause(TaskId id, String reason) {
      return noted("pause " + id + " " + reason);
    }

    @Override
    public TaskView resume(TaskId id, String reason) {
      return noted("resume " + id + " " + reason);
    }

    @Override
    public TaskView cancel(TaskId id, String reason) {
      return noted("cancel " + id + " " + reason);
    }

    @Override
    public void remove(TaskId id, String reason) {
      noted("remove " + id + " " + reason);
    }

    @Override
    public List<RunView> history(RunFilter filter) {
      noted(filter.toString());
      return List.of(DEAD);
    }

    @Override
    public RunView runOf(long number) {
      return DEAD;
    }

    @Override
    public TaskView retry(long run, String reason) {
      return noted("retry " + run + " " + reason);
    }
  }

  private static final class Reports implements ReportService {
    private final List<ReportFilter> filters;

    Reports(List<ReportFilter> filters) {
      this.filters = filters;
    }

    @Override
    public List<ReportView> list(ReportFilter filter) {
      filters.add(filter);
      return List.of(
          new ReportView(
              4,
              "account-daily",
              "paper",
              "2026-01-02",
              "Account paper",
              1_767_355_200_000_000_000L,
              7));
    }

    @Override
    public Report get(long number) {
      return new Report(
          "account-daily",
          "paper",
          "2026-01-02",
          "Account <paper>",
          List.of(new Report.Fact("equity", "1,000.00 USD")),
          List.of(
              new Report.Table(
                  "Positions",
                  List.of("instrument", "quantity"),
                  List.of(List.of("SPY.ARCA", "10")))));
    }
  }
}
