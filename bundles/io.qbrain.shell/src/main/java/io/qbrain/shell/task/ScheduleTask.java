package io.qbrain.shell.task;

import io.qbrain.model.TaskId;
import io.qbrain.service.TaskService;
import io.qbrain.service.TaskService.NewTask;
import io.qbrain.service.TaskService.RetryPolicy;
import io.qbrain.service.TaskService.TaskView;
import io.qbrain.shell.ShellAction;
import io.qbrain.shell.completion.OptionCompleter;
import io.qbrain.shell.completion.TaskKindCompleter;
import io.qbrain.shell.completion.TaskParameterCompleter;
import io.qbrain.shell.output.Cell;
import io.qbrain.shell.output.Output;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;

/** Plans a task. */
@Service
@Command(scope = "task", name = "schedule", description = "Plans a task.")
public final class ScheduleTask extends ShellAction {
  @Argument(
      index = 0,
      name = "kind",
      required = true,
      description = "a kind of work, see task:kinds")
  @Completion(TaskKindCompleter.class)
  private String kind = "";

  @Argument(
      index = 1,
      name = "schedule",
      required = true,
      description =
          "now, \"at 2026-01-02T17:00\", \"every PT15M\", \"30 17 * * MON-FRI\" (cron: minute,"
              + " hour, day, month, weekday; with six fields the second first) or"
              + " \"close us-equities PT15M\"")
  @Completion(
      value = StringsCompleter.class,
      values = {"now"})
  private String schedule = "";

  @Argument(index = 2, name = OPTIONS, multiValued = true, description = OPTIONS_HELP)
  @Completion(OptionCompleter.class)
  private List<String> trailing = List.of();

  @Option(name = "--id", description = "its id", valueToShowInHelp = "the kind and a number")
  private String id = "";

  @Option(
      name = "--param",
      multiValued = true,
      description = "a parameter, name=value; once for each",
      valueToShowInHelp = "")
  @Completion(TaskParameterCompleter.class)
  private List<String> parameters = List.of();

  @Option(
      name = "--zone",
      description = "time zone of the schedule, America/New_York",
      valueToShowInHelp = "UTC")
  private String zone = "";

  @Option(name = "--attempts", description = "how often at most", valueToShowInHelp = "3")
  private String attempts = "3";

  @Option(
      name = "--countdown",
      description = "wait before the second attempt",
      valueToShowInHelp = "PT1M")
  private String countdown = "PT1M";

  @Option(
      name = "--factor",
      description = "each further wait is longer by this factor",
      valueToShowInHelp = "2")
  private String factor = "2";

  @Reference(optional = true)
  private @Nullable TaskService tasks;

  @Override
  protected void run(Output out) {
    NewTask request =
        new NewTask(
            Given.of(id, i -> parse(TaskId::of, i)),
            kind,
            pairs("--param", parameters),
            schedule,
            Given.of(zone, z -> z),
            Optional.of(parse(this::retry, countdown)));
    TaskView view = ready(tasks).schedule(request);
    out.done(
        view,
        view.id()
            + " is planned"
            + Cell.time(view.nextNanos()).map(next -> "; it runs next at " + next).orElse("")
            + ".");
  }

  private RetryPolicy retry(String wait) {
    Duration first;
    try {
      first = Duration.parse(wait);
    } catch (java.time.format.DateTimeParseException e) {
      throw new IllegalArgumentException(
          "expected --countdown such as PT1M or PT30S, found '" + wait + "'", e);
    }
    return new RetryPolicy(
        Math.toIntExact(Given.number(attempts)), first, Math.toIntExact(Given.number(factor)));
  }

  @Override
  protected List<String> trailing() {
    return trailing;
  }
}
