package io.qbrain.app.messaging;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.port.PortException;
import io.qbrain.port.WorkQueue;
import io.qbrain.testkit.contract.WorkQueueContract;
import org.junit.jupiter.api.Test;

class InProcessWorkTest extends WorkQueueContract {
  private final InProcessWork work = new InProcessWork();

  @Override
  protected WorkQueue node() {
    return work.worker();
  }

  @Override
  protected void crash(WorkQueue node) {
    ((InProcessWork) node).close();
  }

  @Test
  void aQueueIsBounded() {
    for (int i = 0; i < InProcessWork.MAX_WAITING; i++) {
      work.put("q", "");
    }

    assertThatThrownBy(() -> work.put("q", "one more"))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("is full");
  }
}
