package io.qbrain.tasks.shipped;

import io.qbrain.model.AccountId;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.ExecutionId;
import io.qbrain.model.Fill;
import io.qbrain.model.Instance;
import io.qbrain.model.InstanceId;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.Money;
import io.qbrain.model.Order;
import io.qbrain.model.Position;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Side;
import io.qbrain.model.StrategyRef;
import io.qbrain.service.InstanceService;
import io.qbrain.service.PortfolioService;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One account with one instance that holds ten shares. */
final class FakeAccount implements PortfolioService, InstanceService {
  static final AccountId PAPER = AccountId.of("paper");
  static final InstanceId EMA = InstanceId.of("ema-spy");
  static final InstrumentId SPY = InstrumentId.of("SPY.ARCA");

  final List<String> differences = new ArrayList<>();
  final List<Fill> fills = new ArrayList<>();
  Money equity = usd("100010");

  static Money usd(String amount) {
    return Money.parse(amount + " USD");
  }

  void fill(String id, Side side, String fee, long timeNanos) {
    fills.add(
        new Fill(
            ExecutionId.of(id),
            ClientOrderId.of("o-" + id),
            EMA,
            SPY,
            side,
            Quantity.of(10),
            Price.parse("500.25"),
            usd(fee),
            timeNanos,
            timeNanos));
  }

  @Override
  public List<AccountView> accounts() {
    return List.of(account(PAPER));
  }

  @Override
  public AccountView account(AccountId id) {
    return new AccountView(
        id,
        "paper",
        "MARGIN",
        usd("100000"),
        usd("95000"),
        usd("0"),
        usd("0"),
        equity,
        usd("2.5"),
        usd("1"),
        "retail",
        77);
  }

  @Override
  public List<PositionView> positions(Optional<InstanceId> instance) {
    Position position = new Position(SPY, Quantity.of(10), usd("5002.5"), usd("0"), usd("1"));
    return List.of(view(position, Optional.of(EMA)), view(position, Optional.empty()));
  }

  private static PositionView view(Position position, Optional<InstanceId> instance) {
    return new PositionView(
        PAPER,
        instance,
        position,
        Price.parse("500.25"),
        Optional.of(Price.of(501)),
        usd("5010"),
        usd("7.5"));
  }

  @Override
  public List<Fill> fills(Optional<InstanceId> instance, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Fill> fills(AccountId account, Optional<Fill> before, int limit) {
    int page = Math.min(limit, 2); // so small that a test sees several
    List<Fill> newestFirst = new ArrayList<>(fills);
    Collections.reverse(newestFirst);
    int from = before.map(f -> newestFirst.indexOf(f) + 1).orElse(0);
    return newestFirst.subList(from, Math.min(fills.size(), from + page));
  }

  @Override
  public LedgerCheck verifyLedger(AccountId account) {
    return new LedgerCheck(account, 12, 3, List.copyOf(differences));
  }

  @Override
  public List<InstanceView> list() {
    Instance instance =
        Instance.created(
            EMA,
            PAPER,
            StrategyRef.parse("ema-cross@1.0.0"),
            Map.of(),
            Instance.Mode.PAPER,
            usd("100000"));
    return List.of(
        new InstanceView(instance, true, equity, usd("95000"), usd("2.5"), usd("1"), 0, 1, 10, 0));
  }

  @Override
  public InstanceView get(InstanceId id) {
    return list().get(0);
  }

  @Override
  public List<Order> orders(OrderFilter filter) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Order order(ClientOrderId id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Order cancel(ClientOrderId id, String reason) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<LedgerEntry> ledger(AccountId account, long afterNumber, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public InstanceView create(NewInstance request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public InstanceView start(InstanceId id, String reason) {
    throw new UnsupportedOperationException();
  }

  @Override
  public InstanceView stop(InstanceId id, String reason) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void remove(InstanceId id, String reason) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<String> log(InstanceId id) {
    throw new UnsupportedOperationException();
  }
}
