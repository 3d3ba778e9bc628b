package io.qbrain.shell.messages;

import io.qbrain.service.StreamService;
import io.qbrain.service.StreamService.GroupView;
import io.qbrain.service.StreamService.ProjectionView;
import io.qbrain.service.StreamService.StreamView;
import io.qbrain.shell.ShellAction;
import io.qbrain.shell.output.Output;
import io.qbrain.shell.output.Table;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Lists the streams, or what the platform writes into them. */
@Service
@Command(
    scope = "stream",
    name = "info",
    description = "Lists the streams with their groups, or what the platform writes into them.")
public final class ShowStreams extends ShellAction {
  private static final Table<StreamView> STREAMS =
      Table.of(StreamView.class, "No streams.")
          .text("Stream", StreamView::name)
          .text("Transport", StreamView::transport)
          .number("Messages", StreamView::length)
          .number("Dead letters", StreamView::deadLetters)
          .text("Groups", v -> groups(v.groups()));

  private static final Table<ProjectionView> WRITTEN =
      Table.of(ProjectionView.class, "Nothing is written: the account is not open.")
          .text("Stream", ProjectionView::stream)
          .number("Written", ProjectionView::written)
          .number("Conflated", ProjectionView::conflated)
          .number("Waiting", ProjectionView::waiting)
          .text("Message", ProjectionView::detail);

  @Option(name = "--written", description = "what the platform writes, with what it leaves out")
  private boolean written;

  @Reference(optional = true)
  private @Nullable StreamService streams;

  @Override
  protected void run(Output out) {
    if (written) {
      out.rows(WRITTEN, ready(streams).projections());
    } else {
      out.rows(STREAMS, ready(streams).streams());
    }
  }

  private static String groups(List<GroupView> groups) {
    return groups.stream()
        .map(
            g ->
                g.name()
                    + " ("
                    + g.consumers()
                    + (g.consumers() == 1 ? " reader, " : " readers, ")
                    + g.pending()
                    + " pending"
                    + (g.lag() < 0 ? "" : ", " + g.lag() + " behind")
                    + ")")
        .collect(Collectors.joining("; "));
  }
}
