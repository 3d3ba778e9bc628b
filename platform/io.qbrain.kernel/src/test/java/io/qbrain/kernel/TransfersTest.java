package io.qbrain.kernel;

import static io.qbrain.kernel.Desk.A;
import static io.qbrain.kernel.Desk.B;
import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.Currency;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Instrument;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.Money;
import io.qbrain.model.Order;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Side;
import io.qbrain.strategy.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Money between an account and its instances: what is free, and that profit stays what it was. */
class TransfersTest {
  private final Script one = new Script();
  private final Script two = new Script();
  private Desk desk = Desk.of(Desk.REFERENCE);

  /** An account of 100,000 of which two instances have 40,000 each. */
  private void open(AccountKind kind, int leverage, Instrument... instruments) {
    desk = Desk.of(Desk.settings(kind, leverage, RiskProfile.REFERENCE, "none"));
    for (Instrument i : instruments) {
      desk.handle(new Input.ListInstrument(i));
    }
    desk.handle(new Input.Deposit(Money.of(100_000, Currency.USD), "owner"));
    desk.install("one", one).create("one", "40000", "instruments", "A.SIM").start("one");
    desk.install("two", two).create("two", "40000", "instruments", "A.SIM").start("two");
  }

  private static Instrument share() {
    return Instrument.builder(A, Currency.USD).build();
  }

  private @Nullable Refusal transfer(String instance, String amount) {
    return desk.handle(new Input.Transfer(InstanceId.of(instance), Money.parse(amount), "why"));
  }

  private String free(String instance) {
    Refusal refusal = Objects.requireNonNull(transfer(instance, "-1000000 USD"));
    assertThat(refusal.code()).isEqualTo("transfer.free");
    return refusal.message().replaceAll("expected at most (.*) USD that.*", "$1");
  }

  private String profit(String instance) {
    AccountSnapshot.BookSnapshot book = desk.book(instance);
    return book.equity().minus(book.instance().capital()).toString();
  }

  private void buyOnce(Script script, OrderRequest request) {
    boolean[] done = {false};
    script.bar =
        (b, c) -> {
          if (!done[0]) {
            done[0] = true;
            c.submit(request);
          }
        };
  }

  private static OrderRequest limit(long quantity, long price) {
    return OrderRequest.limit(A, Side.BUY, Quantity.of(quantity), Price.of(price));
  }

  @Test
  void eachSpendsItsOwnMoneyOnlyWhateverTheOthersHave() {
    open(AccountKind.CASH, 1, share());
    buyOnce(one, OrderRequest.market(A, Side.BUY, Quantity.of(401)));
    buyOnce(two, OrderRequest.market(A, Side.BUY, Quantity.of(400)));
    desk.bar(A, 1, "100");
    assertThat(desk.denied()).singleElement().asString().contains("at most 40000.00 USD");
    assertThat(desk.sent()).extracting(Order::instance).containsExactly(InstanceId.of("two"));
  }

  @Test
  void whatNoInstanceHasGoesToOneAndItsSizesFollow() {
    open(AccountKind.CASH, 1, share());
    assertThat(transfer("one", "20000.01 USD"))
        .extracting(Refusal::code)
        .isEqualTo("transfer.free");
    assertThat(transfer("one", "20000 USD")).isNull();
    assertThat(desk.kernel.snapshot().unallocated()).hasToString("0.00 USD");
    assertThat(desk.book("one").instance().capital()).hasToString("60000.00 USD");
    one.bar = (b, c) -> c.target(A, Size.weight(1));
    desk.bar(A, 1, "100").fillAll("100");
    assertThat(desk.held("one", A)).isEqualTo(Quantity.of(600));
    Desk again = desk.recovered();
    assertThat(again.book("one").instance()).isEqualTo(desk.book("one").instance());
    assertThat(again.book("one").cash()).isEqualTo(desk.book("one").cash());
    assertThat(again.kernel.snapshot().unallocated().signum()).isZero();
  }

  @Test
  void aTransferIsNeitherProfitNorLoss() {
    open(AccountKind.CASH, 1, share());
    buyOnce(one, OrderRequest.market(A, Side.BUY, Quantity.of(300)));
    desk.bar(A, 1, "100").fillAll("100").bar(A, 2, "110");
    assertThat(profit("one")).isEqualTo("3000.00 USD");
    transfer("one", "5000 USD");
    transfer("one", "-15000 USD");
    assertThat(profit("one")).isEqualTo("3000.00 USD");
    assertThat(desk.book("one").instance().capital()).hasToString("30000.00 USD");
    assertThat(desk.book("one").cash()).hasToString("0.00 USD");
    assertThat(Desk.money(desk.kernel.equityRaw())).isEqualTo("103000.00");
  }

  @Test
  void whoGivesBackMoreThanItGotHasACapitalBelowZero() {
    open(AccountKind.CASH, 1, share());
    buyOnce(one, OrderRequest.market(A, Side.BUY, Quantity.of(400)));
    desk.bar(A, 1, "100").fillAll("100");
    buyOnce(one, OrderRequest.market(A, Side.SELL, Quantity.of(400)));
    desk.bar(A, 2, "200").fillAll("200");
    assertThat(transfer("one", "-80000 USD")).isNull();
    assertThat(desk.book("one").instance().capital()).hasToString("-40000.00 USD");
    assertThat(profit("one")).isEqualTo("40000.00 USD");
  }

  @Test
  void openPurchasesKeepTheirMoney() {
    open(AccountKind.CASH, 1, share());
    buyOnce(one, limit(300, 90));
    desk.bar(A, 1, "100");
    assertThat(free("one")).isEqualTo("13000.00");
    assertThat(transfer("one", "-13000 USD")).isNull();
    assertThat(transfer("one", "-0.01 USD")).isNotNull();
  }

  @Test
  void equityThatCarriesPositionsAndOrdersOnMarginStays() {
    open(AccountKind.MARGIN, 4, share());
    buyOnce(one, OrderRequest.market(A, Side.BUY, Quantity.of(200)));
    desk.bar(A, 1, "100").fillAll("100");
    assertThat(free("one")).as("no more than its cash").isEqualTo("20000.00");
    buyOnce(one, limit(800, 100));
    desk.bar(A, 2, "100");
    assertThat(free("one")).as("40,000 less 100,000 / 4").isEqualTo("15000.00");
    assertThat(transfer("one", "-15000 USD")).isNull();
    buyOnce(one, limit(1, 100));
    desk.bar(A, 3, "100");
    assertThat(desk.denied()).singleElement().asString().contains("equity x leverage");
  }

  @Test
  void marginOfFuturesStaysThatIsHeldAndThatOrdersMayTake() {
    open(
        AccountKind.FUTURES,
        1,
        Instrument.builder(A, Currency.USD)
            .future(Quantity.of(10), Money.of(1_000, Currency.USD))
            .build());
    buyOnce(one, OrderRequest.market(A, Side.BUY, Quantity.of(3)));
    desk.bar(A, 1, "100").fillAll("100");
    buyOnce(one, limit(5, 99));
    desk.bar(A, 2, "100");
    assertThat(free("one")).isEqualTo("32000.00");
  }

  @Test
  void wrongTransfersAreRefusedAndChangeNothing() {
    open(AccountKind.CASH, 1, share());
    int before = desk.effects.size();
    List<String> codes = new ArrayList<>();
    for (Refusal r :
        new Refusal[] {
          transfer("one", "0 USD"), transfer("one", "1 EUR"), transfer("nobody", "1 USD")
        }) {
      codes.add(r == null ? "done" : r.kind() + " " + r.code());
    }
    assertThat(codes)
        .containsExactly(
            "INVALID transfer.amount", "CONFLICT rate.missing", "NOT_FOUND instance.unknown");
    assertThat(desk.effects).hasSize(before);
  }

  @Test
  void aTransferUnderAnIdIsDoneOnceAndKeepsTheStateOfTheInstance() {
    open(AccountKind.CASH, 1, share());
    Input once =
        new Input.Once(
            "t-1", new Input.Transfer(InstanceId.of("two"), Money.parse("5 USD"), "more"));
    desk.handle(once);
    desk.handle(once);
    assertThat(desk.book("two").instance().capital()).hasToString("40005.00 USD");
    assertThat(desk.book("two").instance().state())
        .isEqualTo(io.qbrain.model.Instance.State.RUNNING);
    assertThat(desk.ledger())
        .filteredOn(e -> e.kind() == LedgerEntry.Kind.ALLOCATION)
        .as("two at the start, one more")
        .hasSize(3);
    desk.bar(A, 1, "100").bar(B, 1, "100");
    assertThat(two.seen).as("its strategy goes on").contains("bar A 100");
  }
}
