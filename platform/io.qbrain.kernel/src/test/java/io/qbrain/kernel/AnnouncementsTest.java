package io.qbrain.kernel;

import static io.qbrain.kernel.Desk.A;
import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.CorporateAction;
import io.qbrain.model.Currency;
import io.qbrain.model.Effect;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.Money;
import io.qbrain.model.Quantity;
import io.qbrain.model.Rate;
import io.qbrain.model.Times;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is given ahead of its time, and what is asked for twice. */
class AnnouncementsTest {
  private final Script script = new Script();
  private final Desk desk = Desk.open(Desk.REFERENCE).running("s", script);

  private static long at(int minute) {
    return Times.nanos(Desk.START.plus(Duration.ofMinutes(minute)));
  }

  private static @Nullable String code(@Nullable Refusal refusal) {
    return refusal == null ? null : refusal.code();
  }

  private void hold(String quantity) {
    buy(quantity, 1);
  }

  private void buy(String quantity, int minute) {
    script.bar =
        (b, c) ->
            c.submit(
                io.qbrain.model.OrderRequest.market(
                    A, io.qbrain.model.Side.BUY, Quantity.parse(quantity)));
    desk.bar(A, minute, "100");
    script.bar = (b, c) -> {};
    desk.fillAll("100");
  }

  private static CorporateAction split(int minute) {
    return new CorporateAction.Split(A, 2, 1, at(minute));
  }

  @Test
  void aSplitComesAfterTheEventOfItsExTimeAndOnlyOnce() {
    hold("10");
    assertThat(desk.handle(new Input.Announce(split(5)))).isNull();
    assertThat(desk.handle(new Input.Announce(split(5)))).as("again").isNull();
    assertThat(desk.effects).filteredOn(e -> e instanceof Effect.ActionAnnounced).hasSize(1);
    desk.bar(A, 5, "100");
    assertThat(desk.held("s", A)).isEqualTo(Quantity.of(10));
    desk.time(6);
    assertThat(desk.held("s", A)).isEqualTo(Quantity.of(20));
    assertThat(desk.quoted(A).last()).hasToString("50");
    assertThat(desk.kernel.snapshot().agenda()).isEmpty();
    assertThat(desk.handle(new Input.Announce(split(5)))).as("it was booked").isNull();
    assertThat(desk.handle(new Input.Act(split(5)))).isNull();
    desk.time(7);
    assertThat(desk.held("s", A)).isEqualTo(Quantity.of(20));
  }

  @Test
  void whatIsAnnouncedSurvivesARestart() {
    hold("10");
    desk.handle(new Input.Announce(split(5)));
    desk.handle(new Input.AnnounceRate(Rate.credit(Currency.USD, "0.01", at(4))));
    Desk again = desk.recovered();
    assertThat(again.kernel.snapshot().agenda())
        .extracting(AccountSnapshot.Announced::key)
        .containsExactly("credit:USD:2026-01-05T10:04:00Z", "split:A.SIM:2026-01-05T10:05:00Z");
    again.time(6);
    assertThat(again.held("s", A)).isEqualTo(Quantity.of(20));
    assertThat(again.kernel.snapshot().rates())
        .extracting(r -> r.rate().toString())
        .containsExactly("CREDIT USD 0.01");
  }

  @Test
  void whatFallsIntoADowntimeComesInOrderOfTime() {
    hold("10");
    desk.handle(new Input.RecordRate(Rate.credit(Currency.USD, "0.36", 1)));
    desk.handle(new Input.AnnounceRate(Rate.credit(Currency.USD, "0.72", at(2 * 1440))));
    desk.handle(
        new Input.Announce(
            new CorporateAction.Dividend(A, Money.parse("1 USD"), at(3 * 1440), at(4 * 1440))));
    desk.handle(new Input.Announce(split(5 * 1440)));
    Desk again = desk.recovered();
    again.bar(A, 10 * 1440, "50");
    assertThat(again.ledger())
        .filteredOn(e -> isOf(e, "s"))
        .extracting(e -> e.kind() + " " + e.reference())
        .containsExactly(
            "CASH_INTEREST 2 days at 0.36/360",
            "CASH_INTEREST 1 day at 0.72/360",
            "DIVIDEND ex 2026-01-08T10:00:00Z",
            "DIVIDEND_PAID due 2026-01-10T10:00:00.000000001Z",
            "CASH_INTEREST 2 days at 0.72/360",
            "SPLIT 2 for 1",
            "CASH_INTEREST 5 days at 0.72/360");
    assertThat(again.held("s", A)).isEqualTo(Quantity.of(20));
  }

  private static boolean isOf(LedgerEntry e, String book) {
    return e.postings().stream().anyMatch(p -> String.valueOf(p.account().book()).equals(book));
  }

  @Test
  void whatIsOverOrAnnouncedOtherwiseIsRefused() {
    desk.time(10);
    assertThat(code(desk.handle(new Input.Announce(split(9))))).isEqualTo("announcement.past");
    assertThat(code(desk.handle(new Input.AnnounceRate(Rate.debit(Currency.USD, "0.1", at(10))))))
        .isEqualTo("announcement.past");
    assertThat(desk.handle(new Input.Announce(split(20)))).isNull();
    assertThat(code(desk.handle(new Input.Announce(new CorporateAction.Split(A, 3, 1, at(20))))))
        .isEqualTo("announcement.exists");
    assertThat(desk.handle(new Input.Withdraw(split(20).key(), "a mistake"))).isNull();
    assertThat(code(desk.handle(new Input.Withdraw(split(20).key(), "again"))))
        .isEqualTo("announcement.unknown");
    desk.time(21);
    assertThat(desk.effects).noneMatch(e -> e instanceof Effect.ActionApplied);
    assertThat(desk.handle(new Input.Act(split(20)))).isNull();
    assertThat(code(desk.handle(new Input.Act(new CorporateAction.Split(A, 3, 1, at(20))))))
        .isEqualTo("action.exists");
    assertThat(code(desk.handle(new Input.AnnounceRate(Rate.debit(Currency.USD, "11", at(30))))))
        .isEqualTo("rate.range");
  }

  @Test
  void whatCannotBeBookedWhenItIsDueIsWithdrawn() {
    hold("1");
    desk.handle(new Input.Announce(new CorporateAction.Split(A, 900_000_000, 1, at(5))));
    desk.handle(new Input.Announce(split(8)));
    buy("899", 2);
    assertThat(desk.handle(new Input.Act(new CorporateAction.Split(A, 1_000_000_000, 1, at(4)))))
        .extracting(Refusal::code)
        .isEqualTo("action.range");
    desk.time(6);
    assertThat(desk.held("s", A)).isEqualTo(Quantity.of(900));
    assertThat(desk.effects)
        .filteredOn(e -> e instanceof Effect.AnnouncementWithdrawn)
        .singleElement()
        .asString()
        .contains("cannot be booked on what is held");
    desk.time(9);
    assertThat(desk.held("s", A)).isEqualTo(Quantity.of(1_800));
  }

  @Test
  void aRequestWithAnIdIsDoneOnce() {
    Input deposit = new Input.Deposit(Money.parse("500 USD"), "wire");
    assertThat(desk.handle(new Input.Once("wire-1", deposit))).isNull();
    int entries = desk.ledger().size();
    assertThat(desk.handle(new Input.Once("wire-1", deposit))).isNull();
    assertThat(desk.recovered().handle(new Input.Once("wire-1", deposit))).isNull();
    assertThat(desk.ledger()).hasSize(entries);
    assertThat(
            code(
                desk.handle(
                    new Input.Once("wire-1", new Input.Deposit(Money.parse("50 USD"), "wire")))))
        .isEqualTo("request.reused");
    Input tooMuch = new Input.Deposit(Money.parse("-99999999 USD"), "out");
    assertThat(code(desk.handle(new Input.Once("out-1", tooMuch)))).isEqualTo("account.capital");
    assertThat(
            desk.handle(new Input.Once("out-1", new Input.Deposit(Money.parse("-1 USD"), "out"))))
        .as("what was refused did not use the id")
        .isNull();
  }

  @Test
  void theOldestRequestsAreForgotten() {
    Requests requests = new Requests();
    for (int i = 0; i <= Requests.KEPT; i++) {
      requests.add("r" + i, "what");
    }
    assertThat(requests.what("r0")).isNull();
    assertThat(requests.what("r1")).isEqualTo("what");
  }

  @Test
  void moneyBeyondAllBoundsIsRefusedNotBooked() {
    for (String amount : List.of("92000000000 USD", "23058000000 USD")) {
      assertThat(code(desk.handle(new Input.Deposit(Money.parse(amount), "x"))))
          .isEqualTo("account.capital");
    }
    assertThat(desk.handle(new Input.Deposit(Money.parse("1000000000 USD"), "x"))).isNull();
  }
}
