package io.qbrain.rest;

import io.qbrain.model.AccountId;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.EventPage;
import io.qbrain.model.EventPosition;
import io.qbrain.model.EventTopic;
import io.qbrain.model.Fill;
import io.qbrain.model.InstanceId;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.Order;
import io.qbrain.model.RiskScope;
import io.qbrain.model.StrategyRef;
import io.qbrain.service.BacktestService;
import io.qbrain.service.CacheService;
import io.qbrain.service.EventService;
import io.qbrain.service.InstanceService;
import io.qbrain.service.PortfolioService;
import io.qbrain.service.ReplayService.ReplayCheck;
import io.qbrain.service.RiskService;
import io.qbrain.service.ServiceException;
import io.qbrain.service.ServiceException.Kind;
import io.qbrain.service.StrategyService;
import io.qbrain.service.StreamService;
import io.qbrain.testkit.fake.RecordedAccounting;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Services that keep little in memory, remember the calls, and fail when they are told to. */
final class FakeServices {
  static final long MAX_JAR = 4 << 20;

  final List<String> calls = new ArrayList<>();
  final Map<StrategyRef, byte[]> store = new TreeMap<>();
  @Nullable RuntimeException failure;
  boolean ready = true;
  RecordedAccounting accounting = new RecordedAccounting();
  @Nullable Path lastDownload;

  void reset(Services services) {
    calls.clear();
    store.clear();
    failure = null;
    ready = true;
    lastDownload = null;
    services.strategyService = new Strategies();
    services.instanceService = new Instances();
    services.portfolioService = new Portfolio();
    services.replayService =
        account -> called("prove " + account, new ReplayCheck(account, 1, 90, 80, 7, ""));
    accounting = new RecordedAccounting();
    services.accountingService = accounting;
    services.riskService = new Risk();
    services.backtestService = new Backtests();
    services.dataService = new FakeData(this::called);
    services.streamService = new Streams();
    services.cacheService = new Caches();
    services.eventService = new Events();
    services.metricsService = () -> called("metrics", "# EOF\n");
    services.feedService = () -> called("feeds", Samples.FEEDS);
    services.platformService = () -> Samples.status(ready);
  }

  <T> T called(String call, T answer) {
    calls.add(call);
    if (failure != null) {
      throw failure;
    }
    return answer;
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ServiceException unknown(String code, Object id) {
    return new ServiceException(Kind.NOT_FOUND, code, "there is no " + id);
  }

  private final class Streams implements StreamService {
    @Override
    public List<StreamView> streams() {
      return called(
          "streams",
          List.of(new StreamView("market", "redis", 12, 3, List.of(new GroupView("g", 1, 2, 5)))));
    }

    @Override
    public List<MessageView> read(String stream, String after, int limit) {
      return called(
          "read " + stream + " after '" + after + "' " + limit,
          List.of(
              new MessageView(
                  "17-0", "A.SIM", "bar", "{}", new TreeMap<>(Map.of("sequence", "9")))));
    }

    @Override
    public List<MessageView> deadLetters(String stream, String after, int limit) {
      return called("dead letters of " + stream + " after '" + after + "' " + limit, List.of());
    }

    @Override
    public List<ProjectionView> projections() {
      return called("written", List.of(new ProjectionView("market", 90, 40, 2, "away")));
    }
  }

  private final class Caches implements CacheService {
    @Override
    public CacheView view() {
      return called(
          "cache",
          new CacheView(
              true,
              "shared level there",
              10,
              100,
              List.of(
                  new RegionView(
                      "r", List.of(new LevelView("MEMORY", 8, 2, 0, 3, 900)), 2, 0, 5, 6, 7, 1))));
    }

    @Override
    public List<String> clear(Optional<String> region) {
      return called("clear " + region, List.of("r"));
    }
  }

  private final class Events implements EventService {
    @Override
    public List<LogView> logs() {
      return called("logs", List.of(new LogView("outbox", "here")));
    }

    @Override
    public EventPage list(EventQuery query) {
      return called("events " + query, Samples.EVENTS);
    }

    @Override
    public EventPosition end(String log, EventTopic topic) {
      return called("end " + log + " " + topic, Samples.EVENTS.next());
    }

    @Override
    public EventPosition at(String log, EventTopic topic, long timeNanos) {
      return called("at " + log + " " + topic + " " + timeNanos, new EventPosition("0.1.1"));
    }

    @Override
    public List<ReaderView> readers() {
      return called("readers", List.of(Samples.READER));
    }

    @Override
    public ReaderView replay(String projection, EventPosition from, String reason) {
      return called("replay " + projection + " '" + from + "' " + reason, Samples.READER);
    }
  }

  private final class Strategies implements StrategyService {

    private StrategyView view(StrategyRef ref) {
      byte[] jar = store.get(ref);
      if (jar == null) {
        throw unknown("strategy.unknown", ref);
      }
      return Samples.strategy(ref, sha256(jar), jar.length);
    }

    @Override
    public List<StrategyView> list() {
      return called("list", store.keySet().stream().map(this::view).toList());
    }

    @Override
    public StrategyView get(StrategyRef ref) {
      return called("get " + ref, view(ref));
    }

    @Override
    public StrategyView install(Path jar, String reason) {
      throw new AssertionError("not for REST");
    }

    @Override
    public StrategyView install(StrategyRef ref, String reason) {
      return called("install " + ref + ": " + reason, view(ref));
    }

    @Override
    public void uninstall(StrategyRef ref, String reason) {
      called("uninstall " + ref + ": " + reason, view(ref));
    }

    @Override
    public StrategyView upload(StrategyRef ref, InputStream jar, Optional<String> sha256) {
      called("upload " + ref, ref);
      byte[] bytes;
      try {
        bytes = jar.readNBytes((int) MAX_JAR + 1);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (bytes.length > MAX_JAR) {
        throw new ServiceException(Kind.TOO_LARGE, "artifact.too-large", "at most " + MAX_JAR);
      }
      if (sha256.isPresent() && !sha256.get().equals(sha256(bytes))) {
        throw new ServiceException(Kind.INVALID, "artifact.digest", "found " + sha256(bytes));
      }
      byte[] before = store.get(ref);
      if (before != null && !sha256(before).equals(sha256(bytes))) {
        throw new ServiceException(Kind.CONFLICT, "artifact.exists", ref + " is another jar");
      }
      store.put(ref, bytes);
      return view(ref);
    }

    @Override
    public Path download(StrategyRef ref) {
      try {
        Path copy = Files.createTempFile("jar", null);
        Files.write(copy, store.get(ref));
        lastDownload = copy;
        return copy;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private final class Instances implements InstanceService {

    private InstanceView known(InstanceId id) {
      if (!id.equals(Samples.INSTANCE)) {
        throw unknown("instance.unknown", id);
      }
      return Samples.instance();
    }

    @Override
    public List<InstanceView> list() {
      return called("instances", List.of(Samples.instance()));
    }

    @Override
    public List<InstanceView> list(InstanceFilter filter) {
      return called("instances " + filter, List.of(Samples.instance()));
    }

    @Override
    public InstanceView get(InstanceId id) {
      return called("instance " + id, known(id));
    }

    @Override
    public InstanceView create(NewInstance request) {
      return called("create " + request, Samples.instance());
    }

    @Override
    public InstanceView start(InstanceId id, String reason) {
      return called("start " + id + ": " + reason, known(id));
    }

    @Override
    public InstanceView stop(InstanceId id, String reason) {
      return called("stop " + id + ": " + reason, known(id));
    }

    @Override
    public void remove(InstanceId id, String reason) {
      called("remove " + id + ": " + reason, known(id));
    }

    @Override
    public List<String> log(InstanceId id) {
      known(id);
      return called("log " + id, List.of("started", "said \"hello\""));
    }
  }

  private final class Portfolio implements PortfolioService {

    @Override
    public List<Order> orders(OrderFilter filter) {
      return called("orders " + filter, List.of(Samples.order(), Samples.sizedAtFill()));
    }

    @Override
    public List<Order> orders(OrderFilter filter, Place after) {
      return called("orders " + filter + " after " + after, List.of(Samples.order()));
    }

    @Override
    public List<Fill> fills(Optional<InstanceId> instance, int limit, Place after) {
      return called("fills " + instance + " " + limit + " after " + after, List.of());
    }

    @Override
    public List<TurnView> turns(TurnFilter filter) {
      return called(
          "turns " + filter,
          List.of(new TurnView(filter.account(), 7, 0, 1, "[{\"effect\":\"kill\"}]")));
    }

    @Override
    public Order order(ClientOrderId id) {
      if (!id.equals(Samples.ORDER)) {
        throw unknown("order.unknown", id);
      }
      return called("order " + id, Samples.order());
    }

    @Override
    public Order cancel(ClientOrderId id, String reason) {
      return called("cancel " + id + ": " + reason, Samples.order());
    }

    @Override
    public List<Fill> fills(Optional<InstanceId> instance, int limit) {
      return called("fills " + instance + " " + limit, List.of(Samples.fill()));
    }

    @Override
    public List<Fill> fills(AccountId account, Optional<Fill> before, int limit) {
      return called("fills of " + account + " " + limit, List.of(Samples.fill()));
    }

    @Override
    public List<PositionView> positions(Optional<InstanceId> instance) {
      return called("positions " + instance, Samples.positions());
    }

    @Override
    public List<AccountView> accounts() {
      return called("accounts", List.of(Samples.account()));
    }

    @Override
    public AccountView account(AccountId id) {
      if (!id.equals(Samples.ACCOUNT)) {
        throw unknown("account.unknown", id);
      }
      return called("account " + id, Samples.account());
    }

    @Override
    public List<LedgerEntry> ledger(AccountId account, long afterNumber, int limit) {
      return called(
          "ledger " + account + " " + afterNumber + " " + limit,
          List.of(Samples.entry(afterNumber + 1), Samples.entry(afterNumber + 2)));
    }

    @Override
    public LedgerCheck verifyLedger(AccountId account) {
      return called("verify " + account, new LedgerCheck(account, 7, 3, List.of()));
    }
  }

  private final class Risk implements RiskService {

    @Override
    public KillResult kill(RiskScope scope, String reason) {
      return called("kill " + scope + ": " + reason, new KillResult(new Kill(scope, reason), 2));
    }

    @Override
    public void resume(RiskScope scope, String reason) {
      called("resume " + scope + ": " + reason, scope);
    }

    @Override
    public List<Kill> kills() {
      return called("kills", List.of(new Kill(RiskScope.PLATFORM, "drill")));
    }

    @Override
    public List<Limit> limits() {
      return called(
          "limits", List.of(new Limit("MAX_NOTIONAL", "account:paper", "50000 USD an order")));
    }
  }

  private final class Backtests implements BacktestService {

    @Override
    public BacktestReport run(BacktestRequest request) {
      return called("backtest " + request, Samples.report());
    }

    @Override
    public List<OptionView> options() {
      return List.of(new OptionView("leverage", "2", false, "times equity"));
    }

    @Override
    public List<String> presets() {
      return called("presets", List.of("lean", "retail"));
    }
  }
}
