package io.qbrain.kernel;

import io.qbrain.model.ClientOrderId;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.OrderList;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.Replacement;
import io.qbrain.strategy.Size;
import java.util.List;

/** What a strategy asked for in a callback. */
sealed interface Intent {
  /** Carried out before the next callback; the object is then taken up again. */
  final class Target implements Intent {
    private InstrumentId instrument;
    private Size size;

    Target(InstrumentId instrument, Size size) {
      this.instrument = instrument;
      this.size = size;
    }

    /** Asks for something else. */
    void become(InstrumentId newInstrument, Size newSize) {
      instrument = newInstrument;
      size = newSize;
    }

    InstrumentId instrument() {
      return instrument;
    }

    Size size() {
      return size;
    }
  }

  record Submit(ClientOrderId id, OrderRequest request) implements Intent {}

  record SubmitList(List<ClientOrderId> ids, OrderList orders) implements Intent {}

  record Replace(ClientOrderId order, Replacement replacement) implements Intent {}

  record Cancel(ClientOrderId order) implements Intent {}

  record Schedule(String name, long dueNanos) implements Intent {}

  record Log(String message) implements Intent {}
}
