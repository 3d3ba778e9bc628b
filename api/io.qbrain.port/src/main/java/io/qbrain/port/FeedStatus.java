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
 */
public record FeedStatus(
    State state, String source, long events, long lastEventNanos, long rejected, String message) {
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
