package io.qbrain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.LongBuffer;
import java.time.Instant;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EventSeriesTest {
  private static final InstrumentId ID = InstrumentId.of("A.X");

  @Test
  void quotesKeepTheirOrderWithinOneTime() {
    QuoteSeries quotes =
        QuoteSeries.builder(ID)
            .add(10, 100, 101, 5, 6)
            .add(20, 101, 102, 7, 8)
            .add(20, 102, 103, 0, 0)
            .build();

    assertThat(quotes.firstRowAtOrAfter(20)).isEqualTo(1);
    assertThat(quotes.firstRowAtOrAfter(21)).isEqualTo(3);
    assertThat(quotes.event(1).bidSize()).isEqualTo(Quantity.ofRaw(7));
    assertThat(quotes.event(2).bid()).isEqualTo(Price.ofRaw(102));
    assertThatThrownBy(() -> quotes.event(3))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining("A.X quotes");
  }

  @Test
  void whatIsOlderOrCannotBeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QuoteSeries.builder(ID).add(10, 100, 101, 5, 6).add(9, 1, 2, 0, 0))
        .withMessageContaining("A.X quotes: expected a time at or after");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QuoteSeries.builder(ID).add(10, 102, 101, 5, 6))
        .withMessageContaining("bid <= ask");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TradeSeries.builder(ID).add(10, 102, 0))
        .withMessageContaining("quantity > 0");
  }

  @Test
  void columnsAddedAtOnceAreTheRowsAddedOneByOne() {
    BarSpec spec = BarSpec.MINUTE;
    BarSeries.Builder one = BarSeries.builder(ID, spec);
    BarSeries.Builder all = BarSeries.builder(ID, spec).reserve(40);
    for (int from = 0; from < 40; from += 20) {
      for (int i = from; i < from + 20; i++) {
        one.add(minute(i), 10 + i, 12 + i, 9 + i, 11 + i, i);
      }
      all.addColumns(
          column(from, i -> minute((int) i)),
          column(from, i -> 10 + i),
          column(from, i -> 12 + i),
          column(from, i -> 9 + i),
          column(from, i -> 11 + i),
          column(from, i -> i));
    }
    BarSeries series = all.build();
    BarSeries expected = one.build();

    assertThat(series.size()).isEqualTo(40);
    assertThat(series.hasOpenTimes()).isFalse();
    for (int row = 0; row < 40; row++) {
      assertThat(series.bar(row)).isEqualTo(expected.bar(row));
    }
    one.add(minute(40), 1, 2, 1, 1, 0);
    all.add(minute(40), 1, 2, 1, 1, 0);
    assertThat(series.bar(39)).isEqualTo(expected.bar(39));
    assertThat(all.build().bar(40)).isEqualTo(one.build().bar(40));
  }

  @Test
  void columnsWithOneWrongRowAddNothing() {
    BarSeries.Builder bars = BarSeries.builder(ID, BarSpec.MINUTE).add(minute(1), 10, 12, 9, 11, 5);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                bars.addColumns(
                    of(minute(2), minute(3)),
                    of(10, 10),
                    of(12, 9),
                    of(9, 9),
                    of(11, 10),
                    of(1, 1)))
        .withMessageContaining("low <= open, close <= high")
        .withMessageContaining("1970-01-01T00:03:00Z");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bars.addColumns(of(minute(1)), of(1), of(1), of(1), of(1), of(1)))
        .withMessageContaining("a close time after");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bars.addColumns(of(minute(2)), of(1, 1), of(1), of(1), of(1), of(1)))
        .withMessageContaining("columns of one length");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bars.addColumns(of(minute(2)), of(1)))
        .withMessageContaining("6 to 7 columns");
    assertThat(bars.build().size()).isEqualTo(1);

    QuoteSeries.Builder quotes = QuoteSeries.builder(ID).add(5, 1, 2, 0, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> quotes.addColumns(of(6, 5), of(1, 1), of(2, 2), of(0, 0), of(0, 0)))
        .withMessageContaining("expected a time at or after");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> quotes.addColumns(of(6, 7), of(1, 3), of(2, 2), of(0, 0), of(0, 0)))
        .withMessageContaining("bid <= ask");
    assertThat(quotes.build().size()).isEqualTo(1);

    TradeSeries.Builder trades = TradeSeries.builder(ID).reserve(3).add(5, 1, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trades.addColumns(of(6, 7), of(1, 1), of(1, 0)))
        .withMessageContaining("quantity > 0");
    assertThat(trades.addColumns(of(5, 7), of(3, 4), of(1, 2)).build().priceRaw(2)).isEqualTo(4);
  }

  @Test
  void columnsMayBringTheTimesAtWhichBarsOpened() {
    BarSeries bars =
        BarSeries.builder(ID, BarSpec.volume(Quantity.of(100)))
            .addColumns(of(20, 20), of(1, 1), of(1, 1), of(1, 1), of(1, 1), of(1, 1), of(5, 20))
            .build();

    assertThat(bars.hasOpenTimes()).isTrue();
    assertThat(bars.openTimeNanos(0)).isEqualTo(5);
    assertThat(bars.openTimeNanos(1)).isEqualTo(20);
  }

  private static long minute(int i) {
    return i * 60_000_000_000L;
  }

  private static LongBuffer of(long... values) {
    return LongBuffer.wrap(values);
  }

  private static LongBuffer column(int from, java.util.function.LongUnaryOperator value) {
    return LongBuffer.wrap(LongStream.range(from, from + 20L).map(value).toArray());
  }

  @Test
  void aBookIsReadLevelByLevel() {
    Depth depth = Depth.of(ID, Instant.EPOCH, 2, 100, 5, 101, 6, 99, 7, 0, 0);

    assertThat(depth.bidLevels()).isEqualTo(2);
    assertThat(depth.askLevels()).isEqualTo(1);
    assertThat(depth.bid(1)).isEqualTo(Price.ofRaw(99));
    assertThat(depth.askSizeRaw(0)).isEqualTo(6);
    assertThat(depth.ask(1)).isEqualTo(Price.ZERO);
    assertThatThrownBy(() -> depth.bidRaw(2)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void aBookThatCannotBeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Depth.of(ID, Instant.EPOCH, 2, 100, 5, 101, 6, 100, 7, 0, 0))
        .withMessageContaining("bids that get worse");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Depth.of(ID, Instant.EPOCH, 2, 100, 5, 102, 6, 99, 7, 101, 1))
        .withMessageContaining("asks that get worse");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Depth.of(ID, Instant.EPOCH, 2, 100, 0, 102, 6, 99, 7, 103, 1))
        .withMessageContaining("none behind an empty level");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Depth.of(ID, Instant.EPOCH, 1, 103, 1, 102, 6))
        .withMessageContaining("best bid <= best ask");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Depth.of(ID, Instant.EPOCH, 2, 103, 1, 102, 6))
        .withMessageContaining("8 values");
  }
}
