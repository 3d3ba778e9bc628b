package io.qbrain.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Currency;
import io.qbrain.model.ExecutionId;
import io.qbrain.model.Fill;
import io.qbrain.model.InstanceId;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.LedgerAccount;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.Money;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RecentFillsTest {
  private static Fill fill(String id) {
    return new Fill(
        ExecutionId.of(id),
        ClientOrderId.of("o-1"),
        InstanceId.of("one"),
        InstrumentId.of("A.X"),
        Side.BUY,
        Quantity.of(1),
        Price.of(1),
        Money.zero(Currency.USD),
        0,
        0);
  }

  @Test
  void theLastFillsAreFoundAndOlderOnesForgotten() {
    RecentFills fills = new RecentFills();
    int count = 2 * RecentFills.CAPACITY + 77;
    for (int i = 0; i < count; i++) {
      assertThat(fills.find(ExecutionId.of("E", i))).isNull();
      fills.add(fill("E" + i));
    }
    for (int i = 0; i < count; i++) {
      boolean isKept = i >= count - RecentFills.CAPACITY;
      assertThat(fills.find(ExecutionId.of("E" + i)) != null).as("fill %d", i).isEqualTo(isKept);
    }
  }

  @Property(tries = 300)
  void whatIsKnownIsWhatWasAdded(@ForAll @Size(max = 30) List<@IntRange(max = 20) Integer> added) {
    RecentFills fills = new RecentFills();
    List<String> known = new ArrayList<>();
    for (int number : added) {
      String id = (number % 5 == 0 ? "F" : "E") + number;
      for (int i = 0; i <= 20; i++) {
        assertThat(fills.isKnown(ExecutionId.of("E" + i))).isEqualTo(known.contains("E" + i));
        assertThat(fills.isKnown(ExecutionId.of("F" + i))).isEqualTo(known.contains("F" + i));
      }
      assertThat(fills.isKnown(ExecutionId.of("E"))).isFalse();
      fills.add(fill(id));
      known.add(id);
    }
  }

  @Test
  void anEntryBelongsToTheFillBeforeIt() {
    RecentFills fills = new RecentFills();
    for (int i = 0; i < RecentFills.CAPACITY + 2; i++) {
      fills.add(fill("E" + i));
      fills.posted(entry(i + 1));
      fills.posted(entry(77));
    }
    fills.reversed(ExecutionId.of("E7"));
    for (int i = 2; i < RecentFills.CAPACITY + 2; i++) {
      Executed found = Objects.requireNonNull(fills.find(ExecutionId.of("E" + i)));
      assertThat(found.fill().executionId()).isEqualTo(ExecutionId.of("E" + i));
      assertThat(found.entry()).isEqualTo(entry(i + 1));
      assertThat(found.reversed()).isEqualTo(i == 7);
    }
    fills.reversed(ExecutionId.of("E0"));
    assertThat(fills.find(ExecutionId.of("E0"))).isNull();
  }

  private static LedgerEntry entry(long number) {
    LedgerAccount cash = new LedgerAccount(LedgerAccount.Type.CASH, null, null);
    return LedgerEntry.of(
        number,
        0,
        LedgerEntry.Kind.TRADE,
        "x",
        Currency.USD,
        new LedgerAccount[] {cash},
        new long[] {0},
        0);
  }

  @Property(tries = 200)
  void anOrderIsFoundExactlyWhileItIsThere(
      @ForAll @Size(max = 400) List<@IntRange(max = 120) Integer> moves) {
    OrderIndex index = new OrderIndex();
    List<Integer> there = new ArrayList<>();
    Book book = new Book(null);
    for (int move : moves) {
      Integer number = move;
      if (there.remove(number)) {
        index.remove(ClientOrderId.of("o-" + move));
      } else {
        there.add(number);
        index.put(ClientOrderId.of("o-", move), book);
      }
      for (int i = 0; i <= 120; i++) {
        assertThat(index.get(ClientOrderId.of("o-", i)) != null).isEqualTo(there.contains(i));
      }
    }
  }
}
