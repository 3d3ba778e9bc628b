package io.qbrain.cache;

import io.qbrain.model.Times;
import io.qbrain.port.TaskKind;
import io.qbrain.port.TaskRun;
import io.qbrain.strategy.Param;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Removes files of the cache of the node that runs it: those past their time, and those that nobody
 * reads. The others go by themselves once there is no room.
 */
@Component(service = TaskKind.class)
public final class CacheCleanUpKind implements TaskKind<CacheCleanUpKind.Parameters> {
  private final LevelledCache cache;

  /** Cleans the files of a cache. */
  @Activate
  public CacheCleanUpKind(@Reference LevelledCache cache) {
    this.cache = cache;
  }

  /**
   * What is removed.
   *
   * @param unreadDays files that were not read for so long
   */
  public record Parameters(
      @Param(value = "14", min = "1", max = "3650", help = "days that a file is kept unread")
          int unreadDays) {}

  @Override
  public String name() {
    return "cache-clean-up";
  }

  @Override
  public String description() {
    return "Removes files of this node's cache that are past their time or that nobody reads";
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public Map<String, String> run(Parameters parameters, TaskRun run) throws IOException {
    long[] removed =
        cache.removeOldFiles(
            Times.instant(run.dueNanos()).minus(Duration.ofDays(parameters.unreadDays())),
            run::checkCanceled);
    Map<String, String> result = new TreeMap<>();
    result.put("files", String.valueOf(removed[0]));
    result.put("bytes", String.valueOf(removed[1]));
    return result;
  }
}
