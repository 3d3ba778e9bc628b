package io.qbrain.port;

/**
 * Where a feed stands.
 *
 * @param state what it does
 * @param source what it reads, e.g. a file or {@code simulator, seed 42}
 * @param events events delivered since its start
 * @param lastEventNanos time of the last event, in nanoseconds since 1970; 0 if there was none
 * @param rejected events that were refused as impossible
 * @param message why it is in this state; empty where there is nothing to say
 * @param lastReceiptNanos when the last message of the source came, by the clock of this machine,
 *     in nanoseconds since 1970; 0 if none did, or it is no live source
 * @param delayNanos how long after its own time the last event came, in nanoseconds; 0 if it is no
 *     live source
 * @param gaps events that were missing, as far as the source numbers them, or were not taken
 * @param connections how often a connection to the source was made since its start
 */
public record FeedStatus(
    State state,
    String source,
    long events,
    long lastEventNanos,
    long rejected,
    String message,
    long lastReceiptNanos,
    long delayNanos,
    long gaps,
    long connections) {

  /** A feed that has no connection to a live source. */
  public FeedStatus(
      State state, String source, long events, long lastEventNanos, long rejected, String message) {
    this(state, source, events, lastEventNanos, rejected, message, 0, 0, 0, 0);
  }

  /** What a feed does. */
  public enum State {
    STOPPED,
    RUNNING,
    /** Everything was delivered. */
    FINISHED,
    FAILED,
    /** Its configuration switches it off. */
    OFF
  }
}
