package io.qbrain.feed.camel;

import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
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
        config.name(), instrument(config), lenient(data), Pace.parse(config.pace()));
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

  private static Instrument instrument(FileFeed.Config config) {
    return new InstrumentText(config.instrument(), config.currency())
        .grid(config.tickSize(), config.lotSize())
        .future(config.multiplier(), config.marginPerContract())
        .market(config.market(), config.restricted())
        .limits(config.averageDailyVolume(), config.maxOrderQuantity())
        .build();
  }
}
