package io.qbrain.feed.camel;

import io.qbrain.model.Currency;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.series.DataOption;
import io.qbrain.series.DataSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a file feed was told to do.
 *
 * @param name the feed's name
 * @param instrument the instrument that it brings
 * @param data where its bars are; rows that are no bars are left out unless it says otherwise
 * @param pace how fast they come
 */
record FileFeedSettings(String name, Instrument instrument, DataSpec data, Pace pace) {

  /**
   * Reads a configuration.
   *
   * @throws IllegalArgumentException or {@link io.qbrain.series.SeriesException} if something in it
   *     is not as it should be
   */
  static FileFeedSettings of(FileFeed.Config config) {
    InstrumentId id = InstrumentId.of(config.instrument());
    DataSpec data =
        DataSpec.parse(
            id
                + ":"
                + config.bars()
                + "="
                + config.path()
                + (config.options().isBlank() ? "" : "?" + config.options()));
    return new FileFeedSettings(
        config.name(), instrument(id, config), lenient(data), Pace.parse(config.pace()));
  }

  static DataSpec lenient(DataSpec data) {
    if (data.options().containsKey(DataOption.MODE)
        || data.options().containsKey(DataOption.QUARANTINE)) {
      return data;
    }
    Map<DataOption, String> options = new LinkedHashMap<>(data.options());
    options.put(DataOption.MODE, "lenient");
    return new DataSpec(data.instrument(), data.kind(), data.spec(), data.path(), options);
  }

  private static Instrument instrument(InstrumentId id, FileFeed.Config config) {
    Currency currency = Currency.of(config.currency());
    Instrument.Builder builder =
        Instrument.builder(id, currency)
            .tickSize(Price.parse(config.tickSize()))
            .lotSize(Quantity.parse(config.lotSize()));
    if (!config.marginPerContract().isBlank()) {
      builder.future(
          Quantity.parse(config.multiplier()),
          Money.parse(config.marginPerContract() + " " + currency));
    }
    if (!config.market().isBlank()) {
      builder.market(config.market());
    }
    builder.restricted(config.restricted());
    if (!config.averageDailyVolume().isBlank()) {
      builder.averageDailyVolume(Quantity.parse(config.averageDailyVolume()));
    }
    if (!config.maxOrderQuantity().isBlank()) {
      builder.maxOrderQuantity(Quantity.parse(config.maxOrderQuantity()));
    }
    return builder.build();
  }
}
