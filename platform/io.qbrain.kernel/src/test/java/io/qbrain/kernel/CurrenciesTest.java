package io.qbrain.kernel;

import static io.qbrain.kernel.Desk.A;
import static io.qbrain.kernel.Desk.B;
import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.Currency;
import io.qbrain.model.Fixed;
import io.qbrain.model.Instance;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Instrument;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.Money;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Rate;
import io.qbrain.model.Side;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Accounts whose instruments are of other currencies than they. */
class CurrenciesTest {
  private static final Currency EUR = Currency.of("EUR");
  private static final KernelSettings CASH =
      Desk.settings(AccountKind.CASH, 1, RiskProfile.REFERENCE, "none");
  private static final KernelSettings KEEPING =
      CASH.with(AccountTerms.DEFAULT.with(AccountTerms.Conversion.ON_REQUEST));

  private final Script script = new Script();

  /** An account in dollars with shares A in euros and the pair B, EUR/USD. */
  private Desk desk(KernelSettings settings) {
    Desk desk = Desk.of(settings);
    desk.handle(new Input.ListInstrument(Instrument.builder(A, EUR).build()));
    desk.handle(
        new Input.ListInstrument(
            Instrument.builder(B, Currency.USD)
                .margined(Quantity.of(1))
                .baseCurrency(EUR)
                .tickSize(Price.parse("0.0001"))
                .build()));
    desk.handle(new Input.Deposit(Money.of(1_000_000, Currency.USD), "owner"));
    return desk.running("s", script);
  }

  private void order(Desk desk, int minute, String price, Side side, int quantity) {
    script.bar =
        (b, c) -> {
          if (b.instrument().equals(A)) {
            c.submit(OrderRequest.market(A, side, Quantity.of(quantity)));
          }
        };
    desk.bar(A, minute, price);
    script.bar = (b, c) -> {};
  }

  private static Input rate(String rate) {
    return new Input.RecordRate(Rate.conversion(EUR, Currency.USD, Price.parse(rate), 1_000));
  }

  private static void fill(Desk desk, String price, String fee) {
    io.qbrain.model.Order order = desk.open();
    io.qbrain.model.ExecutionReport r = desk.fillOf(order, order.quantity().toString(), price, fee);
    desk.report(
        new io.qbrain.model.ExecutionReport(
            r.venueSequence(),
            r.type(),
            r.orderId(),
            r.venueOrderId(),
            r.executionId(),
            r.side(),
            r.quantity(),
            r.price(),
            Money.parse(fee + " EUR"),
            r.orderQuantity(),
            "",
            r.timeNanos()));
  }

  @Test
  void theOwnerPaysInAndTakesOutMoneyOfOtherCurrencies() {
    Desk desk = desk(KEEPING);
    Input wire = new Input.Deposit(Money.parse("1000 EUR"), "wire");
    assertThat(String.valueOf(desk.handle(wire))).contains("rate.missing", "EUR in USD");
    desk.handle(rate("1.1"));
    desk.handle(wire);
    LedgerEntry deposit = desk.ledger().get(desk.ledger().size() - 1);
    assertThat(deposit.kind()).isEqualTo(LedgerEntry.Kind.DEPOSIT);
    assertThat(deposit.postings())
        .extracting(p -> p.account() + " " + p.amount())
        .containsExactly("cash 1000.00 EUR", "capital -1000.00 EUR");
    assertThat(desk.kernel.snapshot().capital()).hasToString("1001100.00 USD");
    assertThat(desk.kernel.snapshot().unallocatedBalances().get(0).cash())
        .hasToString("1000.00 EUR");

    desk.handle(new Input.Deposit(Money.parse("-400 EUR"), "home"));
    assertThat(desk.kernel.snapshot().capital()).hasToString("1000660.00 USD");
    assertThat(String.valueOf(desk.handle(new Input.Deposit(Money.parse("-601 EUR"), "more"))))
        .contains("account.capital", "at least -600.00 EUR");
    assertThat(desk.recovered().kernel.snapshot().capital()).hasToString("1000660.00 USD");
    assertThat(desk.recovered().kernel.snapshot().unallocatedBalances())
        .isEqualTo(desk.kernel.snapshot().unallocatedBalances());
  }

  private static Instance instance(Desk desk) {
    return desk.book("s").instance();
  }

  private static @Nullable Refusal transfer(Desk desk, String amount) {
    return desk.handle(new Input.Transfer(InstanceId.of("s"), Money.parse(amount), "why"));
  }

  @Test
  void moneyOfOtherCurrenciesGoesToAnInstanceAndBackAndIsNeitherProfitNorLoss() {
    Desk desk = desk(KEEPING);
    assertThat(String.valueOf(transfer(desk, "1 EUR"))).contains("rate.missing", "EUR in USD");
    desk.handle(rate("1.1"));
    desk.handle(new Input.Deposit(Money.parse("1000 EUR"), "wire"));
    assertThat(String.valueOf(transfer(desk, "1000.01 EUR")))
        .contains("transfer.free", "at most 1000.00 EUR that no instance has");
    Money before = instance(desk).capital();
    Money profit = desk.book("s").equity().minus(before);
    assertThat(transfer(desk, "1000 EUR")).isNull();
    assertThat(desk.book("s").balances().get(0).cash()).hasToString("1000.00 EUR");
    assertThat(instance(desk).capital()).isEqualTo(before.plus(Money.parse("1100 USD")));
    assertThat(desk.book("s").equity().minus(instance(desk).capital())).isEqualTo(profit);

    script.bar = (b, c) -> c.submit(OrderRequest.limit(A, Side.BUY, Quantity.of(10), Price.of(40)));
    desk.bar(A, 1, "50");
    assertThat(String.valueOf(transfer(desk, "-600.01 EUR")))
        .as("an open purchase keeps its money, in its currency alone")
        .contains("at most 600.00 EUR that s can spare");
    assertThat(transfer(desk, "-600 EUR")).isNull();
    assertThat(transfer(desk, "-1 USD")).isNull();
    assertThat(desk.kernel.snapshot().unallocatedBalances().get(0).cash())
        .hasToString("600.00 EUR");
    Desk again = desk.recovered();
    assertThat(instance(again)).isEqualTo(instance(desk));
    assertThat(again.book("s").balances()).isEqualTo(desk.book("s").balances());
    assertThat(again.book("s").equity()).isEqualTo(desk.book("s").equity());
  }

  @Test
  void anOpenPurchaseInOneCurrencyDoesNotReserveMoneyOfAnother() {
    Desk desk = desk(KEEPING);
    desk.handle(rate("1.1"));
    desk.handle(new Input.ListInstrument(Instrument.builder(B, Currency.USD).build()));
    Money cash = desk.book("s").cash();
    desk.handle(new Input.Deposit(Money.parse("10000 EUR"), "wire"));
    transfer(desk, "10000 EUR");
    script.bar =
        (b, c) -> {
          boolean euros = b.instrument().equals(A);
          c.submit(
              OrderRequest.limit(
                  b.instrument(),
                  Side.BUY,
                  Quantity.of(euros ? 100 : cash.raw() / 100 / 100_000_000L),
                  Price.of(100)));
        };
    desk.bar(A, 1, "100").bar(B, 1, "100");
    assertThat(desk.denied()).isEmpty();
  }

  @Test
  void whatIsTransferredIsConvertedWhereEveryCurrencyIsConvertedAtOnce() {
    Desk desk = desk(CASH);
    desk.handle(rate("1.1"));
    desk.handle(new Input.Deposit(Money.parse("1000 EUR"), "wire"));
    Money before = desk.book("s").cash();
    assertThat(transfer(desk, "1000 EUR")).isNull();
    assertThat(desk.book("s").cash()).isEqualTo(before.plus(Money.parse("1100 USD")));
    assertThat(instance(desk).capital()).isEqualTo(before.plus(Money.parse("1100 USD")));
  }

  @Test
  void equityThatCarriesPositionsOnMarginStaysWhateverTheCurrency() {
    Desk desk =
        desk(
            Desk.settings(AccountKind.MARGIN, 2, RiskProfile.REFERENCE, "none")
                .with(AccountTerms.DEFAULT.with(AccountTerms.Conversion.ON_REQUEST)));
    desk.handle(rate("1.1"));
    desk.handle(new Input.Deposit(Money.parse("1000 EUR"), "wire"));
    transfer(desk, "1000 EUR");
    String free = String.valueOf(transfer(desk, "-1000000 EUR"));
    assertThat(free).contains("at most 1000.00 EUR that s can spare");
    long most = desk.book("s").equity().raw() / 100_000_000L;
    int quantity = (int) ((2 * most - 1_000) / 55);
    order(desk, 1, "50", Side.BUY, quantity);
    desk.fillAll("50");
    String after = String.valueOf(transfer(desk, "-1000 EUR"));
    assertThat(after).contains("transfer.free", "that s can spare");
    assertThat(after).doesNotContain("at most 1000.00 EUR");
  }

  @Test
  void aPurchaseIsConvertedAtTheLastRateThroughTheConversionAccount() {
    Desk desk = desk(CASH);
    desk.handle(rate("1.1"));
    order(desk, 1, "50", Side.BUY, 100);
    fill(desk, "50", "2");
    assertThat(desk.ledger().get(desk.ledger().size() - 2).postings())
        .extracting(p -> p.account() + " " + p.amount())
        .containsExactly(
            "position:s:A.SIM 5000.00 EUR", "fees:s:A.SIM 2.00 EUR", "cash:s -5002.00 EUR");
    LedgerEntry conversion = desk.ledger().get(desk.ledger().size() - 1);
    assertThat(conversion.kind()).isEqualTo(LedgerEntry.Kind.CONVERSION);
    assertThat(conversion.reference()).isEqualTo("EUR/USD 1.1");
    assertThat(conversion.postings())
        .extracting(p -> p.account() + " " + p.amount())
        .containsExactly(
            "cash:s 5002.00 EUR",
            "conversion:s -5002.00 EUR",
            "cash:s -5502.20 USD",
            "conversion:s 5502.20 USD");
    assertThat(desk.book("s").cash()).hasToString("94497.80 USD");
    assertThat(desk.book("s").equity()).hasToString("99997.80 USD");
    desk.handle(rate("1.2"));
    assertThat(desk.book("s").equity()).hasToString("100497.80 USD");
  }

  @Test
  void thePriceOfACurrencyPairIsTheRate() {
    Desk desk = desk(CASH);
    desk.bar(B, 1, "1.25");
    order(desk, 2, "40", Side.BUY, 10);
    fill(desk, "40", "0");
    assertThat(desk.book("s").cash()).hasToString("99500.00 USD");
    assertThat(desk.effects)
        .filteredOn(e -> e instanceof io.qbrain.model.Effect.RateRecorded)
        .extracting(Object::toString)
        .singleElement()
        .asString()
        .contains("CONVERSION EUR/USD 1.25");
    assertThat(desk.recovered().book("s").equity()).isEqualTo(desk.book("s").equity());
  }

  @Test
  void anOrderWithoutARateIsDenied() {
    Desk desk = desk(CASH);
    order(desk, 1, "50", Side.BUY, 100);
    assertThat(desk.denied()).singleElement().asString().startsWith("NO_RATE: ");
    script.bar = (b, c) -> c.target(A, io.qbrain.strategy.Size.weight(0.5));
    desk.bar(A, 2, "50");
    assertThat(desk.denied()).hasSize(2).allMatch(reason -> reason.startsWith("NO_RATE: "));
  }

  @Test
  void anAccountThatConvertsOnRequestHoldsTheMoney() {
    Desk desk = desk(KEEPING);
    desk.handle(rate("1.1"));
    order(desk, 1, "50", Side.BUY, 100);
    assertThat(desk.denied()).singleElement().asString().startsWith("BUYING_POWER: ");
    InstanceId s = InstanceId.of("s");
    assertThat(desk.handle(new Input.Convert(s, Money.parse("11000 USD"), EUR))).isNull();
    order(desk, 2, "50", Side.BUY, 100);
    fill(desk, "50", "2");
    assertThat(desk.book("s").balances())
        .extracting(b -> b.cash() + " = " + b.inBase())
        .containsExactly("4998.00 EUR = 5497.80 USD");
    assertThat(desk.book("s").cash()).hasToString("89000.00 USD");
    assertThat(desk.book("s").equity()).hasToString("99997.80 USD");
    assertThat(desk.handle(new Input.Convert(s, Money.parse("6000 EUR"), Currency.USD)))
        .extracting(Refusal::code)
        .isEqualTo("conversion.cash");
    assertThat(desk.handle(new Input.Convert(s, Money.parse("4998 EUR"), Currency.USD))).isNull();
    assertThat(desk.book("s").cash()).hasToString("94497.80 USD");
  }

  @Test
  void conversionsThatCannotBeAreRefused() {
    Desk desk = desk(KEEPING);
    InstanceId s = InstanceId.of("s");
    assertThat(desk.handle(new Input.Convert(s, Money.parse("1 USD"), EUR)))
        .extracting(Refusal::code)
        .isEqualTo("rate.missing");
    assertThat(desk.handle(new Input.Convert(s, Money.parse("1 USD"), Currency.USD)))
        .extracting(Refusal::code)
        .isEqualTo("conversion.pair");
    assertThat(desk.handle(new Input.Convert(s, Money.parse("0 USD"), EUR)))
        .extracting(Refusal::code)
        .isEqualTo("conversion.pair");
    assertThat(desk.handle(new Input.Convert(s, Money.parse("1 GBP"), EUR)))
        .extracting(Refusal::code)
        .isEqualTo("conversion.cash");
    assertThat(desk.handle(new Input.Convert(InstanceId.of("no"), Money.parse("1 GBP"), EUR)))
        .extracting(Refusal::code)
        .isEqualTo("instance.unknown");
  }

  @Property(tries = 100)
  void debitsAreCreditsInEachCurrencyWhateverTheRates(
      @ForAll @Size(min = 1, max = 12)
          java.util.List<@IntRange(min = -300, max = 300) Integer> trades,
      @ForAll @IntRange(min = 1, max = 30_000) int rate,
      @ForAll @IntRange(min = -500, max = 500) int step) {
    Desk desk = desk(Desk.settings(AccountKind.MARGIN, 1_000, RiskProfile.REFERENCE, "none"));
    int minute = 1;
    long spent = 0;
    for (int t : trades) {
      long now = Math.max(1, rate + (long) minute * step) * (Fixed.ONE / 10_000);
      desk.handle(
          new Input.RecordRate(
              Rate.conversion(EUR, Currency.USD, Price.ofRaw(now), 1_000L + minute)));
      order(desk, ++minute, "7.31", t < 0 ? Side.SELL : Side.BUY, Math.max(1, Math.abs(t)));
      if (!desk.kernel.openOrders().isEmpty()) {
        long quantity = desk.open().quantity().raw() * desk.open().side().sign();
        fill(desk, "7.31", "0.13");
        long cash = Fixed.multiply(quantity, Fixed.parse("7.31")) + Fixed.parse("0.13");
        spent += Fixed.multiply(cash, now);
      }
    }
    assertThat(sums(desk).values()).allMatch(sum -> sum == 0);
    assertThat(desk.book("s").cash().raw()).isEqualTo(100_000 * Fixed.ONE - spent);
    assertThat(desk.book("s").balances()).allMatch(b -> b.cash().raw() == 0);
    assertThat(desk.recovered().book("s"))
        .usingRecursiveComparison()
        .ignoringFields("events", "lastEventNanos", "attached", "equity", "initialMargin")
        .isEqualTo(desk.book("s"));
  }

  static Map<Currency, Long> sums(Desk desk) {
    Map<Currency, Long> sums = new TreeMap<>();
    for (LedgerEntry e : desk.ledger()) {
      for (LedgerEntry.Posting p : e.postings()) {
        sums.merge(p.amount().currency(), p.amount().raw(), Math::addExact);
      }
    }
    return sums;
  }
}
