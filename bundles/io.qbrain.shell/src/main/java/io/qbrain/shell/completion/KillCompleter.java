package io.qbrain.shell.completion;

import io.qbrain.service.RiskService;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** Completes the scope of a kill that is in force. */
@Service
public final class KillCompleter extends Candidates {
  @Reference(optional = true)
  private @Nullable RiskService risk;

  @Override
  Stream<String> values(Session session, CommandLine line) {
    return from(risk, RiskService::kills).map(kill -> kill.scope().toString());
  }
}
