package io.qbrain.shell.events;

import io.qbrain.model.EventPosition;
import io.qbrain.model.EventTopic;
import io.qbrain.service.EventService;
import io.qbrain.service.EventService.EventQuery;
import io.qbrain.shell.ShellAction;
import io.qbrain.shell.completion.OptionCompleter;
import io.qbrain.shell.completion.TopicCompleter;
import io.qbrain.shell.output.Output;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;

/** A command that reads a topic of an event log. */
public abstract class TopicAction extends ShellAction {
  @Argument(
      index = 0,
      name = "topic",
      required = false,
      description = "audit (accounts), system or performance")
  @Completion(TopicCompleter.class)
  private String topic = "audit";

  @Argument(index = 1, name = OPTIONS, multiValued = true, description = OPTIONS_HELP)
  @Completion(OptionCompleter.class)
  private List<String> trailing = List.of();

  @Option(
      name = "--stream",
      description = "only this stream, e.g. an account",
      valueToShowInHelp = "")
  private String stream = "";

  @Option(name = "--log", description = "outbox or kafka", valueToShowInHelp = "outbox")
  @Completion(
      value = StringsCompleter.class,
      values = {"outbox", "kafka"})
  private String log = EventService.OUTBOX;

  @Reference(optional = true)
  private @Nullable EventService events;

  @Override
  protected final void run(Output out) {
    EventService service = ready(events);
    run(service, parse(EventTopic::parse, topic), out);
  }

  /** Carries the command out on a topic. */
  protected abstract void run(EventService service, EventTopic topic, Output out);

  /** Returns the log that was asked for. */
  final String log() {
    return log;
  }

  /** Returns what is read of a topic after a place: of the stream that was asked for, or of all. */
  final EventQuery query(EventTopic wanted, EventPosition place, int most) {
    return new EventQuery(
        log, wanted, stream.isEmpty() ? Optional.empty() : Optional.of(stream), place, most);
  }

  @Override
  protected List<String> trailing() {
    return trailing;
  }
}
