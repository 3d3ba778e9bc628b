package io.qbrain.observability;

import io.qbrain.port.Metric;
import io.qbrain.port.MetricSource;
import io.qbrain.service.TaskService;
import io.qbrain.service.TaskService.TaskFilter;
import io.qbrain.service.TaskService.TaskState;
import io.qbrain.service.TaskService.TaskView;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Where the tasks stand. */
@Component(service = MetricSource.class)
public final class TaskFigures implements MetricSource {
  private static final Metric TASKS =
      Metric.gauge("qbrain_tasks", "tasks by state, of the first 1,000", "state");
  private static final int LIMIT = 1_000;

  private final TaskService tasks;

  /** Reads the tasks. */
  @Activate
  public TaskFigures(@Reference TaskService tasks) {
    this.tasks = tasks;
  }

  @Override
  public String name() {
    return "tasks";
  }

  @Override
  public List<Metric.Sample> read() {
    Map<TaskState, Integer> counts = new EnumMap<>(TaskState.class);
    for (TaskState state : TaskState.values()) {
      counts.put(state, 0);
    }
    for (TaskView task :
        tasks.list(new TaskFilter(Optional.empty(), Optional.empty(), Optional.empty(), LIMIT))) {
      counts.merge(task.state(), 1, Integer::sum);
    }
    return counts.entrySet().stream()
        .map(e -> TASKS.of(e.getValue(), e.getKey().name().toLowerCase(Locale.ROOT)))
        .toList();
  }
}
