package io.qbrain.app;

import io.qbrain.kernel.AccountSnapshot;
import io.qbrain.kernel.AccountSnapshot.BookSnapshot;
import io.qbrain.kernel.Kernel;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Currency;
import io.qbrain.model.Effect;
import io.qbrain.model.Fill;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.LedgerEntry.Posting;
import io.qbrain.model.Order;
import io.qbrain.model.Side;
import io.qbrain.model.Turn;
import io.qbrain.port.Journal;
import io.qbrain.service.PortfolioService.LedgerCheck;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the whole journal again and compares it with itself and with the account in memory. */
final class LedgerVerification {
  private static final int MAX_DIFFERENCES = 100;

  private final Journal journal;

  LedgerVerification(Journal journal) {
    this.journal = journal;
  }

  /** What one reading of the journal adds up. */
  private static final class Tally {
    final Map<String, Long> filledByPosition = new TreeMap<>();
    final Map<String, Long> postedByPosition = new TreeMap<>();
    final Map<ClientOrderId, Long> filledByOrder = new LinkedHashMap<>();
    final Map<ClientOrderId, Order> orders = new LinkedHashMap<>();
    final Map<Currency, Long> sums = new LinkedHashMap<>();
    final Map<String, Integer> executions = new LinkedHashMap<>();
    final List<String> differences = new ArrayList<>();
    long entries;
    long fills;

    void add(Turn turn) {
      for (Effect effect : turn.effects()) {
        if (effect instanceof Effect.OrderChanged o) {
          orders.put(o.order().id(), o.order());
          if (o.fill() != null) {
            fill(o.fill(), o.order().side());
          }
        } else if (effect instanceof Effect.LedgerPosted p) {
          entry(p.entry());
        }
      }
    }

    /** A fill of the other side takes one of the order's fills back. */
    private void fill(Fill f, Side orderSide) {
      fills++;
      long signed = f.side().sign() * f.quantity().raw();
      filledByPosition.merge(f.instance() + " " + f.instrument(), signed, Math::addExact);
      long part = f.side() == orderSide ? f.quantity().raw() : -f.quantity().raw();
      filledByOrder.merge(f.orderId(), part, Math::addExact);
      if (executions.merge(f.executionId().toString(), 1, Integer::sum) == 2) {
        differ("execution " + f.executionId() + " was booked twice");
      }
    }

    private void entry(LedgerEntry e) {
      entries++;
      if (e.number() != entries) {
        differ("expected ledger entry " + entries + ", found " + e.number());
      }
      for (Posting p : e.postings()) {
        sums.merge(p.amount().currency(), p.amount().raw(), Math::addExact);
        if (!p.quantity().isZero() && isOfFills(e)) {
          postedByPosition.merge(
              p.account().book() + " " + p.account().instrument(),
              p.quantity().raw(),
              Math::addExact);
        }
      }
    }

    /** Splits and expiries change positions, too, without a fill. */
    private static boolean isOfFills(LedgerEntry e) {
      return e.kind() == LedgerEntry.Kind.TRADE || e.kind() == LedgerEntry.Kind.REVERSAL;
    }

    void compareWithin() {
      sums.forEach(
          (currency, sum) -> {
            if (sum != 0) {
              differ("debits and credits in " + currency + " differ by " + sum + "e-8");
            }
          });
      if (!filledByPosition.equals(postedByPosition)) {
        differ(
            "positions by fills "
                + filledByPosition
                + " differ from positions by ledger "
                + postedByPosition);
      }
      orders.forEach(
          (id, order) -> {
            long filled = filledByOrder.getOrDefault(id, 0L);
            if (order.filledQuantity().raw() != filled) {
              differ(
                  "order "
                      + id
                      + " has filled "
                      + order.filledQuantity()
                      + ", its fills sum to "
                      + filled
                      + "e-8");
            }
          });
    }

    void differ(String what) {
      if (differences.size() < MAX_DIFFERENCES) {
        differences.add(what);
      }
    }
  }

  LedgerCheck verify(TradingLoop loop) {
    Publication.Published now = loop.published();
    Tally tally = new Tally();
    Kernel again = loop.newKernel(ref -> Optional.empty());
    journal.replay(
        loop.account(),
        turn -> {
          if (turn.sequence() <= now.sequence()) {
            tally.add(turn);
            again.apply(turn);
          }
        });
    tally.compareWithin();
    compare(again.snapshot(), now.account(), tally);
    return new LedgerCheck(
        loop.account(), tally.entries, tally.fills, List.copyOf(tally.differences));
  }

  private static void compare(AccountSnapshot journaled, AccountSnapshot live, Tally tally) {
    if (!journaled.unallocated().equals(live.unallocated())
        || !journaled.capital().equals(live.capital())) {
      tally.differ(
          "capital and free cash: journal "
              + journaled.capital()
              + " and "
              + journaled.unallocated()
              + ", memory "
              + live.capital()
              + " and "
              + live.unallocated());
    }
    if (!journaled.settings().terms().equals(live.settings().terms())
        || !journaled.agenda().equals(live.agenda())) {
      tally.differ(
          "terms and announcements: journal "
              + journaled.settings().terms().text()
              + " "
              + journaled.agenda()
              + ", memory "
              + live.settings().terms().text()
              + " "
              + live.agenda());
    }
    if (journaled.books().size() != live.books().size()) {
      tally.differ(
          "instances: journal " + journaled.books().size() + ", memory " + live.books().size());
      return;
    }
    for (int i = 0; i < live.books().size(); i++) {
      BookSnapshot a = journaled.books().get(i);
      BookSnapshot b = live.books().get(i);
      same(tally, a, "instance", a.instance(), b.instance());
      same(tally, a, "cash", a.cash(), b.cash());
      same(tally, a, "unsettled money", a.unsettled(), b.unsettled());
      same(tally, a, "dividends to come", a.receivable().signum(), b.receivable().signum());
      same(tally, a, "other currencies", money(a), money(b));
      same(tally, a, "positions one by one", a.openPositions(), b.openPositions());
      same(tally, a, "positions", held(a), held(b));
      same(tally, a, "open orders", a.openOrders(), b.openOrders());
    }
  }

  private static List<?> money(BookSnapshot book) {
    return book.balances().stream().map(b -> List.of(b.cash(), b.unsettled())).toList();
  }

  private static List<?> held(BookSnapshot book) {
    return book.positions().stream()
        .filter(p -> !p.isFlat() || p.fees().signum() != 0 || p.realizedProfit().signum() != 0)
        .toList();
  }

  private static void same(
      Tally tally, BookSnapshot book, String what, Object journaled, Object live) {
    if (!journaled.equals(live)) {
      tally.differ(
          book.instance().id() + ": " + what + ": journal " + journaled + ", memory " + live);
    }
  }
}
