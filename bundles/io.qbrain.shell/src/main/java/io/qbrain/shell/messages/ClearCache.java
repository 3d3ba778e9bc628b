package io.qbrain.shell.messages;

import io.qbrain.service.CacheService;
import io.qbrain.shell.ShellAction;
import io.qbrain.shell.completion.CacheRegionCompleter;
import io.qbrain.shell.completion.OptionCompleter;
import io.qbrain.shell.output.Output;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Empties a region of the cache, or all of it, on every level and node. */
@Service
@Command(
    scope = "cache",
    name = "clear",
    description = "Empties a region of the cache, or all of it, on every level and node.")
public final class ClearCache extends ShellAction {
  @Argument(index = 0, name = "region", description = "name of a region; all of them if absent")
  @Completion(CacheRegionCompleter.class)
  private @Nullable String region;

  @Argument(index = 1, name = OPTIONS, multiValued = true, description = OPTIONS_HELP)
  @Completion(OptionCompleter.class)
  private List<String> trailing = List.of();

  @Reference(optional = true)
  private @Nullable CacheService cache;

  @Override
  protected void run(Output out) {
    List<String> cleared = ready(cache).clear(Optional.ofNullable(region));
    String names = String.join(" ", cleared);
    out.done(
        Map.of("cleared", names),
        cleared.isEmpty() ? "No region of the cache was used yet." : "Cleared " + names + ".");
  }

  @Override
  protected List<String> trailing() {
    return trailing;
  }
}
