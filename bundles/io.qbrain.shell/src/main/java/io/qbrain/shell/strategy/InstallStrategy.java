package io.qbrain.shell.strategy;

import io.qbrain.model.StrategyRef;
import io.qbrain.service.StrategyService;
import io.qbrain.service.StrategyService.StrategyView;
import io.qbrain.shell.ChangeAction;
import io.qbrain.shell.JarFile;
import io.qbrain.shell.completion.OptionCompleter;
import io.qbrain.shell.completion.SourceCompleter;
import io.qbrain.shell.output.Output;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Checks a strategy jar and installs it, or installs a strategy of the store. */
@Service
@Command(
    scope = "strategy",
    name = "install",
    description = "Checks a strategy jar and installs it, or installs a strategy of the store.")
public final class InstallStrategy extends ChangeAction {
  @Argument(
      index = 0,
      name = "source",
      required = true,
      description = "file:x.jar, or name@version of the store")
  @Completion(SourceCompleter.class)
  private String source = "";

  @Argument(index = 1, name = OPTIONS, multiValued = true, description = OPTIONS_HELP)
  @Completion(OptionCompleter.class)
  private List<String> trailing = List.of();

  @Reference(optional = true)
  private @Nullable StrategyService strategies;

  @Override
  protected void run(Output out) {
    StrategyService service = ready(strategies);
    StrategyView view =
        JarFile.isOne(source)
            ? service.install(JarFile.find(session(), source), reason())
            : service.install(parse(StrategyRef::parse, source), reason());
    out.done(view, "Installed " + view.ref() + ".");
    out.hint("Make an instance: " + StrategyDetails.createCommand(view));
  }

  @Override
  protected List<String> trailing() {
    return trailing;
  }
}
