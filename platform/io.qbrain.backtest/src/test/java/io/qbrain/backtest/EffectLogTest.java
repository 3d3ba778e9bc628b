package io.qbrain.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Effect;
import io.qbrain.model.InstanceId;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Order;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.Quantity;
import io.qbrain.model.Side;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EffectLogTest {
  private static Order order(int number) {
    return Order.of(
        ClientOrderId.of("o-", number),
        InstanceId.of("one"),
        OrderRequest.market(InstrumentId.of("A.SIM"), Side.BUY, Quantity.of(1)),
        number);
  }

  @Test
  void effectsComeOutAsTheyWentIn() {
    EffectLog log = new EffectLog();
    List<Effect> expected = new ArrayList<>();
    long[] sequences = {0, 1, Integer.MAX_VALUE, Integer.MAX_VALUE + 1L, Long.MAX_VALUE};
    for (int i = 0; i < 10_000; i++) {
      long sequence = sequences[i % sequences.length];
      if (i % 7 == 0) {
        Effect other = new Effect.RequestDone("r" + i, "what");
        log.add(other);
        expected.add(other);
      } else {
        log.add(order(i), sequence);
        expected.add(new Effect.OrderChanged(order(i), null, sequence));
      }
    }
    assertThat(log).isEqualTo(expected);
    assertThatThrownBy(() -> log.get(10_000)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(new EffectLog()).isEmpty();
  }
}
