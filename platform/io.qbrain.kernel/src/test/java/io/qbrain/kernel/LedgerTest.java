package io.qbrain.kernel;

import static io.qbrain.kernel.Desk.A;
import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.Currency;
import io.qbrain.model.Fixed;
import io.qbrain.model.Instrument;
import io.qbrain.model.LedgerAccount.Type;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.LedgerEntry.Posting;
import io.qbrain.model.Money;
import io.qbrain.model.Order;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.Position;
import io.qbrain.model.Quantity;
import io.qbrain.model.Side;
import io.qbrain.model.Times;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final KernelSettings FREE =
      Desk.settings(AccountKind.MARGIN, 1_000, RiskProfile.REFERENCE, "none");

  /** A trade: signed quantity in hundredths, price and fee in cents. */
  record Trade(int quantity, int price, int fee) {}

  private final Script script = new Script();

  private Desk trading(Instrument instrument, KernelSettings settings) {
    Desk desk = Desk.of(settings);
    desk.handle(new Input.ListInstrument(instrument));
    desk.handle(new Input.Deposit(Money.of(1_000_000, Currency.USD), "owner"));
    return desk.running("s", script).bar(A, 1, "100");
  }

  private void trade(Desk desk, String signed, String price, String fee) {
    Quantity quantity = Quantity.parse(signed);
    Side side = quantity.signum() < 0 ? Side.SELL : Side.BUY;
    script.bar = (b, c) -> c.submit(OrderRequest.market(A, side, quantity.abs()));
    desk.bar(A, minutes(desk) + 1, price);
    script.bar = (b, c) -> {};
    Order order = desk.open();
    desk.report(desk.fillOf(order, quantity.abs().toString(), price, fee));
  }

  private static int minutes(Desk desk) {
    return (int) Duration.between(Desk.START, Times.instant(desk.kernel.nowNanos())).toMinutes();
  }

  private static Position position(Desk desk) {
    return desk.book("s").positions().get(0);
  }

  @Test
  void averagePriceStandsOnAReductionAndIsResetOnAFlip() {
    Desk desk = trading(Desk.share(A).tickSize(io.qbrain.model.Price.parse("0.1")).build(), FREE);
    trade(desk, "10", "10", "0");
    trade(desk, "5", "12.5", "0");
    trade(desk, "-7", "14.5", "0");
    Quantity one = Quantity.of(1);
    assertThat(position(desk).averagePrice(one)).hasToString("10.83333333");
    trade(desk, "-15", "17.5", "0");
    assertThat(position(desk).quantity()).isEqualTo(Quantity.of(-7));
    assertThat(position(desk).averagePrice(one)).hasToString("17.5");
    assertThat(position(desk).realizedProfit().toDouble())
        .isCloseTo(25.6666667 + 53.3333333, org.assertj.core.api.Assertions.within(1e-6));
  }

  @Test
  void fillIsBookedAsPositionFeeAndCash() {
    Desk desk = trading(Desk.share(A).build(), FREE);
    trade(desk, "10", "100", "1.5");
    LedgerEntry entry = desk.ledger().get(desk.ledger().size() - 1);
    assertThat(entry.postings())
        .extracting(p -> p.account() + " " + p.amount() + " " + p.quantity())
        .containsExactly(
            "position:s:A.SIM 1000.00 USD 10", "fees:s:A.SIM 1.50 USD 0", "cash:s -1001.50 USD 0");
    assertThat(desk.book("s").cash()).hasToString("98998.50 USD");
    assertThat(desk.book("s").equity()).hasToString("99998.50 USD");
  }

  @Test
  void futureTakesMarginAndIsSettledDaily() {
    Instrument future =
        Desk.share(A).future(Quantity.of(10), Money.of(1_000, Currency.USD)).build();
    Desk desk =
        trading(future, Desk.settings(AccountKind.FUTURES, 1, RiskProfile.REFERENCE, "none"));
    trade(desk, "2", "100", "4");
    assertThat(desk.book("s").cash()).hasToString("97996.00 USD");
    assertThat(desk.book("s").margin()).hasToString("2000.00 USD");
    desk.bar(A, 60, "105");
    assertThat(desk.book("s").equity()).hasToString("100096.00 USD");
    assertThat(desk.book("s").cash()).hasToString("97996.00 USD");
    desk.bar(A, 24 * 60, "90");
    assertThat(desk.book("s").cash()).as("settled at 105").hasToString("98096.00 USD");
    assertThat(desk.book("s").equity()).hasToString("99796.00 USD");
    trade(desk, "-2", "90", "4");
    assertThat(desk.book("s").cash()).hasToString("99792.00 USD");
    assertThat(desk.book("s").margin()).hasToString("0.00 USD");
    assertThat(desk.ledger()).extracting(LedgerEntry::kind).contains(LedgerEntry.Kind.SETTLEMENT);
  }

  @Property(tries = 150)
  void booksPositionsAndLedgerAlwaysAgree(@ForAll("trades") List<Trade> trades) {
    Desk desk = trading(Desk.share(A).lotSize(Quantity.parse("0.01")).build(), FREE);
    long quantity = 0;
    long spent = 0;
    long last = 0;
    for (Trade t : trades) {
      trade(desk, hundredths(t.quantity), hundredths(t.price), hundredths(t.fee));
      quantity += t.quantity;
      spent += (long) t.quantity * t.price * 100 + t.fee * 10_000L;
      last = t.price;
    }
    long cash = 100_000L * 1_000_000 - spent;
    assertThat(desk.held("s", A).raw()).isEqualTo(quantity * (Fixed.ONE / 100));
    assertThat(desk.book("s").cash().raw()).isEqualTo(cash * 100);
    assertThat(desk.book("s").equity().raw()).isEqualTo((cash + quantity * last * 100) * 100);
    assertThat(ofLedger(desk, Type.POSITION, true)).isEqualTo(desk.held("s", A).raw());
    assertThat(ofLedger(desk, Type.POSITION, false)).isEqualTo(position(desk).cost().raw());
    assertThat(-ofLedger(desk, Type.PROFIT, false))
        .isEqualTo(position(desk).realizedProfit().raw());
    assertThat(ofLedger(desk, Type.FEES, false)).isEqualTo(position(desk).fees().raw());
    assertThat(desk.ledger().stream().mapToLong(LedgerEntry::number)).isSorted();
  }

  private static long ofLedger(Desk desk, Type type, boolean quantities) {
    long sum = 0;
    for (LedgerEntry e : desk.ledger()) {
      long balance = 0;
      for (Posting p : e.postings()) {
        balance += p.amount().raw();
        if (p.account().type() == type) {
          sum += quantities ? p.quantity().raw() : p.amount().raw();
        }
      }
      assertThat(balance).as("debits less credits of entry %s", e.number()).isZero();
    }
    return sum;
  }

  private static String hundredths(int n) {
    return Fixed.format(n * (Fixed.ONE / 100));
  }

  @Provide
  Arbitrary<List<Trade>> trades() {
    Arbitrary<Integer> quantity = Arbitraries.integers().between(-2_000, 2_000).filter(q -> q != 0);
    return Combinators.combine(
            quantity,
            Arbitraries.integers().between(1, 20_000),
            Arbitraries.integers().between(-50, 500))
        .as(Trade::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(25);
  }
}
