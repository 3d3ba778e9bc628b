package io.qbrain.shell.platform;

import io.qbrain.service.FeedService;
import io.qbrain.service.FeedService.FeedView;
import io.qbrain.shell.ShellAction;
import io.qbrain.shell.output.Cell;
import io.qbrain.shell.output.Output;
import io.qbrain.shell.output.Table;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Lists the market data feeds. */
@Service
@Command(scope = "feed", name = "list", description = "Lists the market data feeds.")
public final class ListFeeds extends ShellAction {
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private static final Table<FeedView> TABLE =
      Table.of(FeedView.class, "No feeds.")
          .text("Name", FeedView::name)
          .text("State", FeedView::state)
          .text("Source", FeedView::source)
          .text("Instruments", feed -> String.join(" ", feed.instruments()))
          .number("Events", FeedView::events)
          .number("Rejected", FeedView::rejected)
          .number("Gaps", FeedView::gaps)
          .text("Last event", feed -> Cell.time(feed.lastEventNanos()))
          .text("Received", feed -> Cell.time(feed.lastReceiptNanos()))
          .text("Silent s", ListFeeds::silent)
          .text("Message", FeedView::message);

  /** The seconds since it brought something; with a mark where that is too long. */
  private static String silent(FeedView feed) {
    return feed.state().equals("RUNNING")
        ? feed.silentNanos() / NANOS_PER_SECOND + (feed.isSilent() ? " !" : "")
        : "";
  }

  @Reference(optional = true)
  private @Nullable FeedService feeds;

  @Override
  protected void run(Output out) {
    out.rows(TABLE, ready(feeds).list());
  }
}
