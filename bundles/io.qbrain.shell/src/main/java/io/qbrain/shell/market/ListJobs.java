package io.qbrain.shell.market;

import io.qbrain.service.DataService;
import io.qbrain.service.DataService.Job;
import io.qbrain.shell.ShellAction;
import io.qbrain.shell.output.Cell;
import io.qbrain.shell.output.Output;
import io.qbrain.shell.output.Table;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Lists imports, exports and synchronisations, the newest first. */
@Service
@Command(
    scope = "data",
    name = "jobs",
    description = "Lists imports, exports and synchronisations, the newest first.")
public final class ListJobs extends ShellAction {
  private static final Table<Job> TABLE =
      Table.of(Job.class, "No jobs.")
          .text("Job", Job::id)
          .text("Kind", Job::kind)
          .text("What", Job::what)
          .text("State", job -> job.state().name())
          .number("Percent", job -> job.all() == 0 ? 0 : job.done() * 100 / job.all())
          .text("Started", job -> Cell.time(job.startedNanos()))
          .text("Ended", job -> Cell.time(job.endedNanos()))
          .number("Remarks", job -> job.remarks().size())
          .text("Summary", Job::summary);

  @Reference(optional = true)
  private @Nullable DataService data;

  @Override
  protected void run(Output out) {
    out.rows(TABLE, ready(data).jobs());
  }
}
