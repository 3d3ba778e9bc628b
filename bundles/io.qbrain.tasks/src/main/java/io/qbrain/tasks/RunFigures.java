package io.qbrain.tasks;

import io.qbrain.port.Metric;
import io.qbrain.port.MetricSource;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What became of the runs of this node. */
@Component(service = MetricSource.class)
public final class RunFigures implements MetricSource {
  private final TaskScheduler scheduler;

  /** Reads the counts of a scheduler. */
  @Activate
  public RunFigures(@Reference TaskScheduler scheduler) {
    this.scheduler = scheduler;
  }

  @Override
  public String name() {
    return "task-runs";
  }

  @Override
  public List<Metric.Sample> read() {
    return scheduler.kinds().counts().samples();
  }
}
