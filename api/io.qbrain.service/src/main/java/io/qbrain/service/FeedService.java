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
   * @param lastReceiptNanos when the last message of a live source came; 0 if none did
   * @param delayNanos how long after its own time the last event came; 0 if it is no live source
   * @param gaps events that were missing
   * @param connections connections to a live source since the feed's start
   * @param silentNanos how long ago the account took the last event of it, or since its start; 0 if
   *     it does not run
   * @param isSilent whether that is longer than its configuration allows, counting only the time in
   *     which the market of an instrument trades
   */
  record FeedView(
      String name,
      String state,
      String source,
      List<String> instruments,
      long events,
      long rejected,
      long lastEventNanos,
      String message,
      long lastReceiptNanos,
      long delayNanos,
      long gaps,
      long connections,
      long silentNanos,
      boolean isSilent) {

    /** A feed of which nobody measures how long it has brought nothing. */
    public FeedView(
        String name,
        String state,
        String source,
        List<String> instruments,
        long events,
        long rejected,
        long lastEventNanos,
        String message,
        long lastReceiptNanos,
        long delayNanos,
        long gaps,
        long connections) {
      this(
          name,
          state,
          source,
          instruments,
          events,
          rejected,
          lastEventNanos,
          message,
          lastReceiptNanos,
          delayNanos,
          gaps,
          connections,
          0,
          false);
    }

    /** A feed without a connection to a live source. */
    public FeedView(
        String name,
        String state,
        String source,
        List<String> instruments,
        long events,
        long rejected,
        long lastEventNanos,
        String message) {
      this(name, state, source, instruments, events, rejected, lastEventNanos, message, 0, 0, 0, 0);
    }
  }

  /** Returns the feeds, in order of names. */
  List<FeedView> list();
}
