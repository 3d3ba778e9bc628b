package io.qbrain.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.kernel.Input;
import io.qbrain.model.AccountId;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.CorporateAction;
import io.qbrain.model.Currency;
import io.qbrain.model.ExecutionId;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.Instance;
import io.qbrain.model.InstanceId;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Rate;
import io.qbrain.model.RiskScope;
import io.qbrain.model.Side;
import io.qbrain.model.StrategyRef;
import io.qbrain.model.VenueOrderId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InputCodecTest {
  private static final InstanceId ONE = InstanceId.of("one");
  private static final long TIME = 1_767_348_000_000_000_007L;

  private final InputCodec codec = new InputCodec();

  private Input again(Input input) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(42);
    codec.write(input, out);
    InputCodec.Logged logged = codec.read(bytes.toByteArray());
    assertThat(logged.sequence()).isEqualTo(42);
    assertThat(logged.isSession()).isFalse();
    return Objects.requireNonNull(logged.input());
  }

  @Test
  void everyInputIsReadAsItWasWritten() throws IOException {
    Money money = Money.parse("-12.34567891 EUR");
    List<Input> all =
        List.of(
            new Input.Market(BarAt.price("101.5", 3)),
            new Input.Report(
                new ExecutionReport(
                    7,
                    ExecutionReport.Type.FILL,
                    ClientOrderId.of("paper-1"),
                    VenueOrderId.of("V1"),
                    ExecutionId.of("E7"),
                    Side.SELL,
                    Quantity.of(3),
                    Price.parse("1.00000001"),
                    money,
                    Quantity.of(5),
                    "",
                    TIME)),
            new Input.Report(
                ExecutionReport.of(
                    0,
                    ExecutionReport.Type.REJECTED,
                    ClientOrderId.of("paper-2"),
                    null,
                    "grüße\t\n",
                    TIME)),
            new Input.TimeAdvanced(TIME),
            new Input.Deposit(money, "opening", TIME),
            new Input.CreateInstance(
                Instance.created(
                    ONE,
                    AccountId.of("paper"),
                    StrategyRef.parse("switch@1.0.0"),
                    Map.of("a", "1", "b", ""),
                    Instance.Mode.PAPER,
                    money)),
            new Input.StartInstance(ONE, "a"),
            new Input.StopInstance(ONE, "b"),
            new Input.Flatten(ONE, "c"),
            new Input.RemoveInstance(ONE, "d"),
            new Input.StrategyRemoved(StrategyRef.parse("acme/switch@1.0.0")),
            new Input.SaveStates(),
            new Input.CancelOrder(ClientOrderId.of("paper-2"), "e"),
            new Input.RecordRate(Rate.interest(Currency.of("GBP"), "0.0107249", TIME)),
            new Input.Convert(ONE, money, Currency.USD),
            new Input.Transfer(ONE, money.negate(), "less"),
            new Input.Fund(InstrumentId.of("BTC.SIM"), -10_000, "funding"),
            new Input.Act(new CorporateAction.Split(InstrumentId.of("A.SIM"), 3, 2, TIME)),
            new Input.Act(
                new CorporateAction.Dividend(
                    InstrumentId.of("A.SIM"), Money.parse("0.5 USD"), TIME)),
            new Input.Act(
                new CorporateAction.Dividend(
                    InstrumentId.of("A.SIM"), Money.parse("0.5 USD"), TIME, TIME + 1)),
            new Input.Announce(new CorporateAction.Delisting(InstrumentId.of("A.SIM"), null, TIME)),
            new Input.Announce(
                new CorporateAction.Delisting(InstrumentId.of("A.SIM"), Price.parse("1.5"), TIME)),
            new Input.AnnounceRate(Rate.credit(Currency.USD, "0.045", TIME)),
            new Input.Withdraw("credit:USD:2026-01-02T00:00:00Z", "no"),
            new Input.SetTerms("conversion=on-request", "why"),
            new Input.Once("wire-1", new Input.Deposit(money, "wire", 0)),
            new Input.Once("conversion-1", new Input.Convert(null, money, Currency.USD)),
            new Input.Kill(RiskScope.PLATFORM, "f"),
            new Input.Resume(new RiskScope(null, ONE), "g"));
    for (Input input : all) {
      assertThat(again(input)).isEqualTo(input);
    }
    assertThat(all.stream().map(Object::getClass).distinct())
        .as("every kind of input but the listing of an instrument, of which the id is kept")
        .hasSize(Input.class.getPermittedSubclasses().length - 1);
  }

  record Before(long a) {}

  record Grown(long a, long b, @Nullable String c, boolean d) {}

  record Changed(long b) {}

  private static DataInputStream written(Class<?> type, Object value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new RecordCodec().write(type, value, new DataOutputStream(bytes));
    return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
  }

  @Test
  void aRecordThatHasGrownAtItsEndIsReadAsItWas() throws IOException {
    assertThat(new RecordCodec().read(Grown.class, written(Before.class, new Before(1))))
        .isEqualTo(new Grown(1, 0, null, false));
    CorporateAction.Dividend old =
        new CorporateAction.Dividend(InstrumentId.of("A.SIM"), Money.parse("0.5 USD"), TIME);
    DataInputStream in =
        written(
            OldDividend.class, new OldDividend(old.instrument(), old.perShare(), old.exNanos()));
    assertThat(new RecordCodec().read(CorporateAction.Dividend.class, in)).isEqualTo(old);
  }

  /** A dividend as it was written before it had a time of payment. */
  record OldDividend(InstrumentId instrument, Money perShare, long exNanos) {}

  @Test
  void bytesOfARecordThatHasChangedOtherwiseAreRefused() throws IOException {
    DataInputStream changed = written(Before.class, new Before(1));
    assertThatThrownBy(() -> new RecordCodec().read(Changed.class, changed))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Changed was written when it had other components");
    DataInputStream shrunk = written(Grown.class, new Grown(1, 2, "x", true));
    assertThatThrownBy(() -> new RecordCodec().read(Before.class, shrunk))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Before was written when it had other components");
  }

  @Test
  void aCurrencyOfAnyNameIsKept() throws IOException {
    Input deposit = new Input.Deposit(Money.of(1, Currency.of("USDT")), "x", TIME);
    assertThat(again(deposit)).isEqualTo(deposit);
  }
}
