package io.qbrain.shell.completion;

import io.qbrain.model.EventTopic;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;

/** Completes a topic of the event log. */
@Service
public final class TopicCompleter extends Candidates {
  @Override
  Stream<String> values(Session session, CommandLine line) {
    return Stream.of(EventTopic.values()).map(EventTopic::toString);
  }
}
