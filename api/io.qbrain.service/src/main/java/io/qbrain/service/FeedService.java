package io.qbrain.service;

import java.util.List;

/** Market data feeds. */
public interface FeedService {

  /**
   * A feed.
   *
   * @param name its name
   * @param state STOPPED, RUNNING, FINISHED or FAILED
   * @param source what it reads
   * @param instruments the instruments that it brings
   * @param events events delivered since its start
   * @param rejected events refused as impossible or out of order
   * @param lastEventNanos time of the last event; 0 if there was none
   * @param message why it is in this state
   */
  record FeedView(
      String name,
      String state,
      String source,
      List<String> instruments,
      long events,
      long rejected,
      long lastEventNanos,
      String message) {}

  /** Returns the feeds, in order of names. */
  List<FeedView> list();
}
