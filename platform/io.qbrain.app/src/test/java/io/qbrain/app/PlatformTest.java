package io.qbrain.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.model.AccountId;
import io.qbrain.model.Currency;
import io.qbrain.model.Fill;
import io.qbrain.model.Instance;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Money;
import io.qbrain.model.Order;
import io.qbrain.model.OrderStatus;
import io.qbrain.model.Quantity;
import io.qbrain.model.RiskScope;
import io.qbrain.model.StrategyRef;
import io.qbrain.service.InstanceService.InstanceView;
import io.qbrain.service.InstanceService.NewInstance;
import io.qbrain.service.PlatformService.Part;
import io.qbrain.service.PortfolioService;
import io.qbrain.service.PortfolioService.Happened;
import io.qbrain.service.PortfolioService.LedgerCheck;
import io.qbrain.service.PortfolioService.OrderFilter;
import io.qbrain.service.PortfolioService.Place;
import io.qbrain.service.PortfolioService.TurnFilter;
import io.qbrain.service.ServiceException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformTest {
  private static final AccountId PAPER = AccountId.of("paper");
  private static final InstanceId ONE = InstanceId.of("one");

  private Path folder = Path.of("");
  private Bench bench = new Bench(folder);

  @BeforeEach
  void startPlatform(@TempDir Path temporary) {
    folder = temporary;
    bench = new Bench(folder);
    assertThat(bench.start()).isTrue();
  }

  @AfterEach
  void stopPlatform() {
    bench.platform.stop();
  }

  private InstanceView create(String id, Map<String, String> more) {
    Map<String, String> parameters = new java.util.TreeMap<>(more);
    parameters.putIfAbsent("instrument", Bench.ALPHA.toString());
    return bench
        .platform
        .instances()
        .create(
            new NewInstance(
                InstanceId.of(id), Bench.SWITCH, parameters, Optional.empty(), Optional.empty()));
  }

  private void running(String id) {
    create(id, Map.of());
    bench.platform.instances().start(InstanceId.of(id), "test");
  }

  private static void refused(String code, Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(ServiceException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private LedgerCheck verify() {
    return bench.platform.portfolio().verifyLedger(PAPER);
  }

  private Quantity held(InstanceId id) {
    return bench.platform.portfolio().positions(Optional.of(id)).stream()
        .map(p -> p.position().quantity())
        .findFirst()
        .orElse(Quantity.ZERO);
  }

  @Test
  void tradesOnPaperAndTheLedgerAgrees() {
    running("one");
    bench.bar("101");
    bench.bar("102");
    bench.bar("99");
    bench.bar("99");
    Bench.await("the short", () -> held(ONE).equals(Quantity.of(-10)));
    assertThat(verify().differences()).isEmpty();
    assertThat(verify().fills()).isEqualTo(2);
    InstanceView view = bench.platform.instances().get(ONE);
    assertThat(view.instance().parameters())
        .containsEntry("size", "10")
        .containsEntry("instrument", "ALPHA.SIM");
    assertThat(view.fees()).isEqualTo(Money.of(2, Currency.USD));
    assertThat(view.realizedProfit()).isEqualTo(Money.of(-30, Currency.USD));
    assertThat(view.equity()).isEqualTo(Money.of(99_968, Currency.USD));
    var account = bench.platform.portfolio().account(PAPER);
    assertThat(account.equity()).isEqualTo(Money.of(999_968, Currency.USD));
    assertThat(account.unallocated()).isEqualTo(Money.of(900_000, Currency.USD));
    assertThat(bench.platform.portfolio().fills(Optional.of(ONE), 10)).hasSize(2);
    assertThat(bench.platform.portfolio().ledger(PAPER, 0, 100)).hasSize(4);
    listsGoOnAfterAPlace();
    assertThat(bench.platform.instances().log(ONE)).anyMatch(line -> line.endsWith("bar 4"));
  }

  private void listsGoOnAfterAPlace() {
    PortfolioService portfolio = bench.platform.portfolio();
    List<Fill> fills = portfolio.fills(Optional.of(ONE), 10);
    assertThat(portfolio.fills(Optional.of(ONE), 1)).containsExactly(fills.get(0));
    assertThat(portfolio.fills(Optional.of(ONE), 1, Place.of(fills.get(0))))
        .containsExactly(fills.get(1));
    assertThat(portfolio.fills(Optional.of(ONE), 9, Place.of(fills.get(1)))).isEmpty();
    List<Order> orders = portfolio.orders(new OrderFilter(Optional.empty(), false, 10));
    assertThat(
            portfolio.orders(new OrderFilter(Optional.empty(), false, 10), Place.of(orders.get(0))))
        .isEqualTo(orders.subList(1, orders.size()))
        .isNotEmpty();
    Place place = Place.of(orders.get(0));
    assertThat(Place.parse(place.toString())).isEqualTo(place);
    refused(
        "history.unavailable",
        () ->
            portfolio.turns(
                new TurnFilter(
                    PAPER, Optional.empty(), Happened.ANYTHING, OptionalLong.empty(), 9)));
  }

  @Test
  void twoInstancesKeepBooksOfTheirOwn() {
    running("one");
    create("two", Map.of("size", "4"));
    bench.platform.instances().start(InstanceId.of("two"), "test");
    bench.bar("101");
    bench.bar("101");
    Bench.await("both fills", () -> verify().fills() == 2);
    assertThat(held(ONE)).isEqualTo(Quantity.of(10));
    assertThat(held(InstanceId.of("two"))).isEqualTo(Quantity.of(4));
    assertThat(bench.platform.portfolio().positions(Optional.empty()))
        .anyMatch(p -> p.instance().isEmpty() && p.position().quantity().equals(Quantity.of(14)));
  }

  @Test
  void restartBringsEverythingBack() {
    running("one");
    bench.bar("101");
    bench.bar("102");
    Bench.await("the long", () -> held(ONE).equals(Quantity.of(10)));
    InstanceView before = bench.platform.instances().get(ONE);
    List<Order> orders =
        bench.platform.portfolio().orders(new OrderFilter(Optional.empty(), false, 100));

    bench.restart();

    InstanceView after = bench.platform.instances().get(ONE);
    assertThat(after.instance().state()).isEqualTo(Instance.State.RUNNING);
    assertThat(after.ready()).isTrue();
    assertThat(after.cash()).isEqualTo(before.cash());
    assertThat(after.equity()).isEqualTo(before.equity());
    assertThat(bench.platform.portfolio().orders(new OrderFilter(Optional.empty(), false, 100)))
        .isEqualTo(orders);
    assertThat(verify().differences()).isEmpty();
    bench.bar("99");
    bench.bar("99");
    Bench.await("the short", () -> held(ONE).equals(Quantity.of(-10)));
    assertThat(bench.platform.instances().log(ONE)).anyMatch(line -> line.endsWith("bar 4"));
    assertThat(verify().differences()).isEmpty();
  }

  @Test
  void crashLosesAndDoublesNothing() {
    running("one");
    for (int round = 0; round < 6; round++) {
      bench.bar(round % 2 == 0 ? "101" : "99");
      bench.crash();
      bench.start();
      assertThat(verify().differences()).isEmpty();
    }
    bench.bar("101");
    bench.bar("101");
    Bench.await("the long", () -> held(ONE).equals(Quantity.of(10)));
    assertThat(verify().fills()).isEqualTo(bench.venue.fills());
    assertThat(verify().differences()).isEmpty();
  }

  @Test
  void restartWithoutSavedStateWarmsUpFromHistory() {
    running("one");
    bench.bar("100");
    bench.bar("100");
    bench.crash();
    bench.start();
    Bench.await(
        "warm-up",
        () ->
            bench.platform.instances().log(ONE).stream()
                .anyMatch(l -> l.endsWith("bar 2 of history")));
    assertThat(bench.feed.lastBar()).isPresent();
  }

  @Test
  void strategyThatThrowsIsFaultedAndItsSiblingGoesOn() {
    running("one");
    bench.bar("101");
    bench.bar("101");
    bench.feed.send(BarAt.price("1", 50));
    Bench.await(
        "the fault",
        () -> bench.platform.instances().get(ONE).instance().state() == Instance.State.FAULTED);
    assertThat(bench.platform.instances().get(ONE).instance().reason())
        .contains("onBar")
        .contains("thrown on purpose");
    assertThat(held(ONE)).isEqualTo(Quantity.of(10));
    bench.platform.instances().start(ONE, "again");
    assertThat(bench.platform.instances().get(ONE).ready()).isTrue();
  }

  @Test
  void orderAboveTheLimitIsDeniedWithItsReason() {
    running("one");
    bench.bar("2");
    Bench.await("the denial", () -> !denied().isEmpty());
    assertThat(denied().get(0).reason()).startsWith("MAX_QUANTITY: expected at most 1000");
  }

  private List<Order> denied() {
    return bench.platform.portfolio().orders(new OrderFilter(Optional.of(ONE), false, 10)).stream()
        .filter(o -> o.status() == OrderStatus.DENIED)
        .toList();
  }

  @Test
  void killCancelsDeniesAndSurvivesRestartUntilResume() {
    running("one");
    bench.bar("3");
    Bench.await("the limit order", () -> open() == 1);
    assertThat(bench.platform.risk().kill(RiskScope.PLATFORM, "drill").canceled()).isEqualTo(1);
    Bench.await("the cancel", () -> open() == 0);
    bench.bar("101");
    Bench.await("the denial", () -> !denied().isEmpty());
    assertThat(denied().get(0).reason()).startsWith("KILLED").contains("drill");

    bench.restart();

    assertThat(bench.platform.risk().kills()).hasSize(1);
    refused(
        "risk.no-kill", () -> bench.platform.risk().resume(new RiskScope(PAPER, null), "wrong"));
    refused("reason.missing", () -> bench.platform.risk().resume(RiskScope.PLATFORM, " "));
    bench.platform.risk().resume(RiskScope.PLATFORM, "over");
    assertThat(bench.platform.risk().kills()).isEmpty();
    bench.bar("102");
    bench.bar("102");
    Bench.await("the long", () -> held(ONE).equals(Quantity.of(10)));
  }

  private long open() {
    return bench.platform.portfolio().orders(new OrderFilter(Optional.of(ONE), true, 10)).stream()
        .filter(o -> o.status() == OrderStatus.ACCEPTED)
        .count();
  }

  @Test
  void stopCancelsOpenOrdersAndRemovalNeedsAFlatBook() {
    running("one");
    refused("instance.running", () -> bench.platform.instances().remove(ONE, ""));
    bench.bar("3");
    Bench.await("the limit order", () -> open() == 1);
    Order order =
        bench.platform.portfolio().orders(new OrderFilter(Optional.of(ONE), true, 10)).get(0);
    bench.platform.portfolio().cancel(order.id(), "by hand");
    Bench.await("the cancel", () -> open() == 0);
    refused("order.closed", () -> bench.platform.portfolio().cancel(order.id(), "again"));
    bench.platform.instances().stop(ONE, "enough");
    assertThat(bench.platform.instances().get(ONE).instance().state())
        .isEqualTo(Instance.State.STOPPED);
    bench.platform.instances().remove(ONE, "done");
    refused("instance.unknown", () -> bench.platform.instances().get(ONE));
    assertThat(bench.platform.portfolio().account(PAPER).unallocated())
        .isEqualTo(Money.of(1_000_000, Currency.USD));
    refused("instance.exists", () -> create("one", Map.of()));
  }

  @Test
  void badInputIsRefusedWithItsCodeAndChangesNothing() {
    refused("instance.parameters", () -> create("one", Map.of("sise", "3")));
    refused("instance.parameters", () -> create("one", Map.of("size", "many")));
    refused("instance.parameters", () -> create("one", Map.of("size", "0")));
    refused("instrument.unknown", () -> create("one", Map.of("instrument", "NONE.SIM")));
    refused("instance.unknown", () -> bench.platform.instances().start(ONE, ""));
    refused(
        "strategy.not-installed",
        () ->
            bench
                .platform
                .instances()
                .create(
                    new NewInstance(
                        ONE,
                        StrategyRef.parse("none@1.0.0"),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty())));
    refused(
        "account.capital",
        () ->
            bench
                .platform
                .instances()
                .create(
                    new NewInstance(
                        ONE,
                        Bench.SWITCH,
                        Map.of("instrument", "ALPHA.SIM"),
                        Optional.empty(),
                        Optional.of(Money.of(2_000_000, Currency.USD)))));
    refused("account.unknown", () -> bench.platform.portfolio().account(AccountId.of("elsewhere")));
    refused(
        "instance.unknown",
        () -> bench.platform.risk().kill(new RiskScope(null, InstanceId.of("nobody")), "x"));
    refused("limit.range", () -> bench.platform.portfolio().fills(Optional.empty(), 0));
    assertThat(bench.platform.instances().list()).isEmpty();
    create("one", Map.of());
    refused("instance.exists", () -> create("one", Map.of()));
    assertThat(verify().differences()).isEmpty();
  }

  @Test
  void journalThatFailsHaltsTheAccountAndNothingLeavesIt() {
    running("one");
    bench.bar("100");
    bench.journal.failing = true;
    bench.feed.send(BarAt.price("101", 40));
    Bench.await("the halt", () -> !bench.platform.status().ready());
    assertThat(bench.platform.status().parts())
        .anyMatch(
            p -> p.name().equals("account paper") && p.detail().contains("cannot be written"));
    refused("account.halted", () -> bench.platform.instances().stop(ONE, ""));
    assertThat(bench.venue.fills()).isZero();
  }

  @Test
  void accountGoesOnByItselfWhenTheJournalWorksAgain() {
    running("one");
    bench.bar("101");
    bench.bar("102");
    Bench.await("the long", () -> held(ONE).equals(Quantity.of(10)));
    bench.journal.failing = true;
    bench.feed.send(BarAt.price("99", 40));
    Bench.await("the halt", () -> !bench.platform.status().ready());

    bench.journal.failing = false;

    Bench.await("that it goes on", () -> bench.platform.status().ready());
    bench.feed.send(BarAt.price("99", 41));
    bench.feed.send(BarAt.price("99", 42));
    Bench.await("the short", () -> held(ONE).equals(Quantity.of(-10)));
    assertThat(verify().differences()).isEmpty();
    assertThat(verify().fills()).isEqualTo(bench.venue.fills());
    assertThat(bench.platform.portfolio().fills(Optional.of(ONE), 10)).hasSize(2);
  }

  @Test
  void journalThatDoesNotAnswerIsToldWithinTwoSecondsAndNothingIsLost() {
    running("one");
    bench.bar("100");
    CountDownLatch answers = new CountDownLatch(1);
    bench.journal.frozen = answers;
    bench.feed.send(BarAt.price("101", 40));
    bench.feed.send(BarAt.price("101", 41));
    Bench.await("the state", () -> !bench.platform.status().ready());
    assertThat(bench.platform.status().parts())
        .anyMatch(p -> p.detail().contains("the journal has not answered for 2 s"));
    refused("account.halted", () -> bench.platform.instances().stop(ONE, ""));
    assertThat(bench.venue.fills()).isZero();

    bench.journal.frozen = null;
    answers.countDown();

    Bench.await("that it goes on", () -> bench.platform.status().ready());
    Bench.await("the long", () -> held(ONE).equals(Quantity.of(10)));
    assertThat(verify().differences()).isEmpty();
    assertThat(verify().fills()).isEqualTo(1);
  }

  @Test
  void strategyThatIsTakenOutLeavesItsInstanceWaitingUntilItIsBack() {
    running("one");
    assertThat(bench.platform.catalog().instances(Bench.SWITCH)).isEqualTo(1);
    bench.platform.catalog().remove(Bench.SWITCH);
    assertThat(bench.platform.instances().get(ONE).ready()).isFalse();
    refused("strategy.not-installed", () -> bench.platform.instances().start(ONE, ""));
    bench.platform.catalog().add(Bench.SWITCH, new SwitchStrategy.Factory());
    assertThat(bench.platform.instances().get(ONE).ready()).isTrue();
    assertThatThrownBy(
            () -> bench.platform.catalog().add(Bench.SWITCH, new SwitchStrategy.Factory()))
        .hasMessageContaining("installed already");
  }

  @Test
  void whatIsDownIsNamedAndTriedAgain() {
    bench.platform.stop();
    bench.database.down = "no database at 127.0.0.1:1; start it";
    Bench second = new Bench(folder.resolve("second"));
    second.database.down = "no database at 127.0.0.1:1; start it";
    assertThat(second.start()).isFalse();
    assertThat(second.platform.status().ready()).isFalse();
    assertThat(second.platform.status().parts())
        .contains(new Part("database", "DOWN", "no database at 127.0.0.1:1; start it"));
    refused("platform.not-ready", () -> second.platform.instances().get(ONE));
    second.database.down = null;
    second.feed.broken = "the file is missing";
    assertThat(second.start()).isTrue();
    assertThat(second.platform.status().parts())
        .contains(new Part("feed hand", "DOWN", "the file is missing"));
    assertThat(second.platform.feeds().list().get(0).state()).isEqualTo("FAILED");
    second.platform.stop();
  }

  @Test
  void aFeedThatIsSwitchedOffIsNeitherStartedNorMissed() {
    Bench second = new Bench(folder.resolve("second"));
    second.feed.enabled = false;
    second.feed.broken = "started although it is switched off";
    assertThat(second.start()).isTrue();
    assertThat(second.platform.feeds().list().get(0).state()).isEqualTo("STOPPED");
    assertThat(second.platform.feeds().list().get(0).message()).isEmpty();
    second.platform.stop();
  }

  @Test
  void saysThatAFeedLivesInAnotherTimeThanTheAccount() {
    running("one");
    bench.bar("100");
    assertThat(bench.platform.feeds().list().get(0).message()).isEmpty();

    bench.feed.send(BarAt.price("100", -24 * 60));

    assertThat(bench.platform.feeds().list().get(0).message())
        .contains("2026-01-01T10:00:00Z", "2026-01-02T10:01:00Z", "enabled = false");
  }

  @Test
  void takesNoEventOfTheFuture() {
    HandClock clock = new HandClock(Instant.parse("2026-01-02T10:01:00Z"));
    bench.platform.stop();
    bench = new Bench(folder.resolve("live"), clock);
    bench.start();
    running("one");
    bench.bar("100");

    bench.feed.send(BarAt.price("100", 24 * 60 + 2));
    bench.feed.send(BarAt.price("100", 7 * 24 * 60));
    bench.bar("101");

    assertThat(bench.platform.feeds().list().get(0).rejected()).isEqualTo(2);
    assertThat(bench.platform.feeds().list().get(0).message())
        .contains("2026-01-03T10:02:00Z", "in the future", "2026-01-02T10:01:00Z");
  }

  @Test
  void timersComeDueWhileTheMarketIsQuiet() {
    HandClock clock = new HandClock(Instant.parse("2026-01-02T10:01:00Z"));
    Bench live = new Bench(folder.resolve("live"), clock);
    bench.platform.stop();
    bench = live;
    bench.start();
    running("one");
    bench.bar("4");
    assertThat(bench.platform.instances().log(ONE)).noneMatch(l -> l.endsWith("timer minute"));

    clock.now = Instant.parse("2026-01-02T10:02:02Z");

    Bench.await(
        "the timer",
        () ->
            bench.platform.instances().log(ONE).stream().anyMatch(l -> l.endsWith("timer minute")));
    assertThat(bench.platform.replays().prove(PAPER).difference()).isEmpty();
  }

  @Test
  void limitsInForceAreListed() {
    assertThat(bench.platform.risk().limits())
        .extracting("rule")
        .contains("SANITY", "MAX_NOTIONAL", "PRICE_COLLAR", "MAX_POSITION", "BUYING_POWER")
        .contains("MAX_QUANTITY");
  }
}
