package io.qbrain.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdleLanesTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 62, 63, 64, 65, 127, 128, 300})
  void theFirstBusyOneIsFoundAsByLookingAtEach(int count) {
    for (int oneIn : new int[] {1, 3, 30, 1_000}) {
      SplittableRandom random = new SplittableRandom(count + oneIn);
      IdleLanes lanes = new IdleLanes();
      lanes.add();
      int first = lanes.add(count);
      int end = first + count;
      for (int slot = first; slot < end; slot++) {
        assertThat(lanes.is(slot)).isFalse();
        lanes.set(slot, random.nextInt(oneIn) > 0);
      }
      lanes.add();
      for (int from = first; from <= end; from++) {
        int expected = from;
        while (expected < end && lanes.is(expected)) {
          expected++;
        }
        assertThat(lanes.idleUntil(from, end)).isEqualTo(expected);
      }
    }
  }
}
