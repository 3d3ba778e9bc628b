package io.qbrain.service;

import org.osgi.annotation.versioning.ProviderType;

/**
 * What the platform counts and measures, for monitoring by Prometheus.
 *
 * @since 1.1
 */
@ProviderType
public interface MetricsService {
  /** The media type of {@link #text}. */
  String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  /**
   * Returns every figure as it is now, in the text format of Prometheus. Answers within seconds
   * whatever the servers do: the figures of a part that does not answer are left out, and {@code
   * qbrain_metrics_source_up} says so.
   */
  String text();
}
