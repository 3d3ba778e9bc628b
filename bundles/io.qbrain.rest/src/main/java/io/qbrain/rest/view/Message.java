package io.qbrain.rest.view;

import io.qbrain.service.StreamService.MessageView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;

/** A message of a stream. */
@Schema(description = "A message of a stream.")
public record Message(
    @Schema(description = "its place in the stream") String id,
    @Schema(description = "what it is about") String key,
    @Schema(example = "order.filled") String type,
    @Schema(description = "the content, as a rule JSON") String body,
    Map<String, String> headers) {

  /** Renders a message. */
  public static Message of(MessageView v) {
    return new Message(v.id(), v.key(), v.type(), v.body(), v.headers());
  }
}
