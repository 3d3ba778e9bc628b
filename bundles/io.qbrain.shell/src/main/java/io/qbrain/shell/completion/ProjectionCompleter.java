package io.qbrain.shell.completion;

import io.qbrain.service.EventService;
import io.qbrain.service.EventService.ReaderView;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** Completes the name of a projection of the event log. */
@Service
public final class ProjectionCompleter extends Candidates {
  @Reference(optional = true)
  private @Nullable EventService events;

  @Override
  Stream<String> values(Session session, CommandLine line) {
    return from(events, EventService::readers).filter(ReaderView::projection).map(ReaderView::name);
  }
}
