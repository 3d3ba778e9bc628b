package io.qbrain.app;

import io.qbrain.port.PortException;
import io.qbrain.series.ImportWatch;
import io.qbrain.series.SeriesException;
import io.qbrain.service.DataService.Job;
import io.qbrain.service.DataService.JobState;
import io.qbrain.service.ServiceException;
import io.qbrain.service.ServiceException.Kind;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Long work on data, one after the other on a thread of its own; the last jobs are remembered. */
final class DataJobs {
  /** Jobs that wait; more are refused. */
  static final int MAX_WAITING = 20;

  /** Jobs that are remembered. */
  static final int MAX_KEPT = 100;

  private static final Logger LOG = LoggerFactory.getLogger(DataJobs.class);

  /** What came of a job. */
  record Result(String summary, List<String> remarks) {}

  /** What a job does. */
  interface Work {
    Result run(ImportWatch watch);
  }

  private final Clock clock;
  private final List<Running> jobs = new ArrayList<>();
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "qbrain-data");
            thread.setDaemon(true);
            return thread;
          });
  private long number;

  DataJobs(Clock clock) {
    this.clock = clock;
  }

  private final class Running implements ImportWatch {
    private final String id;
    private final String kind;
    private final String what;
    private final Work work;
    private volatile boolean cancelled;
    private JobState state = JobState.WAITING;
    private long done;
    private long all;
    private Result result = new Result("", List.of());
    private long startedNanos;
    private long endedNanos;

    Running(String id, String kind, String what, Work work) {
      this.id = id;
      this.kind = kind;
      this.what = what;
      this.work = work;
    }

    @Override
    public void at(long part, long whole) {
      if (cancelled) {
        throw new CancellationException("cancelled; what was durable until then stays");
      }
      synchronized (this) {
        done = part;
        all = whole;
      }
    }

    private synchronized void begin() {
      state = JobState.RUNNING;
      startedNanos = clock.millis() * 1_000_000L;
    }

    private synchronized void end(JobState how, Result came) {
      state = how;
      result = came;
      endedNanos = clock.millis() * 1_000_000L;
      LOG.info("{} {} of {} is {}: {}", kind, id, what, how, came.summary());
    }

    void run() {
      if (cancelled) {
        end(JobState.CANCELLED, new Result("cancelled before it began", List.of()));
        return;
      }
      begin();
      try {
        end(JobState.DONE, work.run(this));
      } catch (CancellationException e) {
        end(JobState.CANCELLED, new Result(String.valueOf(e.getMessage()), List.of()));
      } catch (SeriesException | PortException e) {
        end(JobState.FAILED, new Result(String.valueOf(e.getMessage()), List.of()));
      } catch (RuntimeException | OutOfMemoryError e) {
        end(JobState.FAILED, new Result("failed: " + e, List.of()));
      }
    }

    synchronized Job view() {
      return new Job(
          id,
          kind,
          what,
          state,
          done,
          all,
          result.summary(),
          result.remarks(),
          startedNanos,
          endedNanos);
    }

    synchronized boolean isOver() {
      return endedNanos != 0;
    }
  }

  synchronized Job submit(String kind, String what, Work work) {
    if (jobs.stream().filter(job -> !job.isOver()).count() > MAX_WAITING) {
      throw new ServiceException(
          Kind.CONFLICT, "jobs.full", MAX_WAITING + " jobs wait already; try again later");
    }
    Running job = new Running("data-" + ++number, kind, what, work);
    jobs.add(job);
    if (jobs.size() > MAX_KEPT) {
      jobs.remove(jobs.stream().filter(Running::isOver).findFirst().orElse(job));
    }
    executor.execute(job::run);
    return job.view();
  }

  synchronized List<Job> list() {
    List<Job> views = new ArrayList<>();
    for (int i = jobs.size() - 1; i >= 0; i--) {
      views.add(jobs.get(i).view());
    }
    return views;
  }

  private synchronized Running find(String id) {
    return jobs.stream()
        .filter(job -> job.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new ServiceException(
                    Kind.NOT_FOUND, "job.unknown", "there is no job '" + id + "'"));
  }

  Job get(String id) {
    return find(id).view();
  }

  Job cancel(String id) {
    Running job = find(id);
    job.cancelled = true;
    return job.view();
  }

  /** Asks all jobs to end; the store stays whole however they do. */
  synchronized void cancelAll() {
    jobs.forEach(job -> job.cancelled = true);
  }
}
