package io.qbrain.rest.view;

import io.qbrain.service.StreamService.GroupView;
import io.qbrain.service.StreamService.StreamView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** A stream of messages. */
@Schema(description = "A stream of messages.")
public record Stream(
    String name,
    @Schema(description = "what carries it", example = "redis") String transport,
    @Schema(description = "messages that are kept") long length,
    @Schema(description = "messages that no handler could take") long deadLetters,
    List<Group> groups) {

  /** Readers of a stream that share its messages. */
  @Schema(name = "StreamGroup", description = "Readers of a stream that share its messages.")
  public record Group(
      String name,
      int consumers,
      @Schema(description = "given out and not finished") long pending,
      @Schema(description = "not seen yet; -1 if not known") long lag) {

    static Group of(GroupView g) {
      return new Group(g.name(), g.consumers(), g.pending(), g.lag());
    }
  }

  /** Renders a stream. */
  public static Stream of(StreamView v) {
    return new Stream(
        v.name(),
        v.transport(),
        v.length(),
        v.deadLetters(),
        v.groups().stream().map(Group::of).toList());
  }
}
