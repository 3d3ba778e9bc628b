package io.qbrain.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReplacementTest {
  private static final Replacement NOTHING = Replacement.of(null, null, null);
  private static final Replacement CLOSER =
      NOTHING.withTrailingOffset(TrailingOffset.parse("2 price"));

  @Test
  void isEmptyOnlyIfNothingChanges() {
    assertThat(NOTHING.isEmpty()).isTrue();
    assertThat(CLOSER.isEmpty()).isFalse();
    assertThat(Replacement.of(Quantity.of(1), null, null).isEmpty()).isFalse();
    assertThat(Replacement.of(null, Price.of(1), null).isEmpty()).isFalse();
    assertThat(Replacement.of(null, null, Price.of(1)).isEmpty()).isFalse();
  }

  @Test
  void anOffsetTellsReplacementsApart() {
    assertThat(CLOSER)
        .isEqualTo(NOTHING.withTrailingOffset(TrailingOffset.parse("2 price")))
        .hasSameHashCodeAs(NOTHING.withTrailingOffset(TrailingOffset.parse("2 price")))
        .isNotEqualTo(NOTHING)
        .isNotEqualTo(NOTHING.withTrailingOffset(TrailingOffset.parse("3 price")))
        .hasToString("quantity as it is, trailing 2 price");
  }

  @Test
  void anOffsetOfATrailingStopChangesAndTheRestStays() {
    OrderRequest was =
        OrderRequest.trailingStop(
            InstrumentId.of("A.SIM"), Side.SELL, Quantity.of(3), TrailingOffset.parse("5 price"));
    OrderRequest is = was.withPricesOf(CLOSER);
    assertThat(is.trailingOffset()).contains(TrailingOffset.parse("2 price"));
    assertThat(is.quantity()).isEqualTo(was.quantity());
    assertThat(is).isNotEqualTo(was);
    assertThat(was.withPricesOf(NOTHING)).isEqualTo(was);
  }
}
