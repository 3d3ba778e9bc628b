package io.qbrain.indicators;

import static io.qbrain.indicators.Cross.DOWN;
import static io.qbrain.indicators.Cross.NONE;
import static io.qbrain.indicators.Cross.UP;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrossDetectorTest {
  @Test
  void tellsACrossOnceOnTheUpdateOnWhichItHappens() {
    assertThat(crosses(4, 4, 6, 6, 4, 4)).containsExactly(NONE, NONE, UP, NONE, DOWN, NONE);
  }

  @Test
  void takesATouchOnTheWayForPartOfTheCross() {
    assertThat(crosses(4, 5, 5, 6)).containsExactly(NONE, NONE, NONE, UP);
  }

  @Test
  void takesATouchAndReturnForNoCross() {
    assertThat(crosses(6, 5, 6, 5, 6)).containsOnly(NONE);
  }

  @Test
  void waitsForAFreshCrossWhenItStartsInATrend() {
    assertThat(crosses(6, 7, 8)).containsOnly(NONE);
    assertThat(crosses(5, 7, 8)).containsOnly(NONE);
  }

  @Test
  void followsTheDocumentedExample() {
    assertThat(crosses(4, 5, 6, 5, 6, 4)).containsExactly(NONE, NONE, UP, NONE, NONE, DOWN);
  }

  @Test
  void answersAsANumberToo() {
    CrossDetector detector = new CrossDetector();
    detector.update(1, 2);
    assertThat(detector.value()).isZero();
    detector.update(3, 2);
    assertThat(detector.value()).isEqualTo(1);
    assertThat(detector.cross()).isEqualTo(UP);
    detector.update(1, 2);
    assertThat(detector.value()).isEqualTo(-1);
  }

  private static List<Cross> crosses(double... first) {
    CrossDetector detector = new CrossDetector();
    List<Cross> crosses = new ArrayList<>();
    for (double value : first) {
      crosses.add(detector.update(value, 5));
      assertThat(detector.cross()).isEqualTo(crosses.get(crosses.size() - 1));
    }
    return crosses;
  }
}
