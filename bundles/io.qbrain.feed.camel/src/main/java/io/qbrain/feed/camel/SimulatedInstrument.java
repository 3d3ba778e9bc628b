package io.qbrain.feed.camel;

import io.qbrain.model.Currency;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Quantity;

/**
 * How a simulated instrument behaves.
 *
 * @param instrument what it is
 * @param base the price to which it is drawn in the long run
 * @param volatility how far it moves, as a multiple of the market's
 * @param trend how strongly it moves up or down within a regime, in standard deviations of a bar
 * @param leader index of the instrument that it follows, or {@link #ALONE}
 */
record SimulatedInstrument(
    Instrument instrument, double base, double volatility, double trend, int leader) {
  /** It follows nobody. */
  static final int ALONE = -1;

  private static final long AVERAGE_DAILY_VOLUME = 5_000_000;
  private static final long MAX_ORDER_QUANTITY = 50_000;

  static SimulatedInstrument alone(String id, double base, double volatility, double trend) {
    return new SimulatedInstrument(instrument(id), base, volatility, trend, ALONE);
  }

  static SimulatedInstrument following(int leader, String id, double base) {
    return new SimulatedInstrument(instrument(id), base, 0.6, 0, leader);
  }

  private static Instrument instrument(String id) {
    return Instrument.builder(InstrumentId.of(id), Currency.USD)
        .averageDailyVolume(Quantity.of(AVERAGE_DAILY_VOLUME))
        .maxOrderQuantity(Quantity.of(MAX_ORDER_QUANTITY))
        .build();
  }
}
