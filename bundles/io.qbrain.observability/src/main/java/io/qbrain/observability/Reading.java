package io.qbrain.observability;

import io.qbrain.port.Metric;
import io.qbrain.port.MetricSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one source, on a thread of its own. One that does not answer in time keeps that thread and
 * is not asked again before it has come back, so it never costs more than one.
 */
final class Reading {
  private static final Logger LOG = LoggerFactory.getLogger(Reading.class);

  private final MetricSource source;
  private @Nullable Future<List<Metric.Sample>> underway;
  private String problem = "";

  Reading(MetricSource source) {
    this.source = source;
  }

  String name() {
    return source.name();
  }

  boolean isOf(MetricSource other) {
    return source.equals(other);
  }

  /** Asks, unless the answer to an earlier question has not come yet. */
  synchronized void begin(ExecutorService threads) {
    if (underway == null) {
      underway = threads.submit(source::read);
    }
  }

  /** Returns the answer if it comes before a time of {@link System#nanoTime}. */
  synchronized Optional<List<Metric.Sample>> await(long deadline) {
    Future<List<Metric.Sample>> answer = underway;
    if (answer == null) {
      return Optional.empty();
    }
    try {
      long nanos = Math.max(0, deadline - System.nanoTime());
      List<Metric.Sample> samples = answer.get(nanos, TimeUnit.NANOSECONDS);
      underway = null;
      tell("");
      return Optional.of(samples);
    } catch (TimeoutException e) {
      tell("no answer in time");
    } catch (ExecutionException e) {
      underway = null;
      tell(String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  /** Gives an unanswered question up. */
  synchronized void cancel() {
    if (underway != null) {
      underway.cancel(true);
    }
  }

  private void tell(String now) {
    if (!now.equals(problem)) {
      if (now.isEmpty()) {
        LOG.info("metrics of {} are there again", source.name());
      } else {
        LOG.info("metrics of {} are left out: {}", source.name(), now);
      }
      problem = now;
    }
  }
}
