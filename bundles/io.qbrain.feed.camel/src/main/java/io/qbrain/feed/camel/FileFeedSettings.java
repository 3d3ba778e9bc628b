package io.qbrain.feed.camel;

import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.series.DataOption;
import io.qbrain.series.DataSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a file feed was told to do.
 *
 * @param instrument the instrument that it brings
 * @param data where its events are; rows that are none are left out unless it says otherwise
 * @param source its files, as they were named
 * @param pace how fast they come
 */
record FileFeedSettings(Instrument instrument, DataSpec data, String source, Pace pace)
    implements FeedFrame.Settings {

  /**
   * Reads a configuration.
   *
   * @throws IllegalArgumentException or {@link io.qbrain.series.SeriesException} if something in it
   *     is not as it should be
   */
  static FileFeedSettings of(FeedText text) {
    InstrumentId id = InstrumentId.of(text.line("instrument"));
    EventMapping.Kind kind = EventMapping.kind(text.line("kind"));
    DataSpec data =
        DataSpec.parse(
            id
                + ":"
                + (kind == EventMapping.Kind.BARS ? text.line("bars") : text.line("kind"))
                + "="
                + text.line("path")
                + text.given("options").map(options -> "?" + options).orElse(""));
    return new FileFeedSettings(
        text.instrument(), lenient(data), text.line("path"), Pace.parse(text.line("pace")));
  }

  @Override
  public List<Instrument> instruments() {
    return List.of(instrument);
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
}
