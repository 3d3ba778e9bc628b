package io.qbrain.kernel;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.Depth;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.PriceSource;
import io.qbrain.model.Quote;
import io.qbrain.model.TradeTick;
import io.qbrain.strategy.Subscription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stream of bars that are built, and what they are built from. */
final class BuiltBars {
  final BarStream stream;
  final Subscription from;
  private final Subscription.Kind kind;
  private final @Nullable BarSpec base;
  private final PriceSource source;
  private final BarBuilder builder;
  private final BarBuilder.Piece piece = new BarBuilder.Piece();

  BuiltBars(Market market, BarStream stream, Subscription from, BuiltBarRule rule) {
    this.stream = stream;
    this.from = from;
    this.kind = from.kind();
    this.base = from.spec().orElse(null);
    this.source = stream.spec.source();
    this.builder =
        BarBuilder.of(
            new BarBuilder.Plan(
                market.instrument.id(),
                stream.spec,
                market.calendar(),
                kind == Subscription.Kind.BARS,
                rule));
  }

  /** Adds an event if it is one of those that the bars are built from. */
  void add(MarketEvent event, List<Bar> closed) {
    if (event instanceof Bar bar) {
      if (base != null && base.equals(bar.spec())) {
        piece.set(bar);
        builder.add(bar.openTimeNanos(), bar.timeNanos(), piece, closed);
      }
      return;
    }
    if (event instanceof TradeTick trade && kind == Subscription.Kind.TRADES) {
      piece.set(trade.price().raw(), trade.quantity().raw());
    } else if (event instanceof Quote quote && kind == Subscription.Kind.QUOTES) {
      piece.set(of(quote.bid().raw(), quote.ask().raw()), 0);
    } else if (event instanceof Depth depth && kind == Subscription.Kind.DEPTH) {
      if (depth.bidSizeRaw(0) == 0 || depth.askSizeRaw(0) == 0) {
        return;
      }
      piece.set(of(depth.bidRaw(0), depth.askRaw(0)), 0);
    } else {
      return;
    }
    builder.add(event.timeNanos(), event.timeNanos(), piece, closed);
  }

  private long of(long bid, long ask) {
    return switch (source) {
      case BID -> bid;
      case ASK -> ask;
      case MID, LAST -> Market.middle(bid, ask);
    };
  }

  /** Returns the time of which no event belongs to the open bar any more. */
  long dueNanos() {
    return builder.dueNanos();
  }

  /** Closes the open bar. */
  void end(List<Bar> closed) {
    builder.end(closed);
  }
}
