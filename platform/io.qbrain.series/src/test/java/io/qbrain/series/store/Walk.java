package io.qbrain.series.store;

import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import io.qbrain.port.SeriesId;

/** Bars of which each follows from its number, so that any of them can be checked. */
final class Walk {
  static final InstrumentId ID = InstrumentId.of("BTC/USD.TEST");
  static final SeriesId SERIES = SeriesId.bars(ID, BarSpec.MINUTE);
  static final long MINUTE = 60_000_000_000L;

  /** 2024-12-30 00:00 UTC: two days before a new file. */
  static final long BEGIN = 1_735_516_800_000_000_000L;

  private Walk() {}

  static BarSeries bars(long from, int count) {
    BarSeries.Builder bars = BarSeries.builder(ID, BarSpec.MINUTE);
    for (long i = from; i < from + count; i++) {
      long z = i * 0x9E3779B97F4A7C15L;
      long open = 10_000_000_000L + ((z ^ (z >>> 29)) & 0xFFFFFF);
      long close = 10_000_000_000L + ((z ^ (z >>> 33)) & 0xFFFFFF);
      bars.add(
          BEGIN + i * MINUTE,
          open,
          Math.max(open, close) + (i & 7),
          Math.min(open, close) - (i & 3),
          close,
          i & 0xFFFF);
    }
    return bars.build();
  }

  /** Returns the first row that is not the bar of its number, -1 if all are. */
  static int firstWrong(BarSeries found) {
    BarSeries expected = bars(0, found.size());
    for (int row = 0; row < found.size(); row++) {
      if (!found.bar(row).equals(expected.bar(row))) {
        return row;
      }
    }
    return -1;
  }
}
