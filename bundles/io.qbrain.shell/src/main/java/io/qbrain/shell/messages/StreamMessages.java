package io.qbrain.shell.messages;

import io.qbrain.service.StreamService.MessageView;
import io.qbrain.shell.ShellAction;
import io.qbrain.shell.completion.OptionCompleter;
import io.qbrain.shell.completion.StreamCompleter;
import io.qbrain.shell.output.Output;
import io.qbrain.shell.output.Table;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;

/** A command that lists messages of a stream. */
abstract class StreamMessages extends ShellAction {
  private static final Table<MessageView> TABLE =
      Table.of(MessageView.class, "No messages.")
          .text("Id", MessageView::id)
          .text("Type", MessageView::type)
          .text("Key", MessageView::key)
          .text("Body", MessageView::body)
          .text(
              "Headers",
              m ->
                  m.headers().entrySet().stream()
                      .map(e -> e.getKey() + "=" + e.getValue())
                      .collect(java.util.stream.Collectors.joining(" ")));

  @Argument(index = 0, name = "stream", required = true, description = "name of a stream")
  @Completion(StreamCompleter.class)
  private String stream = "";

  @Argument(index = 1, name = OPTIONS, multiValued = true, description = OPTIONS_HELP)
  @Completion(OptionCompleter.class)
  private List<String> trailing = List.of();

  @Option(name = "--after", description = "id of a message; those after it are shown")
  private String after = "";

  @Option(name = "--limit", description = "the most messages, up to 1000")
  private String limit = "20";

  abstract List<MessageView> messages(String ofStream, String afterId, int most);

  @Override
  protected final void run(Output out) {
    out.rows(TABLE, messages(stream, after, parse(StreamMessages::number, limit)));
  }

  private static int number(String text) {
    if (!text.matches("\\d{1,9}")) {
      throw new IllegalArgumentException("expected a number after --limit, found '" + text + "'");
    }
    return Integer.parseInt(text);
  }

  @Override
  protected final List<String> trailing() {
    return trailing;
  }
}
