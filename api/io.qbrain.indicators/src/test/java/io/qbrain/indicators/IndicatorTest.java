package io.qbrain.indicators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.ThreadMXBean;
import io.qbrain.indicators.Feed.Bar;
import io.qbrain.indicators.Feed.Fed;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every indicator. */
class IndicatorTest {
  private static final List<Bar> BARS = Feed.bars(60, 11);

  static List<Feed<?>> all() {
    return Feed.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void isWarmAfterExactlyWarmUpUpdates(Feed<?> feed) {
    Fed fed = feed.start();
    for (int seen = 0; seen < BARS.size(); seen++) {
      assertThat(fed.indicator.isWarm()).isEqualTo(seen >= fed.indicator.warmUp());
      fed.update(BARS.get(seen));
    }
    assertThat(fed.indicator.warmUp()).isPositive();
    assertThat(fed.indicator.value()).isFinite();
  }

  @ParameterizedTest
  @MethodSource("all")
  void refusesToAnswerBeforeItIsWarm(Feed<?> feed) {
    Fed fed = feed.start();
    int seen = fed.indicator.warmUp() - 1;
    fed.update(BARS.subList(0, seen));
    assertThatIllegalStateException()
        .isThrownBy(fed.indicator::value)
        .withMessage(
            "%s has no value yet: it needs %d updates and has seen %d",
            feed, fed.indicator.warmUp(), seen);
  }

  @ParameterizedTest
  @MethodSource("all")
  void isAsNewAfterReset(Feed<?> feed) {
    for (int used = 0; used < 30; used++) {
      Fed reset = feed.start();
      reset.update(BARS.subList(0, used));
      reset.indicator.reset();
      assertThat(reset.indicator.state()).isEqualTo(feed.start().indicator.state());
      assertContinueAlike(reset, feed.start(), BARS.subList(30, 60));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void continuesFromARestoredStateToTheLastBit(Feed<?> feed) {
    for (int saved = 0; saved < 30; saved++) {
      Fed original = feed.start();
      original.update(BARS.subList(0, saved));
      Fed restored = feed.start();
      restored.update(BARS.subList(40, 40 + saved % 7));
      restored.indicator.restore(original.indicator.state());
      assertThat(restored.indicator.state()).isEqualTo(original.indicator.state());
      assertContinueAlike(restored, original, BARS.subList(saved, 60));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void refusesADamagedStateAndStaysAsItWas(Feed<?> feed) {
    Fed fed = feed.start();
    fed.update(BARS);
    double[] state = fed.indicator.state();
    assertRefused(fed.indicator, new double[0], "expected layout", "found nothing");
    assertRefused(
        fed.indicator,
        Arrays.copyOf(state, state.length + 1),
        "expected " + state.length + " numbers, found " + (state.length + 1) + " numbers");
    for (int i = 0; i < state.length; i++) {
      double[] damaged = state.clone();
      damaged[i] = Double.NaN;
      assertRefused(
          fed.indicator, damaged, fed.indicator + ": cannot restore this state: expected");
      assertRefused(
          fed.indicator, Arrays.copyOf(state, i), fed.indicator + ": cannot restore this state");
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void refusesTheStateOfAnyOtherIndicator(Feed<?> feed) {
    for (Feed<?> other : Feed.all()) {
      if (!other.toString().equals(feed.toString())) {
        assertRefused(
            feed.start().indicator, other.start().indicator.state(), "expected ", ", found ");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void refusesWhatIsNotAFiniteNumberAndStaysAsItWas(Feed<?> feed) {
    Fed fed = feed.start();
    fed.update(BARS);
    double[] before = fed.indicator.state();
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1e101}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> fed.update(new Bar(bad, bad, bad, 1)))
          .withMessage("%s: expected a finite input of size <= 1.0E100, found %s", feed, bad);
    }
    assertThat(fed.indicator.state()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("all")
  void takesTheGreatestInputsWithoutOverflow(Feed<?> feed) {
    Fed fed = feed.start();
    double max = Indicator.MAX_INPUT;
    for (int i = 0; i < 40; i++) {
      fed.update(i % 3 == 0 ? new Bar(max, -max, max, max) : new Bar(max, -max, -max, max));
    }
    assertThat(fed.indicator.value()).isFinite();
    assertThat(fed.indicator.state()).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY);
  }

  @ParameterizedTest
  @MethodSource("all")
  void allocatesNothingPerUpdate(Feed<?> feed) {
    assumeThat(ManagementFactory.getThreadMXBean()).isInstanceOf(ThreadMXBean.class);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Fed fed = feed.start();
    List<Bar> bars = Feed.bars(1000, 5);
    long updates = 0;
    long before = 0;
    for (int round = 0; round < 40; round++) {
      if (round == 20) {
        before = threads.getCurrentThreadAllocatedBytes();
      }
      for (int i = 0; i < bars.size(); i++) {
        fed.update(bars.get(i));
      }
      updates += round < 20 ? 0 : bars.size();
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated).isLessThan(updates);
  }

  @Test
  void eachClassHasALayoutOfItsOwn() {
    Map<Double, Class<?>> owners = new HashMap<>();
    for (Feed<?> feed : Feed.all()) {
      Indicator indicator = feed.start().indicator;
      Class<?> owner = owners.putIfAbsent(indicator.state()[0], indicator.getClass());
      assertThat(owner).isIn(null, indicator.getClass());
    }
    assertThat(owners).hasSize(21);
  }

  @Test
  void saysWhoseStateWasFound() {
    assertRefused(
        new Sma(20),
        new Sma(14).state(),
        "Sma(20): cannot restore this state: expected arguments [20.0], found [14.0]");
    assertRefused(
        new Sma(20),
        new Rma(20).state(),
        "Sma(20): cannot restore this state: expected layout 101, found 301.0");
  }

  private static void assertContinueAlike(Fed one, Fed other, List<Bar> bars) {
    for (Bar bar : bars) {
      one.update(bar);
      other.update(bar);
      assertThat(one.indicator.isWarm()).isEqualTo(other.indicator.isWarm());
      if (one.indicator.isWarm()) {
        assertThat(one.indicator.value()).isEqualTo(other.indicator.value());
      }
    }
    assertThat(one.indicator.state()).isEqualTo(other.indicator.state());
  }

  private static void assertRefused(Indicator indicator, double[] state, String... words) {
    double[] before = indicator.state();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> indicator.restore(state))
        .satisfies(refusal -> assertThat(refusal.getMessage()).contains(words));
    assertThat(indicator.state()).isEqualTo(before);
  }
}
