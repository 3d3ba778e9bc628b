package io.qbrain.service;

import java.util.List;

/** The platform itself. */
public interface PlatformService {

  /**
   * A part of the platform.
   *
   * @param name e.g. {@code database}, {@code journal}, {@code gateway paper}, {@code feed sim}
   * @param state UP, DOWN or WAITING
   * @param detail what and where it is, or why it is down and what to do
   */
  record Part(String name, String state, String detail) {}

  /**
   * How the platform is.
   *
   * @param version the platform's version
   * @param spiVersion the version of the strategy SPI that it offers
   * @param ready whether it trades: every part is up
   * @param startedNanos when it started
   * @param parts its parts, in the order in which they start
   */
  record PlatformStatus(
      String version, String spiVersion, boolean ready, long startedNanos, List<Part> parts) {}

  /** Returns how the platform is. */
  PlatformStatus status();
}
