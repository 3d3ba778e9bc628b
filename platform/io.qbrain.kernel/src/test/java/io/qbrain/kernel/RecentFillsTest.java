package io.qbrain.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Currency;
import io.qbrain.model.ExecutionId;
import io.qbrain.model.Fill;
import io.qbrain.model.InstanceId;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Side;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RecentFillsTest {
  private static Executions.Executed executed(String id) {
    return new Executions.Executed(
        new Fill(
            ExecutionId.of(id),
            ClientOrderId.of("o-1"),
            InstanceId.of("one"),
            InstrumentId.of("A.X"),
            Side.BUY,
            Quantity.of(1),
            Price.of(1),
            Money.zero(Currency.USD),
            0,
            0));
  }

  @Test
  void theLastFillsAreFoundAndOlderOnesForgotten() {
    RecentFills fills = new RecentFills();
    int count = 2 * RecentFills.CAPACITY + 77;
    for (int i = 0; i < count; i++) {
      assertThat(fills.find(ExecutionId.of("E", i))).isNull();
      fills.add(executed("E" + i));
    }
    for (int i = 0; i < count; i++) {
      boolean isKept = i >= count - RecentFills.CAPACITY;
      assertThat(fills.find(ExecutionId.of("E" + i)) != null).as("fill %d", i).isEqualTo(isKept);
    }
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
