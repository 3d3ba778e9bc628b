package io.qbrain.backtest;

import io.qbrain.model.PriceSource;
import io.qbrain.series.DataSpec;
import java.util.List;

/** Options of the book need data that make one. */
final class BookOptions {
  private static final List<BacktestOption> OF_THE_BOOK =
      List.of(
          BacktestOption.BOOK,
          BacktestOption.BOOK_SIZE,
          BacktestOption.BOOK_DEPLETES,
          BacktestOption.QUEUE,
          BacktestOption.RESTING);

  private final OptionValues values;

  BookOptions(OptionValues values) {
    this.values = values;
  }

  void check(List<DataSpec> specs) {
    boolean quoted = specs.stream().anyMatch(BookOptions::isQuoted);
    for (BacktestOption option : OF_THE_BOOK) {
      if (values.has(option) && !quoted) {
        throw BacktestException.of(
            option,
            "expected quotes, depth or bars of bids and asks among the data, found "
                + values.all(BacktestOption.DATA));
      }
    }
  }

  private static boolean isQuoted(DataSpec spec) {
    return switch (spec.kind()) {
      case QUOTES, DEPTH -> true;
      case TRADES -> false;
      case BARS ->
          spec.spec().source() == PriceSource.BID || spec.spec().source() == PriceSource.ASK;
    };
  }
}
