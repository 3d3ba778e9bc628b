package io.qbrain.kernel;

import static io.qbrain.kernel.Desk.A;
import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.Currency;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Instrument;
import io.qbrain.model.LedgerAccount;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.Money;
import io.qbrain.model.OpenPosition;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.PositionId;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Side;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Accounts whose positions of an instrument stand side by side. */
class HedgingTest {
  private static final KernelSettings HEDGING =
      Desk.settings(AccountKind.MARGIN, 1_000, RiskProfile.REFERENCE, "none")
          .with(AccountTerms.DEFAULT.with(PositionMode.HEDGING).with(ProfitArithmetic.IEEE_CENTS));

  private final Script script = new Script();
  private int minute;

  private Desk desk() {
    Desk desk = Desk.of(HEDGING);
    desk.handle(
        new Input.ListInstrument(
            Instrument.builder(A, Currency.USD)
                .margined(Quantity.of(1))
                .tickSize(Price.parse("0.00001"))
                .build()));
    desk.handle(new Input.Deposit(Money.of(1_000_000, Currency.USD), "owner"));
    return desk.running("s", script);
  }

  private void order(Desk desk, OrderRequest request, String price) {
    script.bar = (b, c) -> c.submit(request);
    desk.bar(A, ++minute, price);
    script.bar = (b, c) -> {};
  }

  private void fill(Desk desk, OrderRequest request, String price) {
    order(desk, request, price);
    desk.fill(desk.open(), request.quantity().toString(), price);
  }

  private static OrderRequest market(Side side, int quantity) {
    return OrderRequest.market(A, side, Quantity.of(quantity));
  }

  private static List<String> open(Desk desk) {
    return desk.book("s").openPositions().stream()
        .map(p -> p.id() + " " + p.quantity() + " @ " + p.averagePrice(Quantity.of(1)))
        .toList();
  }

  @Test
  void longAndShortStandSideBySideAndAreClosedById() {
    Desk desk = desk();
    fill(desk, market(Side.BUY, 10), "10");
    fill(desk, market(Side.SELL, 10), "12");
    assertThat(open(desk)).containsExactly("test-1 10 @ 10", "test-2 -10 @ 12");
    assertThat(desk.book("s").positions().get(0).isFlat()).isTrue();
    assertThat(desk.book("s").equity()).as("20 are locked in").hasToString("100020.00 USD");
    desk.bar(A, ++minute, "50");
    assertThat(desk.book("s").equity()).hasToString("100020.00 USD");
    fill(desk, market(Side.SELL, 4).ofPosition(PositionId.of("test-1")), "11");
    assertThat(open(desk)).containsExactly("test-1 6 @ 10", "test-2 -10 @ 12");
    assertThat(desk.book("s").cash()).hasToString("100004.00 USD");
    fill(desk, market(Side.BUY, 10).ofPosition(PositionId.of("test-2")), "11.5");
    fill(desk, market(Side.SELL, 6).ofPosition(PositionId.of("test-1")), "11.5");
    assertThat(open(desk)).isEmpty();
    assertThat(desk.book("s").cash()).hasToString("100018.00 USD");
    assertThat(desk.book("s").equity()).isEqualTo(desk.book("s").cash());
  }

  @Test
  void anOrderThatDoesNotFitItsPositionIsDenied() {
    Desk desk = desk();
    fill(desk, market(Side.BUY, 10), "10");
    order(desk, market(Side.SELL, 11).ofPosition(PositionId.of("test-1")), "10");
    order(desk, market(Side.BUY, 1).ofPosition(PositionId.of("test-1")), "10");
    order(desk, market(Side.SELL, 1).ofPosition(PositionId.of("other")), "10");
    order(desk, market(Side.SELL, 6).ofPosition(PositionId.of("test-1")), "10");
    order(desk, market(Side.SELL, 6).ofPosition(PositionId.of("test-1")), "10");
    assertThat(desk.denied()).hasSize(4).allMatch(reason -> reason.startsWith("POSITION: "));
    assertThat(desk.open().quantity()).isEqualTo(Quantity.of(6));
  }

  @Test
  void aTargetReducesTheOldestPositionFirst() {
    Desk desk = desk();
    fill(desk, market(Side.BUY, 10), "10");
    fill(desk, market(Side.BUY, 5), "11");
    script.bar = (b, c) -> c.target(A, io.qbrain.strategy.Size.of(Quantity.of(-3)));
    desk.bar(A, ++minute, "12");
    script.bar = (b, c) -> {};
    assertThat(desk.kernel.openOrders())
        .extracting(o -> o.request().toString())
        .containsExactly(
            "SELL 10 A.SIM MARKET of test-1",
            "SELL 5 A.SIM MARKET of test-2",
            "SELL 3 A.SIM MARKET");
  }

  @Test
  void flattenClosesEachPosition() {
    Desk desk = desk();
    fill(desk, market(Side.BUY, 10), "10");
    fill(desk, market(Side.SELL, 10), "11");
    desk.handle(new Input.Flatten(InstanceId.of("s"), "done"));
    assertThat(desk.kernel.openOrders()).hasSize(2);
    desk.fillAll("12");
    assertThat(open(desk)).isEmpty();
    assertThat(desk.book("s").cash()).hasToString("100010.00 USD");
  }

  @Test
  void profitInDoublesIsRoundedToCents() {
    Desk desk = desk();
    order(desk, market(Side.BUY, 1_000_000), "1.57603");
    desk.fill(desk.open(), "250000", "1.57603").fill(desk.open(), "750000", "1.57604");
    order(desk, market(Side.SELL, 1_000_000).ofPosition(PositionId.of("test-1")), "1.57586");
    desk.fill(desk.open(), "250000", "1.57586").fill(desk.open(), "750000", "1.57585");
    assertThat(desk.ledger())
        .flatExtracting(LedgerEntry::postings)
        .filteredOn(p -> p.account().type() == LedgerAccount.Type.PROFIT)
        .extracting(p -> p.amount().negate().toString())
        .containsExactly("-44.37 USD", "-140.63 USD");
  }

  @Property(tries = 60)
  void positionsSumToTheFillsAndSurviveARestart(
      @ForAll @Size(min = 1, max = 25) List<@IntRange(min = -9, max = 9) Integer> steps) {
    Desk desk = desk();
    long net = 0;
    for (int step : steps) {
      List<OpenPosition> open = desk.book("s").openPositions();
      OrderRequest request;
      if (step % 3 == 0 && !open.isEmpty()) {
        OpenPosition p = open.get(Math.floorMod(step, open.size()));
        request =
            OrderRequest.market(A, p.quantity().signum() > 0 ? Side.SELL : Side.BUY, Quantity.of(1))
                .ofPosition(p.id());
      } else {
        request = market(step < 0 ? Side.SELL : Side.BUY, Math.abs(step) + 1);
      }
      fill(desk, request, "1." + (10 + Math.abs(step)));
      net += request.side().sign() * request.quantity().raw();
    }
    List<OpenPosition> open = new ArrayList<>(desk.book("s").openPositions());
    assertThat(open.stream().mapToLong(p -> p.quantity().raw()).sum()).isEqualTo(net);
    assertThat(desk.held("s", A).raw()).isEqualTo(net);
    assertThat(desk.recovered().book("s").openPositions()).isEqualTo(open);
    assertThat(desk.recovered().book("s").cash()).isEqualTo(desk.book("s").cash());
    assertThat(CurrenciesTest.sums(desk).values()).allMatch(sum -> sum == 0);
  }
}
