package io.qbrain.shell.completion;

import io.qbrain.service.AccountingService;
import io.qbrain.service.AccountingService.AnnouncementView;
import io.qbrain.service.PortfolioService;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** Completes the key of something that is announced on any account. */
@Service
public final class AnnouncementCompleter extends Candidates {
  @Reference(optional = true)
  private @Nullable AccountingService accounting;

  @Reference(optional = true)
  private @Nullable PortfolioService portfolio;

  @Override
  Stream<String> values(Session session, CommandLine line) {
    AccountingService service = accounting;
    return service == null
        ? Stream.of()
        : from(portfolio, PortfolioService::accounts)
            .flatMap(a -> service.announcements(a.id()).stream())
            .map(AnnouncementView::key);
  }
}
