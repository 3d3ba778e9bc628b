package io.qbrain.kernel;

import static io.qbrain.kernel.Desk.A;
import static io.qbrain.kernel.Desk.B;
import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.Currency;
import io.qbrain.model.Effect;
import io.qbrain.model.Fixed;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Rate;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Rates that follow from others, and rates that follow from prices. */
class CrossRatesTest {
  private static final Currency USD = Currency.USD;
  private static final Currency EUR = Currency.of("EUR");
  private static final Currency JPY = Currency.of("JPY");
  private static final Currency GBP = Currency.of("GBP");
  private static final Currency CHF = Currency.of("CHF");

  private static Rate rate(Currency a, Currency b, String price, long time) {
    return Rate.conversion(a, b, Price.parse(price), time);
  }

  private static String of(RateTable table, Currency a, Currency b) {
    return Objects.requireNonNull(table.of(a, b)).toString();
  }

  @Test
  void theDollarComesBeforeTheEuroAndTheEuroBeforeTheRest() {
    RateTable table = new RateTable(EUR);
    assertThat(Objects.requireNonNull(table.of(JPY)).isKnown()).isFalse();
    table.apply(rate(JPY, CHF, "0.0055", 1));
    table.apply(rate(EUR, CHF, "0.93", 1));
    assertThat(of(table, JPY, EUR))
        .isEqualTo("EUR/JPY 169.09090909 by JPY/CHF 0.0055 and EUR/CHF 0.93");
    table.apply(rate(EUR, USD, "1.1", 2));
    table.apply(rate(USD, JPY, "150", 2));
    assertThat(of(table, JPY, EUR)).isEqualTo("EUR/JPY 165 by USD/JPY 150 and EUR/USD 1.1");
    table.apply(rate(USD, JPY, "160", 3));
    assertThat(of(table, JPY, EUR)).startsWith("EUR/JPY 176 ");
    table.apply(rate(JPY, EUR, "0.006", 1));
    assertThat(of(table, JPY, EUR)).as("its own, however old").isEqualTo("JPY/EUR 0.006");
    assertThat(of(table, EUR, JPY)).isEqualTo("JPY/EUR 0.006");
  }

  @Test
  void thereIsNoPathOfThree() {
    RateTable table = new RateTable(EUR);
    table.apply(rate(EUR, CHF, "0.93", 1));
    table.apply(rate(GBP, CHF, "1.1", 1));
    table.apply(rate(GBP, JPY, "190", 1));
    assertThat(Objects.requireNonNull(table.of(GBP)).isKnown()).isTrue();
    assertThat(Objects.requireNonNull(table.of(JPY)).isKnown()).isFalse();
  }

  @Test
  void numbersThatCannotBeKeptAreNoRate() {
    RateTable table = new RateTable(EUR);
    table.apply(rate(EUR, USD, "90000000000", 1));
    table.apply(rate(USD, JPY, "90000000000", 1));
    assertThat(Objects.requireNonNull(table.of(JPY)).isKnown()).isFalse();
  }

  @Property(tries = 500)
  void aCrossIsTheProductToTheLastDigit(
      @ForAll @LongRange(min = 100, max = 100_000_000_000L) long a,
      @ForAll @LongRange(min = 100, max = 100_000_000_000L) long b,
      @ForAll boolean turnFirst,
      @ForAll boolean turnSecond) {
    RateTable table = new RateTable(EUR);
    table.apply(
        turnFirst
            ? Rate.conversion(USD, JPY, Price.ofRaw(a), 1)
            : Rate.conversion(JPY, USD, Price.ofRaw(a), 1));
    table.apply(
        turnSecond
            ? Rate.conversion(EUR, USD, Price.ofRaw(b), 1)
            : Rate.conversion(USD, EUR, Price.ofRaw(b), 1));
    ExchangeRate cross = Objects.requireNonNull(table.of(JPY));
    BigDecimal first = power(a, turnFirst);
    BigDecimal second = power(b, turnSecond);
    BigDecimal exact = first.multiply(second, MathContext.DECIMAL128);
    BigDecimal inverse = BigDecimal.ONE.divide(exact, MathContext.DECIMAL128);
    if (!cross.isKnown()) {
      assertThat(exact.min(inverse)).isLessThanOrEqualTo(new BigDecimal("0.000000005"));
      return;
    }
    BigDecimal stated = BigDecimal.valueOf(cross.rate().raw(), Fixed.DIGITS);
    boolean isInverse = cross.rate().subject().equals("EUR/JPY");
    assertThat(stated)
        .isEqualByComparingTo(
            (isInverse ? inverse : exact).setScale(Fixed.DIGITS, RoundingMode.HALF_EVEN));
  }

  private static BigDecimal power(long raw, boolean turned) {
    BigDecimal value = BigDecimal.valueOf(raw, Fixed.DIGITS);
    return turned ? BigDecimal.ONE.divide(value, MathContext.DECIMAL128) : value;
  }

  private static Desk euros(AccountTerms terms) {
    Desk desk = Desk.of(KernelSettings.of(Desk.ACCOUNT, EUR).with(terms));
    desk.handle(
        new Input.ListInstrument(
            Instrument.builder(A, USD).margined(Quantity.of(1)).baseCurrency(EUR).build()));
    desk.handle(
        new Input.ListInstrument(
            Instrument.builder(B, JPY).margined(Quantity.of(1)).baseCurrency(USD).build()));
    desk.handle(new Input.Deposit(Money.of(100_000, EUR), "owner"));
    return desk;
  }

  @Test
  void moneyOfAThirdCurrencyFollowsThePricesOfTwoPairs() {
    Desk desk = euros(AccountTerms.DEFAULT.with(AccountTerms.Conversion.ON_REQUEST));
    desk.quote(A, 1, "1.1", "1.1");
    desk.quote(B, 2, "150", "150");
    assertThat(desk.handle(new Input.Convert(null, Money.parse("1000 EUR"), JPY))).isNull();
    assertThat(desk.effects)
        .filteredOn(e -> e instanceof Effect.RateRecorded)
        .extracting(e -> ((Effect.RateRecorded) e).rate().toString())
        .as("the two rates are journalled, not their product")
        .containsExactly("CONVERSION USD/JPY 150", "CONVERSION EUR/USD 1.1");
    assertThat(desk.ledger().get(desk.ledger().size() - 1).reference())
        .isEqualTo("EUR/JPY 165 by USD/JPY 150 and EUR/USD 1.1");
    assertThat(desk.kernel.equityRaw()).isEqualTo(100_000 * Fixed.ONE);
    desk.quote(B, 3, "165", "165");
    assertThat(desk.kernel.equityRaw())
        .as("165,000 JPY at 181.5")
        .isEqualTo(99_000 * Fixed.ONE + Fixed.divide(165_000 * Fixed.ONE, Fixed.parse("181.5")));
    Desk again = desk.recovered();
    assertThat(again.kernel.equityRaw())
        .as("at the journalled rates")
        .isEqualTo(100_000 * Fixed.ONE);
    again.quote(B, 3, "165", "165");
    assertThat(again.kernel.equityRaw()).isEqualTo(desk.kernel.equityRaw());
  }

  @Test
  void twoForeignCurrenciesAreConvertedWithoutTheBase() {
    Desk desk = euros(AccountTerms.DEFAULT.with(AccountTerms.Conversion.ON_REQUEST));
    desk.quote(A, 1, "1.1", "1.1");
    desk.quote(B, 2, "150", "150");
    desk.handle(new Input.Convert(null, Money.parse("1000 EUR"), USD));
    assertThat(desk.handle(new Input.Convert(null, Money.parse("1100 USD"), JPY))).isNull();
    assertThat(CurrenciesTest.sums(desk).values()).allMatch(sum -> sum == 0);
    assertThat(desk.handle(new Input.Convert(null, Money.parse("1 USD"), JPY)))
        .extracting(Refusal::code)
        .isEqualTo("conversion.cash");
    assertThat(desk.handle(new Input.Convert(null, Money.parse("165000 JPY"), GBP)))
        .extracting(Refusal::code)
        .isEqualTo("rate.missing");
    assertThat(desk.handle(new Input.Convert(InstanceId.of("x"), Money.parse("1 JPY"), USD)))
        .extracting(Refusal::code)
        .isEqualTo("instance.unknown");
  }

  @Test
  void ratesComeFromTheInstrumentsThatTheTermsName() {
    InstrumentId other = InstrumentId.of("EURUSD.OTHER");
    Desk desk =
        euros(
            AccountTerms.DEFAULT
                .with(AccountTerms.Conversion.ON_REQUEST)
                .and("rates=EUR/USD@EURUSD.OTHER"));
    desk.handle(new Input.ListInstrument(Instrument.builder(other, USD).build()));
    desk.quote(A, 1, "1.5", "1.5");
    assertThat(desk.kernel.snapshot().rates()).as("the pair is not named").isEmpty();
    desk.quote(other, 2, "1.19", "1.21");
    assertThat(desk.kernel.snapshot().rates())
        .extracting(r -> r.rate().toString())
        .containsExactly("CONVERSION EUR/USD 1.2");
    desk.handle(new Input.SetTerms("rates=pairs", "test"));
    desk.quote(A, 3, "1.3", "1.3");
    desk.quote(other, 4, "1", "1");
    assertThat(desk.kernel.snapshot().rates())
        .extracting(r -> r.rate().toString())
        .containsExactly("CONVERSION EUR/USD 1.3");
  }

  @Test
  void aRateAtWhichTheAccountCannotBeStatedIsRefused() {
    Desk desk = euros(AccountTerms.DEFAULT.with(AccountTerms.Conversion.ON_REQUEST));
    desk.handle(new Input.RecordRate(rate(EUR, USD, "1.1", 1)));
    desk.handle(new Input.Convert(null, Money.parse("1000 EUR"), USD));
    assertThat(desk.handle(new Input.RecordRate(rate(USD, EUR, "90000000000", 2))))
        .extracting(Refusal::code)
        .isEqualTo("rate.range");
    assertThat(desk.kernel.equityRaw()).isEqualTo(100_000 * Fixed.ONE);
  }
}
