package io.qbrain.shell.task;

import io.qbrain.service.TaskService;
import io.qbrain.service.TaskService.KindView;
import io.qbrain.shell.ShellAction;
import io.qbrain.shell.output.Output;
import io.qbrain.shell.output.Table;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Lists the kinds of work and their parameters. */
@Service
@Command(
    scope = "task",
    name = "kinds",
    description = "Lists the kinds of work and their parameters.")
public final class ListKinds extends ShellAction {
  private static final Table<KindView> TABLE =
      Table.of(KindView.class, "No kinds.")
          .text("Kind", KindView::name)
          .text("Does", KindView::description)
          .text("Parameters", ListKinds::parameters);

  @Reference(optional = true)
  private @Nullable TaskService tasks;

  private static String parameters(KindView kind) {
    List<String> words =
        kind.parameters().stream()
            .map(p -> p.name() + (p.defaultValue() == null ? "" : "=" + p.defaultValue()))
            .toList();
    return String.join(" ", words);
  }

  @Override
  protected void run(Output out) {
    out.rows(TABLE, ready(tasks).kinds());
  }
}
