package io.qbrain.kernel;

import io.qbrain.model.InstanceId;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.LedgerAccount;
import io.qbrain.model.Money;
import io.qbrain.model.OpenPosition;
import io.qbrain.model.PositionId;
import io.qbrain.model.Quantity;
import org.jspecify.annotations.Nullable;

/** One of several positions that a hedging account has in an instrument. */
final class Lot extends Stake {
  final PositionId id;
  final LedgerAccount account;
  final long openedNanos;

  Lot(PositionId id, @Nullable InstanceId book, InstrumentId instrument, long openedNanos) {
    this.id = id;
    this.account = new LedgerAccount(LedgerAccount.Type.POSITION, book, instrument, id);
    this.openedNanos = openedNanos;
  }

  OpenPosition position(Holding holding) {
    return new OpenPosition(
        id, holding.id, Quantity.ofRaw(quantity), Money.ofRaw(cost, holding.currency), openedNanos);
  }
}
