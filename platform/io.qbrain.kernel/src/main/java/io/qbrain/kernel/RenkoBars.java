package io.qbrain.kernel;

import io.qbrain.model.Bar;
import java.util.List;

/**
 * Bricks: bars whose open and close are one brick apart, on the grid of its multiples. Only the
 * close of a piece counts. A brick in the direction of the last one begins at its close, one in the
 * other direction at its open; so a turn takes two bricks. Days do not end them, and an unfinished
 * brick is none. The volume since the last brick goes to the first of those that a piece closes. A
 * price that is more than 10,000 bricks away begins anew on the grid.
 */
final class RenkoBars extends BarBuilder {
  private static final long MAX_BRICKS = 10_000;

  private long level;
  private int direction;
  private boolean begun;

  RenkoBars(Plan plan) {
    super(plan);
  }

  @Override
  void add(long beganNanos, long nanos, Piece prices, List<Bar> closed) {
    if (!locate(nanos, closed)) {
      return;
    }
    long brick = spec.size();
    long price = prices.close;
    if (!begun || Math.abs(price - level) / brick > MAX_BRICKS) {
      begun = true;
      direction = 0;
      level = Math.floorDiv(price, brick) * brick;
      openNanos = beganNanos;
    }
    volume = plus(volume, prices.volume);
    while (price - level >= (direction < 0 ? 2 * brick : brick)) {
      level += direction < 0 ? brick : 0;
      brick(level, level + brick, nanos, closed);
      direction = 1;
    }
    while (level - price >= (direction > 0 ? 2 * brick : brick)) {
      level -= direction > 0 ? brick : 0;
      brick(level, level - brick, nanos, closed);
      direction = -1;
    }
  }

  private void brick(long from, long to, long nanos, List<Bar> closed) {
    closed.add(
        Bar.ofRaw(
            instrument,
            spec,
            openNanos,
            nanos,
            from,
            Math.max(from, to),
            Math.min(from, to),
            to,
            volume));
    level = to;
    volume = 0;
    openNanos = nanos;
  }
}
