package io.qbrain.tasks;

import io.qbrain.model.Report;
import io.qbrain.port.PortException;
import io.qbrain.service.ReportService;
import io.qbrain.service.ServiceException;
import io.qbrain.service.ServiceException.Kind;
import java.util.List;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The service of reports. */
@Component(service = ReportService.class)
public final class KeptReports implements ReportService {
  private static final int MAX_PAGE = 1_000;

  private final TaskScheduler scheduler;

  /** Serves the reports in a scheduler's database. */
  @Activate
  public KeptReports(@Reference TaskScheduler scheduler) {
    this.scheduler = scheduler;
  }

  @Override
  public List<ReportView> list(ReportFilter filter) {
    if (filter.limit() < 1 || filter.limit() > MAX_PAGE) {
      throw new ServiceException(
          Kind.INVALID, "page.limit", "expected a limit of 1 to 1000, found " + filter.limit());
    }
    return asked(() -> scheduler.tables().reports().list(filter));
  }

  @Override
  public Report get(long number) {
    return asked(
        () ->
            scheduler
                .tables()
                .reports()
                .find(number)
                .orElseThrow(
                    () ->
                        new ServiceException(
                            Kind.NOT_FOUND,
                            "report.unknown",
                            "there is no report " + number + "; report:list shows them")));
  }

  private static <R> R asked(Supplier<R> question) {
    try {
      return question.get();
    } catch (PortException e) {
      throw new ServiceException(
          Kind.UNAVAILABLE, "tasks.unavailable", String.valueOf(e.getMessage()), e);
    }
  }
}
