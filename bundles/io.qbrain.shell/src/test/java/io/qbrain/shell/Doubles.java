package io.qbrain.shell;

import io.qbrain.model.AccountId;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.ExecutionId;
import io.qbrain.model.Fill;
import io.qbrain.model.Instance;
import io.qbrain.model.InstanceId;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.LedgerAccount;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.LedgerEntry.Posting;
import io.qbrain.model.Money;
import io.qbrain.model.Order;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.Position;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.RiskScope;
import io.qbrain.model.Side;
import io.qbrain.model.StrategyRef;
import io.qbrain.model.Times;
import io.qbrain.service.BacktestService;
import io.qbrain.service.FeedService;
import io.qbrain.service.InstanceService;
import io.qbrain.service.PlatformService;
import io.qbrain.service.PortfolioService;
import io.qbrain.service.RiskService;
import io.qbrain.service.ServiceException;
import io.qbrain.service.ServiceException.Kind;
import io.qbrain.service.StrategyService;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Services that answer one fixed small world, and note what was asked of them. */
final class Doubles {
  static final StrategyRef EMA = StrategyRef.parse("ema-cross@1.0.0");
  static final StrategyRef RSI = StrategyRef.parse("acme/rsi@2.1.0");
  static final InstanceId INSTANCE = InstanceId.of("ema-spy");
  static final AccountId PAPER = AccountId.of("paper");
  static final InstrumentId SPY = InstrumentId.of("SPY.ARCA");
  static final long NOON = Times.nanos(Instant.parse("2026-01-02T12:00:00.5Z"));

  private Doubles() {}

  static Money usd(String amount) {
    return Money.parse(amount + " USD");
  }

  /** One running instance, {@code ema-spy}. */
  static final class Instances implements InstanceService {
    final List<String> calls = new ArrayList<>();

    @Override
    public List<InstanceView> list() {
      return List.of(get(INSTANCE));
    }

    @Override
    public InstanceView get(InstanceId id) {
      if (!id.equals(INSTANCE)) {
        throw new ServiceException(
            Kind.NOT_FOUND, "instance.unknown", "no instance '" + id + "'; there is ema-spy");
      }
      Instance created =
          Instance.created(
              INSTANCE,
              PAPER,
              EMA,
              Map.of("instrument", "SPY.ARCA", "fastBars", "12"),
              Instance.Mode.PAPER,
              usd("100000"));
      return view(created.in(Instance.State.RUNNING, ""), "100152.39875");
    }

    private static InstanceView view(Instance instance, String equity) {
      return new InstanceView(
          instance, true, usd(equity), usd("50000"), usd("200"), usd("4.5"), 1, 1, 4711, NOON);
    }

    @Override
    public InstanceView create(NewInstance request) {
      calls.add(request.toString());
      if (request.parameters().isEmpty()) {
        throw new ServiceException(
            Kind.INVALID,
            "instance.parameters",
            "missing parameter instrument;\n  expected instrument, fastBars=12");
      }
      return view(
          Instance.created(
              request.id(),
              request.account().orElse(PAPER),
              request.strategy(),
              request.parameters(),
              Instance.Mode.PAPER,
              request.capital().orElse(usd("100000"))),
          "100000");
    }

    @Override
    public InstanceView start(InstanceId id, String reason) {
      calls.add("start " + id + " " + reason);
      return get(id);
    }

    @Override
    public InstanceView stop(InstanceId id, String reason) {
      calls.add("stop " + id + " " + reason);
      InstanceView view = get(id);
      return view(view.instance().in(Instance.State.STOPPED, reason), "100152.39875");
    }

    @Override
    public void remove(InstanceId id, String reason) {
      calls.add("remove " + id + " " + reason);
    }

    @Override
    public List<String> log(InstanceId id) {
      return List.of("first line", "second, with \"quotes\"");
    }
  }

  /** {@code ema-cross@1.0.0} installed, {@code acme/rsi@2.1.0} in the store. */
  static final class Strategies implements StrategyService {
    final List<String> calls = new ArrayList<>();

    @Override
    public List<StrategyView> list() {
      return List.of(get(EMA), get(RSI));
    }

    @Override
    public StrategyView get(StrategyRef ref) {
      boolean installed = ref.equals(EMA);
      return new StrategyView(
          ref,
          installed ? State.INSTALLED : State.STORED,
          "",
          "A sample",
          "ab".repeat(32),
          4_096,
          "[1.0,2)",
          installed
              ? List.of(
                  new ParameterView(
                      "instrument", "instrument", null, "what to trade", null, null, List.of()),
                  new ParameterView(
                      "fastBars", "int", "12", "bars in the fast average", "1", "500", List.of()),
                  new ParameterView("longOnly", "boolean", "true", "", null, null, List.of()),
                  new ParameterView(
                      "side", "enum", "BOTH", "", null, null, List.of("LONG", "SHORT", "BOTH")))
              : List.of(),
          installed ? 1 : 0);
    }

    @Override
    public StrategyView install(Path jar, String reason) {
      calls.add("install " + jar + " " + reason);
      return get(EMA);
    }

    @Override
    public StrategyView install(StrategyRef ref, String reason) {
      calls.add("install " + ref + " " + reason);
      return get(ref);
    }

    @Override
    public void uninstall(StrategyRef ref, String reason) {
      calls.add("uninstall " + ref + " " + reason);
    }

    @Override
    public StrategyView upload(StrategyRef ref, InputStream jar, Optional<String> sha256) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Path download(StrategyRef ref) {
      throw new UnsupportedOperationException();
    }
  }

  /** The account {@code paper} with one position and two orders. */
  static final class Portfolio implements PortfolioService {
    final List<String> calls = new ArrayList<>();
    List<String> differences = List.of();

    @Override
    public List<TurnView> turns(TurnFilter filter) {
      String effects =
          filter.id().orElse(filter.what().toString())
              + " of "
              + filter.account()
              + filter.before().stream().mapToObj(b -> " before " + b).findFirst().orElse("");
      return List.of(new TurnView(filter.account(), 12, NOON, NOON, effects));
    }

    @Override
    public List<Order> orders(OrderFilter filter) {
      calls.add(filter.toString());
      return filter.openOnly() ? List.of(open()) : List.of(open(), filled());
    }

    private static Order open() {
      return Order.of(
              ClientOrderId.of("o-2"),
              INSTANCE,
              OrderRequest.limit(SPY, Side.SELL, Quantity.of(10), Price.parse("512.5")),
              NOON)
          .submitted(NOON);
    }

    private static Order filled() {
      return Order.of(
              ClientOrderId.of("o-1"),
              INSTANCE,
              OrderRequest.market(SPY, Side.BUY, Quantity.of(10)),
              NOON)
          .submitted(NOON)
          .filled(Quantity.of(10), Price.parse("500.25"), NOON);
    }

    @Override
    public Order order(ClientOrderId id) {
      return open();
    }

    @Override
    public Order cancel(ClientOrderId id, String reason) {
      calls.add("cancel " + id + " " + reason);
      return open().pendingCancel(NOON);
    }

    @Override
    public List<Fill> fills(AccountId account, Optional<Fill> before, int limit) {
      return before.isPresent() ? List.of() : fills(Optional.empty(), limit);
    }

    @Override
    public List<Fill> fills(Optional<InstanceId> instance, int limit) {
      return List.of(
          new Fill(
              ExecutionId.of("e-1"),
              ClientOrderId.of("o-1"),
              INSTANCE,
              SPY,
              Side.BUY,
              Quantity.of(10),
              Price.parse("500.25"),
              usd("1"),
              NOON,
              NOON));
    }

    @Override
    public List<PositionView> positions(Optional<InstanceId> instance) {
      Position position = new Position(SPY, Quantity.of(10), usd("5002.5"), usd("0"), usd("1"));
      return List.of(
          new PositionView(
              PAPER,
              Optional.of(INSTANCE),
              position,
              Price.parse("500.25"),
              Optional.of(Price.of(501)),
              usd("5010"),
              usd("7.5")),
          new PositionView(
              PAPER,
              Optional.empty(),
              position,
              Price.parse("500.25"),
              Optional.empty(),
              usd("5002.5"),
              usd("0")));
    }

    @Override
    public List<AccountView> accounts() {
      return List.of(account(PAPER));
    }

    @Override
    public AccountView account(AccountId id) {
      if (!id.equals(PAPER)) {
        throw new ServiceException(
            Kind.NOT_FOUND, "account.unknown", "no account '" + id + "'; there is paper");
      }
      return new AccountView(
          id,
          "paper",
          "margin",
          usd("1000000"),
          usd("995000"),
          usd("900000"),
          usd("0"),
          usd("1000010"),
          usd("3"),
          usd("1"),
          "retail",
          99);
    }

    @Override
    public List<LedgerEntry> ledger(AccountId account, long afterNumber, int limit) {
      calls.add("ledger " + account + " " + afterNumber + " " + limit);
      LedgerAccount cash = LedgerAccount.parse("cash");
      LedgerAccount capital = LedgerAccount.parse("capital");
      return List.of(
          new LedgerEntry(
              afterNumber + 1,
              NOON,
              LedgerEntry.Kind.DEPOSIT,
              "opening",
              List.of(Posting.of(cash, usd("1000000")), Posting.of(capital, usd("-1000000")))));
    }

    @Override
    public LedgerCheck verifyLedger(AccountId account) {
      return new LedgerCheck(account, 12, 3, differences);
    }
  }

  /** A kill of {@code strategy:ema-spy} in force. */
  static final class Risk implements RiskService {
    final List<String> calls = new ArrayList<>();

    @Override
    public KillResult kill(RiskScope scope, String reason) {
      calls.add("kill " + scope + " " + reason);
      return new KillResult(new Kill(scope, reason), 3);
    }

    @Override
    public void resume(RiskScope scope, String reason) {
      calls.add("resume " + scope + " " + reason);
    }

    @Override
    public List<Kill> kills() {
      return List.of(new Kill(RiskScope.parse("strategy:ema-spy"), "drill"));
    }

    @Override
    public List<Limit> limits() {
      return List.of(new Limit("MAX_NOTIONAL", "account:paper", "50000 USD an order"));
    }
  }

  static FeedService feeds() {
    return () ->
        List.of(
            new FeedService.FeedView(
                "sim",
                "RUNNING",
                "simulator, seed 42",
                List.of("SPY.ARCA"),
                5,
                0,
                0,
                "",
                0,
                0,
                0,
                0,
                75_000_000_000L,
                true));
  }

  static PlatformService platform() {
    return () ->
        new PlatformService.PlatformStatus(
            "0.1.0",
            "1.0.0",
            false,
            NOON,
            List.of(
                new PlatformService.Part("database", "UP", "PostgreSQL 18 on 127.0.0.1:5432"),
                new PlatformService.Part("feed sim", "DOWN", "no file x.csv; put it there")));
  }

  /** Answers each request with the same report. */
  static final class Backtests implements BacktestService {
    final List<BacktestRequest> calls = new ArrayList<>();
    Optional<String> stopped = Optional.empty();

    private static Order denied(String id) {
      return Order.of(
              ClientOrderId.of(id),
              InstanceId.of("backtest"),
              OrderRequest.market(InstrumentId.of("SPY.ARCA"), Side.BUY, Quantity.of(10)),
              NOON)
          .denied("BUYING_POWER: expected at most 1.00 USD, found 2.00 USD", NOON);
    }

    @Override
    public BacktestReport run(BacktestRequest request) {
      calls.add(request);
      Map<String, String> statistics = new LinkedHashMap<>();
      statistics.put("Sharpe", "1.25");
      return new BacktestReport(
          Map.of("preset", "lean"),
          250,
          new Portfolio().fills(Optional.empty(), 1),
          List.of(
              new TradeView(
                  "SPY.ARCA", "LONG", "10", NOON, "500.25", NOON, "510", usd("97.5"), usd("2"))),
          List.of(new EquityPoint(NOON, usd("100095.5"))),
          statistics,
          usd("100095.5"),
          "aa",
          "bb",
          "cc",
          List.of(denied("backtest-1"), denied("backtest-2")),
          List.of(),
          stopped);
    }

    @Override
    public List<OptionView> options() {
      return List.of(
          new OptionView("fill-timing", "next-open, next-close", false, "when an order fills"),
          new OptionView("tick", "0.01", true, "smallest difference of order prices"));
    }

    @Override
    public List<String> presets() {
      return List.of("lean", "backtrader");
    }
  }
}
