package io.qbrain.kernel;

import io.qbrain.model.ClientOrderId;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.OrderRequest;
import io.qbrain.strategy.Size;

/** What a strategy asked for in a callback. */
sealed interface Intent {
  record Target(InstrumentId instrument, Size size) implements Intent {}

  record Submit(ClientOrderId id, OrderRequest request) implements Intent {}

  record Cancel(ClientOrderId order) implements Intent {}

  record Schedule(String name, long dueNanos) implements Intent {}

  record Log(String message) implements Intent {}
}
