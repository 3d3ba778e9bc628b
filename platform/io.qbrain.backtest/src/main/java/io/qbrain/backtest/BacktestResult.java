package io.qbrain.backtest;

import io.qbrain.kernel.AccountSnapshot;
import io.qbrain.kernel.Kernel;
import io.qbrain.model.BarSeries;
import io.qbrain.model.Effect;
import io.qbrain.model.Fill;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.Money;
import io.qbrain.model.Order;
import io.qbrain.simulation.Preset;
import java.util.ArrayList;
import java.util.List;

/** What came out of a backtest. Immutable. */
public final class BacktestResult {
  private final Preset preset;
  private final Money capital;
  private final List<BarSeries> series;
  private final List<Effect> effects;
  private final List<String> log;
  private final AccountSnapshot account;
  private final EquityCurve equity;
  private final Money finalEquity;

  BacktestResult(
      Preset preset,
      Money capital,
      List<BarSeries> series,
      Replay replay,
      Kernel kernel,
      EquityCurve equity) {
    this.preset = preset;
    this.capital = capital;
    this.series = List.copyOf(series);
    this.effects = List.copyOf(replay.effects());
    this.log = List.copyOf(replay.logLines());
    this.account = kernel.snapshot();
    this.equity = equity;
    this.finalEquity = Money.ofRaw(kernel.equityRaw(), capital.currency());
  }

  /** Returns the preset of the run. */
  public Preset preset() {
    return preset;
  }

  /** Returns the money at the start. */
  public Money capital() {
    return capital;
  }

  /** Returns the data of the run. */
  public List<BarSeries> series() {
    return series;
  }

  /** Returns the equity at the end: cash, margin, and positions at the last prices. */
  public Money finalEquity() {
    return finalEquity;
  }

  /** Returns the account at the end. */
  public AccountSnapshot account() {
    return account;
  }

  /** Returns the equity after each time. */
  public EquityCurve equity() {
    return equity;
  }

  /** Returns everything that the kernel decided, in order. */
  public List<Effect> effects() {
    return effects;
  }

  /** Returns the lines that the strategies logged, and why any of them was stopped. */
  public List<String> log() {
    return log;
  }

  /** Returns all fills, in order. */
  public List<Fill> fills() {
    List<Fill> fills = new ArrayList<>();
    for (Effect e : effects) {
      if (e instanceof Effect.OrderChanged o && o.fill() != null) {
        fills.add(o.fill());
      }
    }
    return fills;
  }

  /** Returns the orders that were refused before they were sent, in order. */
  public List<Order> denied() {
    List<Order> denied = new ArrayList<>();
    for (Effect e : effects) {
      if (e instanceof Effect.OrderChanged o
          && o.order().status() == io.qbrain.model.OrderStatus.DENIED) {
        denied.add(o.order());
      }
    }
    return denied;
  }

  /** Returns all ledger entries, in order. */
  public List<LedgerEntry> ledger() {
    List<LedgerEntry> entries = new ArrayList<>();
    for (Effect e : effects) {
      if (e instanceof Effect.LedgerPosted p) {
        entries.add(p.entry());
      }
    }
    return entries;
  }

  /** Returns all fees. */
  public Money fees() {
    Money sum = Money.zero(capital.currency());
    for (Fill f : fills()) {
      sum = sum.plus(f.fee());
    }
    return sum;
  }

  /** Returns the SHA-256 of all changes of orders, in hex: equal runs have equal hashes. */
  public String orderHash() {
    return Fingerprint.ofOrders(effects);
  }

  /** Returns the SHA-256 of all ledger entries, in hex: equal runs have equal hashes. */
  public String ledgerHash() {
    return Fingerprint.ofLedger(effects);
  }
}
