package io.qbrain.service;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * History of instruments: what is in the platform's store, what is missing, and how it comes in and
 * goes out. Long work is a {@link Job} of which one runs at a time; it goes on when the caller has
 * gone.
 *
 * <p>Series are named like {@code SPY.ARCA:1m}, {@code SPY.ARCA:quotes} or {@code SPY.ARCA:trades};
 * ends of ranges are days (UTC) such as {@code 2024-01-02} or times such as {@code
 * 2024-01-02T14:30:00Z}. Times in answers are nanoseconds since 1970.
 *
 * @since 1.1
 */
@ProviderType
public interface DataService {

  /**
   * A series.
   *
   * @param series its name
   * @param rows how many rows
   * @param firstNanos the time of the first row, of a bar when it closed
   * @param lastNanos the time of the last one
   * @param bytes what it takes on the disk
   */
  record SeriesView(String series, long rows, long firstNanos, long lastNanos, long bytes) {}

  /**
   * A hole.
   *
   * @param fromNanos the time of the last row before
   * @param toNanos the time of the first row after
   * @param missing how many bars are missing; of quotes and trades, sessions or days
   */
  record GapView(long fromNanos, long toNanos, long missing) {}

  /**
   * What is missing of a series.
   *
   * @param series its name
   * @param rows rows in the range
   * @param gaps the first gaps, at most 1,000
   * @param count how many gaps there are
   * @param missing how many rows are missing in all of them
   */
  record GapsView(String series, long rows, List<GapView> gaps, long count, long missing) {}

  /**
   * Files to be brought in.
   *
   * @param data {@code SPY.ARCA:1m=spy.csv?market=us-equities}, a file or {@code *.zip} in the
   *     platform's data folder; {@code .parquet} if that part is installed
   * @param replace whether rows that differ from the store replace what is there
   */
  record ImportRequest(String data, boolean replace) {}

  /**
   * A series to be written to a file.
   *
   * @param series its name
   * @param file a new file in the platform's data folder: CSV, packed if it ends in {@code .gz}, or
   *     Parquet if it ends in {@code .parquet} and that part is installed
   * @param from where it begins, or empty
   * @param to where it ends, or empty
   */
  record ExportRequest(String series, String file, Optional<String> from, Optional<String> to) {}

  /**
   * A series to be fetched from the time-series server.
   *
   * @param series its name
   * @param from where it begins, or empty
   * @param to where it ends, or empty
   */
  record SynchroniseRequest(String series, Optional<String> from, Optional<String> to) {}

  /** Where a job stands. */
  enum JobState {
    /** Another one runs. */
    WAITING,
    RUNNING,
    DONE,
    FAILED,
    /** It was cancelled; what was durable until then stays. */
    CANCELLED
  }

  /**
   * Long work.
   *
   * @param id its id
   * @param kind {@code import}, {@code export} or {@code synchronise}
   * @param what what it works on
   * @param state where it stands
   * @param done how far it is, of {@code all}; the unit is bytes, rows or seconds of the range
   * @param all how much there is; 0 while nobody knows
   * @param summary what came of it, in a line; empty while it runs
   * @param remarks what an operator should look at: findings with file and line, conflicts, gaps
   * @param startedNanos when it started; 0 while it waits
   * @param endedNanos when it ended; 0 before
   */
  record Job(
      String id,
      String kind,
      String what,
      JobState state,
      long done,
      long all,
      String summary,
      List<String> remarks,
      long startedNanos,
      long endedNanos) {}

  /**
   * Returns the series of the store, in order of names. UNAVAILABLE {@code data.damaged} if a file
   * of it cannot be read.
   */
  List<SeriesView> list();

  /**
   * Finds where rows are missing.
   *
   * @param series its name
   * @param market the market whose sessions say so; empty where nobody knows them
   * @param from where to begin, or empty
   * @param to where to end, or empty
   * @throws ServiceException INVALID {@code data.invalid}, UNAVAILABLE {@code data.damaged}
   */
  GapsView gaps(String series, Optional<String> market, Optional<String> from, Optional<String> to);

  /**
   * Begins to bring files into the store. The same import begun again goes on where it ended.
   *
   * @throws ServiceException INVALID {@code data.invalid}, {@code data.unknown}; CONFLICT {@code
   *     jobs.full}
   */
  Job importFiles(ImportRequest request);

  /**
   * Begins to write a file.
   *
   * @throws ServiceException INVALID {@code data.invalid}, {@code data.unknown}; CONFLICT {@code
   *     jobs.full}
   */
  Job export(ExportRequest request);

  /**
   * Begins to fetch what the store lacks of a range from the time-series server.
   *
   * @throws ServiceException INVALID {@code data.invalid}; UNAVAILABLE {@code data.no-server} if
   *     none is configured; CONFLICT {@code jobs.full}
   */
  Job synchronise(SynchroniseRequest request);

  /**
   * Removes the rows of a series before a time, and returns how many there were.
   *
   * @throws ServiceException INVALID {@code data.invalid}; UNAVAILABLE {@code data.damaged}
   */
  long removeBefore(String series, String before);

  /** Returns the jobs, the newest first: those that run or wait, and the last ones that ended. */
  List<Job> jobs();

  /** Returns a job. NOT_FOUND {@code job.unknown}. */
  Job job(String id);

  /** Asks a job to end; it does at its next step. NOT_FOUND {@code job.unknown}. */
  Job cancel(String id);
}
