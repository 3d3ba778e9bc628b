package io.qbrain.shell.messages;

import io.qbrain.service.CacheService;
import io.qbrain.service.CacheService.CacheView;
import io.qbrain.service.CacheService.LevelView;
import io.qbrain.service.CacheService.RegionView;
import io.qbrain.shell.ShellAction;
import io.qbrain.shell.output.Output;
import io.qbrain.shell.output.Table;
import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Shows what the cache found and did not find, by region and level. */
@Service
@Command(
    scope = "cache",
    name = "stats",
    description = "Shows what the cache found and did not find, by region and level.")
public final class ShowCache extends ShellAction {
  /**
   * A line: a level of a region. Public, so that it can be written as JSON.
   *
   * @param region the region
   * @param level one of its levels
   */
  public record Line(RegionView region, LevelView level) {}

  private static final Table<Line> TABLE =
      Table.of(Line.class, "No region of the cache was used yet.")
          .text("Region", line -> line.region().name())
          .text("Level", line -> line.level().level())
          .number("Hits", line -> line.level().hits())
          .number("Misses", line -> line.level().misses())
          .number("Failures", line -> line.level().failures())
          .text("Values", line -> known(line.level().entries()))
          .text("Bytes", line -> known(line.level().bytes()))
          .number("Loads", line -> line.region().loads())
          .number("Waits", line -> line.region().waits())
          .number("Evictions", line -> line.region().evictions());

  @Reference(optional = true)
  private @Nullable CacheService cache;

  @Override
  protected void run(Output out) {
    CacheView view = ready(cache).view();
    List<Line> lines = new ArrayList<>();
    view.regions().forEach(r -> r.levels().forEach(l -> lines.add(new Line(r, l))));
    out.rows(TABLE, lines);
  }

  private static String known(long number) {
    return number < 0 ? "" : Long.toString(number);
  }
}
