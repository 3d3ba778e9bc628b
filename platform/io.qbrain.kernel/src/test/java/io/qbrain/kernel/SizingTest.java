package io.qbrain.kernel;

import static io.qbrain.kernel.Desk.A;
import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.Currency;
import io.qbrain.model.Fixed;
import io.qbrain.model.Money;
import io.qbrain.model.Quantity;
import io.qbrain.strategy.Size;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizingTest {
  private static Market market(String lot, String price) {
    Market market =
        new Market(Desk.share(A).lotSize(Quantity.parse(lot)).build(), new RateTable(Currency.USD));
    market.price(Fixed.parse(price), 1);
    return market;
  }

  private static Book book(String cash) {
    Book book = new Book(null);
    book.cash = Fixed.parse(cash);
    return book;
  }

  private static KernelSettings settings(String fees, String buffer) {
    return new KernelSettings(
        Desk.ACCOUNT,
        Currency.USD,
        AccountKind.MARGIN,
        2,
        RiskProfile.REFERENCE,
        FeeModel.parse(fees),
        Fixed.parse(buffer),
        10);
  }

  private static long raw(long whole) {
    return whole * Fixed.ONE;
  }

  @ParameterizedTest
  @CsvSource({
    "none, 0, 100000, 1, 1, 33.33, 3000",
    "none, 0, 100000, -1, 1, 33.33, -3000",
    "none, 0, 100000, 0.5, 1, 33.33, 1500",
    "none, 0.0025, 100000, 1, 1, 143.07840977, 697",
    "none, 0, 100000, 1, 100, 33.33, 3000",
    "none, 0, 100, 1, 100, 33.33, 0",
    "none, 0, -5, 1, 1, 33.33, 0",
    "none, 0, 10, 1, 0.001, 3, 3.333",
    "flat:10, 0, 100, 1, 1, 45, 2",
    "flat:10.01, 0, 100, 1, 1, 45, 1",
    "percentage:0.1, 0, 110, 1, 1, 100, 1",
    "percentage:0.1, 0, 109.99, 1, 1, 100, 0"
  })
  void weightBuysWhatEquityLessFeePays(
      String fees,
      String buffer,
      String cash,
      double weight,
      String lot,
      String price,
      String expected) {
    Market market = market(lot, price);
    long position =
        new Sizing(settings(fees, buffer), new AccountState(settings(fees, buffer)))
            .position(Size.weight(weight), market, book(cash), market.last);
    assertThat(Quantity.ofRaw(position)).isEqualTo(Quantity.parse(expected));
  }

  @ParameterizedTest
  @CsvSource({"1000, 10", "1009.99, 10", "-1009.99, -10", "99, 0", "0, 0"})
  void notionalBuysWholeLots(String amount, long expected) {
    Market market = market("1", "100");
    long position =
        new Sizing(settings("none", "0"), new AccountState(settings("none", "0")))
            .position(Size.notional(Money.parse(amount + " USD")), market, book("0"), market.last);
    assertThat(position).isEqualTo(raw(expected));
  }

  @ParameterizedTest
  @CsvSource({"15, 10", "-15, -10", "9, 0"})
  void quantityIsRoundedTowardsZero(long quantity, long expected) {
    Market market = market("10", "100");
    long position =
        new Sizing(settings("none", "0"), new AccountState(settings("none", "0")))
            .position(Size.of(Quantity.of(quantity)), market, book("0"), market.last);
    assertThat(position).isEqualTo(raw(expected));
  }

  /** Of an equity of 900, 100 are owed: nine of 100, or eight. */
  @ParameterizedTest
  @CsvSource({"POSITION, 9", "ORDER, 8"})
  void aDividendThatIsOwedIsLeftOutWhereOrdersAreWholeLots(SizeRule rule, long expected) {
    KernelSettings settings =
        new KernelSettings(
            Desk.ACCOUNT,
            Currency.USD,
            AccountKind.MARGIN,
            2,
            RiskProfile.REFERENCE,
            FeeModel.NONE,
            0,
            10,
            AccountTerms.DEFAULT,
            rule,
            0,
            BuiltBarRule.DEFAULT);
    Market market = market("1", "100");
    Book book = book("900");
    book.dividends.add(new Entitlement(new Holding(market, book), raw(100), 2));
    long position =
        new Sizing(settings, new AccountState(settings))
            .position(Size.weight(1), market, book, market.last);
    assertThat(position).isEqualTo(raw(expected));
  }

  @Property(tries = 300)
  void weightNeverSpendsMoreThanItMayNorALotLess(
      @ForAll @IntRange(min = 1, max = 10_000_000) int cents,
      @ForAll @IntRange(min = 1, max = 100_000) int priceCents,
      @ForAll @IntRange(min = 1, max = 100) int percent) {
    Market market = market("1", Fixed.format(priceCents * (Fixed.ONE / 100)));
    Book book = book(Fixed.format(cents * (Fixed.ONE / 100)));
    FeeModel fees = FeeModel.parse("per-share:0.005,1.00,0.005");
    long q =
        new Sizing(
                settings("per-share:0.005,1.00,0.005", "0"),
                new AccountState(settings("per-share:0.005,1.00,0.005", "0")))
            .weight(percent * (Fixed.ONE / 100), market, book, market.last);
    assertThat(fits(q, market, book, percent, fees)).isTrue();
    assertThat(fits(q + Fixed.ONE, market, book, percent, fees)).isFalse();
  }

  /** The least change takes a margin of 100 of an equity of 100,000: 200 at a leverage of 2. */
  @ParameterizedTest
  @CsvSource({
    "0.001, 200, 1, 500",
    "0.001, 199.99, 0.0019, 0",
    "0.001, 99.99,  0.002,  2",
    "0,     199.99, 0.0019, 0",
    "0,     99.99,  0.0019, 1",
    "0.001, 99.99,  0.0019, 0"
  })
  void aSmallChangeOfAWeightIsNotOrdered(
      String leastChange, String price, double weight, String expectedOfAThousand) {
    Market market = market("1", price);
    KernelSettings base = settings("none", "0");
    KernelSettings settings =
        new KernelSettings(
            base.account(),
            base.currency(),
            base.kind(),
            base.leverage(),
            base.profile(),
            base.fees(),
            base.sizeBuffer(),
            base.historyBars(),
            base.terms(),
            base.sizeRule(),
            Fixed.parse(leastChange),
            base.builtBars());
    long position =
        new Sizing(settings, new AccountState(settings))
            .position(Size.weight(weight), market, book("100000"), market.last);
    assertThat(Quantity.ofRaw(position)).isEqualTo(Quantity.parse(expectedOfAThousand));
  }

  private static boolean fits(long q, Market market, Book book, int percent, FeeModel fees) {
    long notional = market.notional(q, market.last);
    long fee = q == 0 ? 0 : fees.fee(q, notional);
    return notional <= Fixed.multiply(book.cash - fee, percent * (Fixed.ONE / 100));
  }
}
