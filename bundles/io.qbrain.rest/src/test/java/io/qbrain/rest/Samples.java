package io.qbrain.rest;

import io.qbrain.model.AccountId;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Currency;
import io.qbrain.model.EventPage;
import io.qbrain.model.EventPosition;
import io.qbrain.model.EventTopic;
import io.qbrain.model.ExecutionId;
import io.qbrain.model.Fill;
import io.qbrain.model.Instance;
import io.qbrain.model.InstanceId;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.LedgerAccount;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.LoggedEvent;
import io.qbrain.model.Money;
import io.qbrain.model.Order;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.Position;
import io.qbrain.model.PositionId;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Side;
import io.qbrain.model.StrategyRef;
import io.qbrain.model.Times;
import io.qbrain.model.VenueOrderId;
import io.qbrain.service.BacktestService;
import io.qbrain.service.EventService.ReaderView;
import io.qbrain.service.FeedService.FeedView;
import io.qbrain.service.InstanceService.InstanceView;
import io.qbrain.service.PlatformService.Part;
import io.qbrain.service.PlatformService.PlatformStatus;
import io.qbrain.service.PortfolioService.AccountView;
import io.qbrain.service.PortfolioService.BalanceView;
import io.qbrain.service.PortfolioService.PositionView;
import io.qbrain.service.StrategyService.ParameterView;
import io.qbrain.service.StrategyService.State;
import io.qbrain.service.StrategyService.StrategyView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Values to render. */
final class Samples {
  static final InstanceId INSTANCE = InstanceId.of("ema-spy");
  static final AccountId ACCOUNT = AccountId.of("paper");
  static final InstrumentId SPY = InstrumentId.of("SPY.ARCA");
  static final ClientOrderId ORDER = ClientOrderId.of("ema-spy-1");
  static final StrategyRef STRATEGY = StrategyRef.parse("acme/ema-cross@1.4.2");
  static final long TIME = Times.nanos(Instant.parse("2026-01-02T15:04:05.120Z"));

  static final List<FeedView> FEEDS =
      List.of(
          new FeedView(
              "sim",
              "RUNNING",
              "seed 42",
              List.of("SPY.ARCA"),
              10,
              1,
              TIME,
              "",
              TIME,
              5_000_000,
              2,
              1,
              1_500_000_000,
              true),
          new FeedView("csv", "STOPPED", "bars.csv", List.of(), 0, 0, 0, "not started"));

  static final EventPage EVENTS =
      new EventPage(
          List.of(
              new LoggedEvent(
                  new EventPosition("0.7.1"),
                  EventTopic.AUDIT,
                  "paper",
                  17,
                  "order.filled",
                  1,
                  TIME,
                  "{\"price\":0.10}")),
          new EventPosition("0.7.2"));

  static final ReaderView READER =
      new ReaderView(
          "trade-days",
          true,
          Optional.of("projector-1"),
          Map.of(EventTopic.AUDIT, new EventPosition("0.7.1")),
          3,
          TIME,
          "");

  private Samples() {}

  static Money usd(String amount) {
    return Money.parse(amount + " USD");
  }

  static StrategyView strategy(StrategyRef ref, String sha256, long size) {
    return new StrategyView(
        ref,
        State.INSTALLED,
        "",
        "Two averages",
        sha256,
        size,
        "[1.0,2)",
        List.of(
            new ParameterView("fastBars", "int", "12", "bars", "1", "500", List.of()),
            new ParameterView("instrument", "instrument", null, "", null, null, List.of())),
        1);
  }

  static InstanceView instance() {
    return new InstanceView(
        Instance.created(
                INSTANCE,
                ACCOUNT,
                STRATEGY,
                Map.of("fastBars", "12"),
                Instance.Mode.PAPER,
                usd("10000"))
            .in(Instance.State.RUNNING, "by hand"),
        true,
        usd("10012.5"),
        usd("9000"),
        usd("-0.00000001"),
        usd("1.1"),
        1,
        1,
        42,
        0);
  }

  static Order order() {
    return Order.of(
            ORDER,
            INSTANCE,
            OrderRequest.limit(SPY, Side.BUY, Quantity.of(10), Price.parse("101.25"))
                .withTag("entry"),
            TIME)
        .submitted(TIME)
        .accepted(VenueOrderId.of("V1"), TIME)
        .filled(Quantity.of(4), Price.parse("101.2"), TIME + 1);
  }

  static Order sizedAtFill() {
    return Order.sizedAtFill(
        ClientOrderId.of("ema-spy-2"),
        INSTANCE,
        OrderRequest.market(SPY, Side.BUY, Quantity.ZERO),
        50_000_000L,
        TIME);
  }

  static Fill fill() {
    return new Fill(
        ExecutionId.of("E1"),
        ORDER,
        INSTANCE,
        SPY,
        Side.BUY,
        Quantity.of(4),
        Price.parse("101.2"),
        usd("0.02"),
        TIME,
        TIME + 1);
  }

  static List<PositionView> positions() {
    Position held = new Position(SPY, Quantity.of(-4), usd("-404.8"), usd("0"), usd("0.02"));
    return List.of(
        new PositionView(
            ACCOUNT,
            Optional.of(INSTANCE),
            held,
            Price.parse("101.2"),
            Optional.of(Price.parse("102")),
            usd("-408"),
            usd("-3.2"),
            Optional.of(PositionId.of("ema-spy-1")),
            usd("-408")),
        new PositionView(
            ACCOUNT,
            Optional.empty(),
            held,
            Price.parse("101.2"),
            Optional.empty(),
            usd("-404.8"),
            usd("0")));
  }

  static AccountView account() {
    return new AccountView(
        ACCOUNT,
        "PAPER",
        "MARGIN",
        usd("100000"),
        usd("90000"),
        usd("80000"),
        usd("0"),
        usd("100012.5"),
        usd("12.5"),
        usd("1.1"),
        "retail",
        99,
        "NETTING",
        usd("3"),
        usd("200"),
        usd("100"),
        List.of(
            new BalanceView(Money.parse("-5 EUR"), Money.parse("0 EUR"), Money.parse("-5.5 USD"))));
  }

  static LedgerEntry entry(long number) {
    return new LedgerEntry(
        number,
        TIME,
        LedgerEntry.Kind.TRADE,
        "E1",
        List.of(
            new LedgerEntry.Posting(
                new LedgerAccount(LedgerAccount.Type.POSITION, INSTANCE, SPY),
                usd("404.8"),
                Quantity.of(4)),
            LedgerEntry.Posting.of(
                new LedgerAccount(LedgerAccount.Type.CASH, INSTANCE, null), usd("-404.8"))));
  }

  static PlatformStatus status(boolean ready) {
    return new PlatformStatus(
        "0.1.0",
        "1.0.0",
        ready,
        TIME,
        List.of(new Part("database", ready ? "UP" : "DOWN", "PostgreSQL at localhost:5432")));
  }

  static BacktestService.BacktestReport report() {
    return new BacktestService.BacktestReport(
        Map.of("preset", "lean"),
        2,
        List.of(fill()),
        List.of(
            new BacktestService.TradeView(
                "SPY.ARCA", "BUY", "4", TIME, "101.2", TIME + 1, "102", usd("3.2"), usd("0.04"))),
        List.of(new BacktestService.EquityPoint(TIME, usd("10000"))),
        Map.of("sharpe", "1.2"),
        Money.of(10_003, Currency.USD),
        "aa",
        "bb",
        "cc",
        List.of(order()),
        List.of("2026-01-02T15:04:05Z backtest up"),
        Optional.of("ema-cross@1.4.2 was stopped: onBar threw"));
  }
}
