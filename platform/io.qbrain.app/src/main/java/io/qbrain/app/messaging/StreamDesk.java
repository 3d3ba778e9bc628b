package io.qbrain.app.messaging;

import io.qbrain.port.DeadLetters;
import io.qbrain.port.EventStream;
import io.qbrain.port.PortException;
import io.qbrain.service.ServiceException;
import io.qbrain.service.StreamService;
import java.util.List;
import java.util.function.Supplier;

/** The streams, for people. */
public final class StreamDesk implements StreamService {
  private static final int MAX_LIMIT = 1_000;

  private final PlatformStreams streams;
  private final Supplier<List<ProjectionView>> projections;

  /** Makes the service. */
  public StreamDesk(PlatformStreams streams, Supplier<List<ProjectionView>> projections) {
    this.streams = streams;
    this.projections = projections;
  }

  @Override
  public List<StreamView> streams() {
    return asked(
        () ->
            streams.streams().stream()
                .map(
                    s ->
                        new StreamView(
                            s.name(),
                            streams.transportOf(s.name()),
                            s.length(),
                            s.deadLetters(),
                            s.groups().stream()
                                .map(
                                    g ->
                                        new GroupView(
                                            g.name(), g.consumers(), g.pending(), g.lag()))
                                .toList()))
                .toList());
  }

  @Override
  public List<MessageView> read(String stream, String after, int limit) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new ServiceException(
          ServiceException.Kind.INVALID,
          "limit.range",
          "expected a limit from 1 to " + MAX_LIMIT + ", found " + limit);
    }
    if (!after.matches("[0-9A-Za-z:-]{0,64}")) {
      throw new ServiceException(
          ServiceException.Kind.INVALID,
          "stream.place",
          "expected the id of a message, found '" + after + "'");
    }
    return asked(() -> streams.read(stream, after, limit).stream().map(StreamDesk::view).toList());
  }

  @Override
  public List<MessageView> deadLetters(String stream, String after, int limit) {
    return read(DeadLetters.streamOf(stream), after, limit);
  }

  @Override
  public List<ProjectionView> projections() {
    return projections.get();
  }

  private static MessageView view(EventStream.Delivered d) {
    return new MessageView(
        d.id(), d.message().key(), d.message().type(), d.message().body(), d.message().headers());
  }

  private static <T> T asked(Supplier<T> question) {
    try {
      return question.get();
    } catch (PortException e) {
      throw new ServiceException(
          ServiceException.Kind.UNAVAILABLE,
          "stream.unavailable",
          String.valueOf(e.getMessage()),
          e);
    }
  }
}
