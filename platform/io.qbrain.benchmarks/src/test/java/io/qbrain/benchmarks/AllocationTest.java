package io.qbrain.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a run allocates is stable, unlike its time: these bounds only ever go down. */
class AllocationTest {
  /** W1 with all that its result keeps. */
  private static final double MAX_BYTES_A_BAR = 210;

  /** The bar that the strategy sees is 24 of them, the equity curve 16. */
  private static final double MAX_BYTES_A_QUIET_BAR = 48;

  /** From the decision to the booked fill, in kernel and venue. */
  private static final double MAX_BYTES_AN_ORDER = 3_200;

  /** Prices on the way of a quote, where the compiler does not do away with them. */
  private static final double MAX_BYTES_A_QUIET_QUOTE = 200;

  @Test
  void barsAllocateNoMoreThanTheyMust() {
    Allocation small = new Allocation(OneSymbol.SMALL);
    assertThat(small.perBar()).isLessThan(MAX_BYTES_A_BAR);
    assertThat(small.perQuietBar()).isLessThan(MAX_BYTES_A_QUIET_BAR);
  }

  @Test
  void ordersAllocateNoMoreThanTheyMust() {
    assertThat(Allocation.perOrder()).isLessThan(MAX_BYTES_AN_ORDER);
    assertThat(Allocation.perQuietQuote()).isLessThan(MAX_BYTES_A_QUIET_QUOTE);
  }
}
