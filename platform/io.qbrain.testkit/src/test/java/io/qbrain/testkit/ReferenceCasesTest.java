package io.qbrain.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class ReferenceCasesTest {

  @Test
  void whatIsAbsentSkipsTheTestAndSaysSo() {
    assertThatThrownBy(() -> ReferenceCases.folder("no-such-case"))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("no folder shared/cases/no-such-case in or above ");
  }

  @Test
  void readsBarsAndRows() {
    assertThat(ReferenceCases.bars("backtesting_py", "GOOG.NASDAQ:1d=GOOG.csv").size())
        .isEqualTo(2148);
    assertThat(ReferenceCases.rows("lean", "macdtrend_84_fills_replayed.csv")).hasSize(84);
  }
}
