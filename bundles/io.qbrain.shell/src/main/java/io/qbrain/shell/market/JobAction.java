package io.qbrain.shell.market;

import io.qbrain.service.DataService;
import io.qbrain.service.DataService.Job;
import io.qbrain.service.DataService.JobState;
import io.qbrain.service.ServiceException;
import io.qbrain.service.ServiceException.Kind;
import io.qbrain.shell.ShellAction;
import io.qbrain.shell.output.Cell;
import io.qbrain.shell.output.Details;
import io.qbrain.shell.output.Output;
import java.util.concurrent.TimeUnit;
import org.apache.karaf.shell.api.action.Option;

/** A command that begins a job and, unless told otherwise, waits for it; Ctrl-C cancels the job. */
abstract class JobAction extends ShellAction {
  private static final long LOOK_MILLIS = 50;

  @Option(name = "--background", description = "do not wait; data:jobs shows how far it is")
  private boolean background;

  private boolean remarked;

  /** Waits for the job and shows it. */
  final void follow(DataService service, Job begun, Output out) {
    Job job = background ? begun : ended(service, begun);
    remarked = job.state() == JobState.FAILED || job.state() == JobState.CANCELLED;
    out.details(job, details(job));
    if (!background && out.isForProgram()) {
      return;
    }
    job.remarks().forEach(out::hint);
    if (background) {
      out.hint("See data:jobs, and data:cancel " + job.id());
    }
  }

  static Details details(Job job) {
    return new Details()
        .line("Job", job.id())
        .line("Kind", job.kind())
        .line("What", job.what())
        .line("State", job.state().name())
        .lineUnlessEmpty("Summary", job.summary())
        .line("Started", Cell.time(job.startedNanos()))
        .line("Ended", Cell.time(job.endedNanos()));
  }

  private static Job ended(DataService service, Job begun) {
    Job job = begun;
    try {
      while (job.endedNanos() == 0) {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        job = service.job(begun.id());
      }
      return job;
    } catch (InterruptedException e) {
      service.cancel(begun.id());
      Thread.currentThread().interrupt();
      throw new ServiceException(
          Kind.CONFLICT, "job.cancelled", "job " + begun.id() + " is being cancelled", e);
    }
  }

  @Override
  protected int status() {
    return remarked ? 1 : 0;
  }
}
