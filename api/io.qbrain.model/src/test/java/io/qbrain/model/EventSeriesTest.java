package io.qbrain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
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
