package io.qbrain.service;

import io.qbrain.model.Report;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Reports that tasks keep: backtests, daily accounts, settlements, checks.
 *
 * <p>Callable on any thread; UNAVAILABLE {@code tasks.unavailable} while the database is not there.
 *
 * @since 1.1
 */
@ProviderType
public interface ReportService {

  /**
   * A report without its content.
   *
   * @param number its number; a later report has a greater one
   * @param kind what it is about
   * @param subject of what
   * @param key which of them
   * @param title one line for people
   * @param createdNanos when it was kept
   * @param run the run that made it
   */
  record ReportView(
      long number,
      String kind,
      String subject,
      String key,
      String title,
      long createdNanos,
      long run) {}

  /**
   * Which reports.
   *
   * @param kind of this kind only
   * @param subject of this subject only
   * @param before before this number: the last one of the page before
   * @param limit how many at most, 1 to 1,000
   * @param facts names of facts with the values that they must have, as text; all if empty
   */
  record ReportFilter(
      Optional<String> kind,
      Optional<String> subject,
      Optional<Long> before,
      int limit,
      Map<String, String> facts) {
    /** Copies. */
    public ReportFilter {
      facts = Collections.unmodifiableMap(new TreeMap<>(facts));
    }

    /** Whatever the facts. */
    public ReportFilter(
        Optional<String> kind, Optional<String> subject, Optional<Long> before, int limit) {
      this(kind, subject, before, limit, Map.of());
    }
  }

  /** Returns reports, the newest first. */
  List<ReportView> list(ReportFilter filter);

  /** Returns a report's content; NOT_FOUND {@code report.unknown}. */
  Report get(long number);
}
