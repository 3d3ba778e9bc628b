package io.qbrain.shell.completion;

import io.qbrain.service.StreamService;
import io.qbrain.service.StreamService.StreamView;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** Completes the name of a stream. */
@Service
public final class StreamCompleter extends Candidates {
  @Reference(optional = true)
  private @Nullable StreamService streams;

  @Override
  Stream<String> values(Session session, CommandLine line) {
    return from(streams, StreamService::streams).map(StreamView::name);
  }
}
