package io.qbrain.shell.completion;

import io.qbrain.service.CacheService;
import io.qbrain.service.CacheService.RegionView;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** Completes the name of a region of the cache. */
@Service
public final class CacheRegionCompleter extends Candidates {
  @Reference(optional = true)
  private @Nullable CacheService cache;

  @Override
  Stream<String> values(Session session, CommandLine line) {
    return from(cache, c -> c.view().regions()).map(RegionView::name);
  }
}
