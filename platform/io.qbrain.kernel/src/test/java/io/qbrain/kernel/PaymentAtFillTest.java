package io.qbrain.kernel;

import static io.qbrain.kernel.Desk.A;
import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.kernel.RiskProfile.Paying;
import io.qbrain.model.Currency;
import io.qbrain.model.Fixed;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Instrument;
import io.qbrain.model.Money;
import io.qbrain.model.Order;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Rate;
import io.qbrain.model.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Accounts whose orders must be payable when they fill. */
class PaymentAtFillTest {
  private static final Currency EUR = Currency.of("EUR");

  private final Script script = new Script();
  private int minute;

  private static KernelSettings settings(AccountKind kind, Paying paying, boolean shortsPaid) {
    RiskProfile profile = RiskProfile.REFERENCE.with(paying).withShortsPaid(shortsPaid);
    return Desk.settings(kind, 1, profile, "none");
  }

  private Desk ask(Desk desk, Side side, int quantity) {
    script.bar = (b, c) -> c.submit(OrderRequest.market(A, side, Quantity.of(quantity)));
    desk.bar(A, ++minute, "100");
    script.bar = (b, c) -> {};
    return desk;
  }

  @ParameterizedTest
  @EnumSource(Paying.class)
  void aFuturesAccountTradesNoSharesWheneverItPays(Paying paying) {
    Desk desk = Desk.open(settings(AccountKind.FUTURES, paying, true)).running("s", script);
    assertThat(ask(desk, Side.BUY, 1).denied())
        .containsExactly("BUYING_POWER: A.SIM is no future; this account trades futures only");
  }

  @ParameterizedTest
  @EnumSource(Paying.class)
  void aCashAccountTradesNothingThatIsMarginedWheneverItPays(Paying paying) {
    Desk desk = Desk.open(settings(AccountKind.CASH, paying, true));
    desk.handle(new Input.ListInstrument(Desk.share(A).margined(Quantity.of(1)).build()));
    assertThat(ask(desk.running("s", script), Side.BUY, 1).denied())
        .containsExactly("BUYING_POWER: A.SIM is margined; a cash account pays in full");
  }

  /** The account has a million dollars, of which the instance has a part, and 1000 euros. */
  @ParameterizedTest
  @CsvSource({"true, 10, 10", "true, 11, 0", "false, 10, 10", "false, 11, 0"})
  void aPurchaseInAnotherCurrencyIsPaidWithMoneyOfIt(boolean shortsPaid, int asked, int paid) {
    Desk desk =
        Desk.of(
            settings(AccountKind.CASH, Paying.AT_FILL, shortsPaid)
                .with(AccountTerms.DEFAULT.with(AccountTerms.Conversion.ON_REQUEST)));
    desk.handle(new Input.ListInstrument(Instrument.builder(A, EUR).build()));
    desk.handle(new Input.Deposit(Money.of(1_000_000, Currency.USD), "owner"));
    desk.handle(
        new Input.RecordRate(Rate.conversion(EUR, Currency.USD, Price.parse("1.1"), 1_000)));
    desk.handle(new Input.Deposit(Money.parse("1000 EUR"), "wire"));
    desk.running("s", script);
    desk.handle(new Input.Transfer(InstanceId.of("s"), Money.parse("1000 EUR"), "why"));
    Order order = ask(desk, Side.BUY, asked).open();
    Price price = Price.of(100);
    assertThat(desk.kernel.payable(order, Fixed.ONE * asked, price, price))
        .isEqualTo(Fixed.ONE * paid);
  }

  @Test
  void aSaleBeyondWhatIsHeldIsPaidAsFarAsItCloses() {
    Desk desk = Desk.open(settings(AccountKind.CASH, Paying.AT_FILL, true)).running("s", script);
    ask(desk, Side.BUY, 10).fillAll("100");
    Order order = ask(desk, Side.SELL, 15).open();
    Price price = Price.of(100);
    assertThat(desk.kernel.checksPayment()).isTrue();
    assertThat(desk.kernel.payable(order, Fixed.ONE * -15, price, price)).isEqualTo(Fixed.ONE * 10);
    assertThat(desk.kernel.closing(order, Fixed.ONE * -15)).isEqualTo(Fixed.ONE * 10);
  }
}
