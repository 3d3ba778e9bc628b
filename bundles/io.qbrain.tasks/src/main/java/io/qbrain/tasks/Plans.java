package io.qbrain.tasks;

import io.qbrain.model.TaskId;
import io.qbrain.service.ServiceException;
import io.qbrain.service.ServiceException.Kind;
import io.qbrain.service.TaskService.NewTask;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tasks of the configuration: {@code plan.ID = KIND name=value ... @ SCHEDULE [in ZONE]}. */
final class Plans {
  private static final Logger LOG = LoggerFactory.getLogger(Plans.class);
  private static final String KEY = "plan.";

  private final Map<String, String> plans = new TreeMap<>();
  private final TaskScheduler scheduler;

  Plans(Map<String, Object> configuration, TaskScheduler scheduler) {
    this.scheduler = scheduler;
    configuration.forEach(
        (key, value) -> {
          if (key.startsWith(KEY) && !value.toString().isBlank()) {
            plans.put(key.substring(KEY.length()), value.toString());
          }
        });
  }

  /**
   * Makes those that are not there and whose kind is; what cannot be made is told and left out. To
   * be called again when a kind comes.
   */
  synchronized void make() {
    ScheduledTasks tasks = new ScheduledTasks(scheduler);
    plans.entrySet().removeIf(plan -> isSettled(tasks, plan.getKey(), plan.getValue()));
  }

  private boolean isSettled(ScheduledTasks tasks, String id, String text) {
    try {
      NewTask plan = parse(id, text);
      if (scheduler.kinds().find(plan.kind()).isEmpty()) {
        return false;
      }
      if (scheduler.tables().tasks().find(TaskId.of(id)).isEmpty()) {
        tasks.schedule(plan);
        LOG.info("task {} was planned: {}", id, text);
      }
    } catch (ServiceException | IllegalArgumentException e) {
      if (e instanceof ServiceException refused && refused.kind() == Kind.UNAVAILABLE) {
        return false;
      }
      LOG.warn("the plan {} of the configuration is left out: {}", id, e.getMessage());
    }
    return true;
  }

  static NewTask parse(String id, String text) {
    int at = text.indexOf(" @ ");
    if (at < 0) {
      throw new IllegalArgumentException(
          "expected KIND name=value ... @ SCHEDULE in ZONE, found '" + text + "'");
    }
    String[] words = text.substring(0, at).strip().split("\\s+");
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 1; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("expected name=value, found '" + words[i] + "'");
      }
      parameters.put(words[i].substring(0, equals), words[i].substring(equals + 1));
    }
    String when = text.substring(at + 3).strip();
    int in = when.lastIndexOf(" in ");
    return new NewTask(
        Optional.of(TaskId.of(id)),
        words[0],
        parameters,
        in < 0 ? when : when.substring(0, in).strip(),
        in < 0 ? Optional.empty() : Optional.of(when.substring(in + 4).strip()),
        Optional.empty());
  }
}
