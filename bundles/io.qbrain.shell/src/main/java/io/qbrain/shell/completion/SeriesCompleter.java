package io.qbrain.shell.completion;

import io.qbrain.service.DataService;
import io.qbrain.service.DataService.SeriesView;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** Completes the name of a series of the store. */
@Service
public final class SeriesCompleter extends Candidates {
  @Reference(optional = true)
  private @Nullable DataService data;

  @Override
  Stream<String> values(Session session, CommandLine line) {
    return from(data, DataService::list).map(SeriesView::series);
  }
}
