package io.qbrain.app;

import io.qbrain.app.messaging.AccountStream;
import io.qbrain.app.messaging.MarketStream;
import io.qbrain.app.messaging.PlatformStreams;
import io.qbrain.model.AccountId;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.Turn;
import io.qbrain.port.Journal;
import io.qbrain.service.StreamService.ProjectionView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the platform tells others by streams. Handing it over never waits. */
final class Projections {
  private final PlatformStreams streams;
  private volatile @Nullable AccountStream account;
  private volatile @Nullable MarketStream market;

  Projections(PlatformStreams streams) {
    this.streams = streams;
  }

  PlatformStreams streams() {
    return streams;
  }

  void start(AccountId id, Journal journal) {
    AccountStream ofAccount = new AccountStream(id, journal, streams);
    MarketStream ofMarket = new MarketStream(streams);
    ofAccount.start();
    ofMarket.start();
    account = ofAccount;
    market = ofMarket;
  }

  void turn(Turn turn) {
    AccountStream to = account;
    if (to != null) {
      to.accept(turn);
    }
  }

  void market(MarketEvent event) {
    MarketStream to = market;
    if (to != null) {
      to.accept(event);
    }
  }

  void stop() {
    AccountStream ofAccount = account;
    MarketStream ofMarket = market;
    account = null;
    market = null;
    if (ofAccount != null) {
      ofAccount.close();
    }
    if (ofMarket != null) {
      ofMarket.close();
    }
  }

  List<ProjectionView> views() {
    AccountStream ofAccount = account;
    MarketStream ofMarket = market;
    return ofAccount == null || ofMarket == null
        ? List.of()
        : List.of(ofAccount.view(), ofMarket.view());
  }
}
