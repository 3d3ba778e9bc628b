package io.qbrain.testkit;

import io.qbrain.backtest.BacktestResult;
import io.qbrain.kernel.AccountSnapshot.BookSnapshot;
import io.qbrain.model.Fill;
import io.qbrain.model.Fixed;
import io.qbrain.model.Instance;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.Order;
import io.qbrain.model.Position;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import java.math.RoundingMode;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ListAssert;

/** Says what is expected of a backtest. Import {@link #assertThat} beside AssertJ's own. */
public final class BacktestAssert extends AbstractAssert<BacktestAssert, BacktestResult> {
  private static final int CENTS = 2;

  private BacktestAssert(BacktestResult actual) {
    super(actual, BacktestAssert.class);
  }

  /** Starts assertions on a result. */
  public static BacktestAssert assertThat(BacktestResult actual) {
    return new BacktestAssert(actual);
  }

  /** Expects a number of fills. */
  public BacktestAssert hasFills(int count) {
    List<Fill> fills = actual.fills();
    if (fills.size() != count) {
      failWithMessage("expected %s fills, found %s: %s%s", count, fills.size(), fills, remarks());
    }
    return this;
  }

  /** Expects a fill, by its place from 0, e.g. {@code "BUY 100 TEST.SIM @ 12.5"}. */
  public BacktestAssert hasFill(int index, String expected) {
    List<Fill> fills = actual.fills();
    if (index >= fills.size()) {
      failWithMessage(
          "expected fill %s to be %s, found only %s fills: %s%s",
          index, expected, fills.size(), fills, remarks());
    }
    Assertions.assertThat(text(fills.get(index))).as("fill %s", index).isEqualTo(expected);
    return this;
  }

  /** Starts assertions on the fills. */
  public ListAssert<Fill> fills() {
    return Assertions.assertThat(actual.fills()).as("fills");
  }

  /** Expects that nothing is held at the end. */
  public BacktestAssert isFlat() {
    for (BookSnapshot book : actual.account().books()) {
      for (Position p : book.positions()) {
        if (!p.isFlat()) {
          failWithMessage(
              "expected %s to be flat at the end, found %s %s%s",
              book.instance().id(), p.quantity(), p.instrument(), remarks());
        }
      }
    }
    return this;
  }

  /** Expects that a quantity is held at the end, over all instances; negative is short. */
  public BacktestAssert holds(InstrumentId instrument, String quantity) {
    Quantity held = Quantity.ZERO;
    for (BookSnapshot book : actual.account().books()) {
      for (Position p : book.positions()) {
        held = p.instrument().equals(instrument) ? held.plus(p.quantity()) : held;
      }
    }
    if (!held.equals(Quantity.parse(quantity))) {
      failWithMessage(
          "expected %s %s at the end, found %s%s", quantity, instrument, held, remarks());
    }
    return this;
  }

  /** Expects the equity at the end, rounded half up to the cent, e.g. {@code "104486.22"}. */
  public BacktestAssert hasEquity(String expected) {
    return money("equity", actual.finalEquity(), expected);
  }

  /** Expects the sum of all fees, rounded half up to the cent. */
  public BacktestAssert hasFees(String expected) {
    return money("fees", actual.fees(), expected);
  }

  /** Expects the cash of all instances at the end, rounded half up to the cent. */
  public BacktestAssert hasCash(String expected) {
    Money cash = Money.zero(actual.capital().currency());
    for (BookSnapshot book : actual.account().books()) {
      cash = cash.plus(book.cash());
    }
    return money("cash", cash, expected);
  }

  private BacktestAssert money(String what, Money found, String expected) {
    long cents = Fixed.round(found.raw(), CENTS, RoundingMode.HALF_UP);
    if (cents != Fixed.parse(expected)) {
      failWithMessage(
          "expected %s of %s %s, found %s%s", what, expected, found.currency(), found, remarks());
    }
    return this;
  }

  /** Expects that no order was denied. */
  public BacktestAssert hasNoDenials() {
    return hasDenials(0);
  }

  /** Expects a number of denied orders. */
  public BacktestAssert hasDenials(int count) {
    List<Order> denied = actual.denied();
    if (denied.size() != count) {
      failWithMessage(
          "expected %s denied orders, found %s: %s",
          count, denied.size(), denied.stream().map(o -> o + ": " + o.reason()).toList());
    }
    return this;
  }

  /** Expects that an order was denied with a code, e.g. {@code BUYING_POWER}. */
  public BacktestAssert hasDenial(String code) {
    List<Order> denied = actual.denied();
    if (denied.stream().noneMatch(o -> o.reason().startsWith(code + ":"))) {
      failWithMessage(
          "expected a denial %s, found %s", code, denied.stream().map(Order::reason).toList());
    }
    return this;
  }

  /** Expects that the instance runs still: no callback threw. */
  public BacktestAssert isRunning() {
    return hasState(Instance.State.RUNNING);
  }

  /** Expects the state of the only instance. */
  public BacktestAssert hasState(Instance.State expected) {
    List<BookSnapshot> books = actual.account().books();
    Assertions.assertThat(books).as("instances").hasSize(1);
    Instance instance = books.get(0).instance();
    if (instance.state() != expected) {
      failWithMessage(
          "expected the state %s, found %s: %s", expected, instance.state(), instance.reason());
    }
    return this;
  }

  /**
   * Expects the fingerprint of all that the kernel decided (see {@link Golden}): any other fill,
   * fee, time or text changes it.
   */
  public BacktestAssert hasFingerprint(String expected) {
    String found = Golden.fingerprint(actual);
    if (!found.equals(expected)) {
      failWithMessage(
          "expected the fingerprint %s, found %s; %s fills, fees %s, equity %s",
          expected, found, actual.fills().size(), actual.fees(), actual.finalEquity());
    }
    return this;
  }

  private String remarks() {
    String denied =
        actual.denied().isEmpty()
            ? ""
            : "; denied: " + actual.denied().stream().map(Order::reason).distinct().toList();
    return denied + (actual.log().isEmpty() ? "" : "; log: " + actual.log());
  }

  private static String text(Fill f) {
    Price price = f.price();
    return f.side() + " " + f.quantity() + " " + f.instrument() + " @ " + price;
  }
}
