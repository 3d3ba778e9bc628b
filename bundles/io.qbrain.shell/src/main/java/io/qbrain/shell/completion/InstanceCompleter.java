package io.qbrain.shell.completion;

import io.qbrain.service.InstanceService;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** Completes the id of an instance. */
@Service
public final class InstanceCompleter extends Candidates {
  @Reference(optional = true)
  private @Nullable InstanceService instances;

  @Override
  Stream<String> values(Session session, CommandLine line) {
    return from(instances, InstanceService::list).map(view -> view.instance().id().toString());
  }
}
