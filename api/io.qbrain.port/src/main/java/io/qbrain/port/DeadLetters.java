package io.qbrain.port;

/**
 * What adapters of {@link EventStream} write when a message could not be handled.
 *
 * @since 1.1
 */
public final class DeadLetters {
  private static final int MAX_REASON = 500;

  private DeadLetters() {}

  /** Returns the name of the stream for what could not be handled from a stream. */
  public static String streamOf(String stream) {
    return stream + EventStream.DEAD_LETTERS;
  }

  /** Returns whether a stream is one of dead letters. */
  public static boolean isOne(String stream) {
    return stream.endsWith(EventStream.DEAD_LETTERS);
  }

  /** Returns the message as it is put aside, with why and whence in its headers. */
  public static StreamMessage of(EventStream.Delivered last, String group, String reason) {
    return last.message()
        .withHeader(EventStream.DEAD_GROUP, group)
        .withHeader(EventStream.DEAD_ID, last.id())
        .withHeader(EventStream.DEAD_REASON, shortened(reason));
  }

  /** Returns what is told on {@link EventStream#ALERTS}. */
  public static StreamMessage alert(EventStream.Delivered last, String group, String reason) {
    return StreamMessage.of(
            last.stream(),
            "dead-letter",
            "message %s of stream %s (%s, %s) was put aside after %d deliveries to group %s: %s"
                .formatted(
                    last.id(),
                    last.stream(),
                    last.message().type(),
                    last.message().key(),
                    last.delivery(),
                    group,
                    shortened(reason)))
        .withHeader("stream", last.stream())
        .withHeader(EventStream.DEAD_GROUP, group)
        .withHeader(EventStream.DEAD_ID, last.id());
  }

  private static String shortened(String reason) {
    return reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON) + "...";
  }
}
