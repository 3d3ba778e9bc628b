package io.qbrain.backtest;

import io.qbrain.kernel.AccountSnapshot;
import io.qbrain.kernel.Kernel;
import io.qbrain.model.BarSeries;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Effect;
import io.qbrain.model.Fill;
import io.qbrain.model.Instance;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.Money;
import io.qbrain.model.Order;
import io.qbrain.model.OrderStatus;
import io.qbrain.simulation.Preset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What came out of a backtest. Immutable. */
public final class BacktestResult {
  /** What was asked for. */
  record Described(
      Preset preset,
      Money capital,
      Map<String, String> settings,
      List<BarSeries> series,
      Map<InstrumentId, Instrument> instruments) {}

  private final Preset preset;
  private final Money capital;
  private final Map<String, String> settings;
  private final List<BarSeries> series;
  private final Map<InstrumentId, Instrument> instruments;
  private final List<Effect> effects;
  private final List<Fill> fills;
  private final List<String> log;
  private final AccountSnapshot account;
  private final EquityCurve equity;
  private final long bars;
  private final Money finalEquity;

  BacktestResult(Described described, Replay replay, Kernel kernel, EquityCurve equity) {
    this.preset = described.preset();
    this.capital = described.capital();
    this.series = List.copyOf(described.series());
    this.instruments = described.instruments();
    this.effects = Collections.unmodifiableList(replay.effects());
    this.fills = Collections.unmodifiableList(replay.fills());
    this.log = List.copyOf(replay.logLines());
    this.account = kernel.snapshot();
    this.equity = equity;
    this.bars = replay.bars();
    this.finalEquity = Money.ofRaw(kernel.equityRaw(), capital.currency());
    this.settings = withStrategies(described.settings(), account);
  }

  private static Map<String, String> withStrategies(
      Map<String, String> settings, AccountSnapshot account) {
    Map<String, String> all = new LinkedHashMap<>(settings);
    boolean several = account.books().size() > 1;
    for (AccountSnapshot.BookSnapshot book : account.books()) {
      Instance i = book.instance();
      String of = several ? i.id() + " " : "";
      all.put(of + "strategy", i.strategy().toString());
      i.parameters().forEach((name, value) -> all.put(of + "param " + name, value));
    }
    return Collections.unmodifiableMap(all);
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

  /** Returns why strategies were stopped on the way, because they threw; nothing if none was. */
  public Optional<String> stopped() {
    List<String> all = new ArrayList<>();
    for (AccountSnapshot.BookSnapshot book : account.books()) {
      Instance i = book.instance();
      if (i.state() == Instance.State.FAULTED) {
        all.add(i.strategy() + " was stopped: " + i.reason());
      }
    }
    return all.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", all));
  }

  /** Returns all fills, in order. */
  public List<Fill> fills() {
    return fills;
  }

  /** Returns all orders as they were at the end, denied ones among them, in order of their ids. */
  public List<Order> orders() {
    Map<ClientOrderId, Order> last = new LinkedHashMap<>();
    for (Effect e : effects) {
      if (e instanceof Effect.OrderChanged o) {
        last.put(o.order().id(), o.order());
      }
    }
    return new ArrayList<>(last.values());
  }

  /** Returns the orders that were refused before they were sent, in order. */
  public List<Order> denied() {
    List<Order> denied = new ArrayList<>();
    for (Effect e : effects) {
      if (e instanceof Effect.OrderChanged o && o.order().status() == OrderStatus.DENIED) {
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

  /** Returns all fees; those of other currencies at the rate that was recorded with each. */
  public Money fees() {
    FillRates rates = FillRates.of(effects, capital.currency());
    Money sum = Money.zero(capital.currency());
    for (int i = 0; i < fills.size(); i++) {
      sum = sum.plus(rates.inBase(i, fills.get(i).fee()));
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

  /**
   * Returns the SHA-256 of the settings in force and of both other hashes, in hex: what this result
   * is told apart by. Where the data lie and which engine ran does not count.
   */
  public String resultHash() {
    return Fingerprint.ofResult(settings, orderHash(), ledgerHash());
  }

  /** Returns every setting of the run by name, in the order in which they are printed. */
  public Map<String, String> settings() {
    return settings;
  }

  /** Returns the number of bars that were replayed. */
  public long bars() {
    return bars;
  }

  /** Returns the closed trades, in the order in which they were closed. */
  public List<Trade> trades() {
    return allTrades().closed();
  }

  Trades allTrades() {
    FillRates rates = FillRates.of(effects, capital.currency());
    return Trades.of(fills, instruments, rates::inBase);
  }

  /** Returns what the closed trades say. */
  public TradeStatistics tradeStatistics() {
    return TradeStatistics.of(trades());
  }

  /** Returns what the equity curve says; throws IllegalArgumentException if it is empty. */
  public EquityStatistics equityStatistics(Convention convention) {
    return EquityStatistics.of(
        capital.toDouble(), equity.timesNanos(), equity.values(), convention);
  }

  /** Returns how the figures of this run are made: as the preset's engine makes them. */
  public Convention convention() {
    return preset.name().equals(Preset.BACKTESTING_PY.name())
        ? Convention.COMPOUNDED
        : Convention.ARITHMETIC;
  }

  /** Returns the figures of the report, in the order in which they are printed. */
  public List<Figure> figures() {
    return Figure.of(this, convention());
  }
}
