package io.qbrain.feed.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.Instrument;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedMarketTest {
  private static final long FIRST = 1_700_000_000L;
  private static final BarSpec SECOND = BarSpec.parse("1s");
  private static final int ALPHA = 0;
  private static final int BETA = 1;

  private static List<List<Bar>> run(SimulatedMarket market, long from, int count) {
    List<List<Bar>> bars = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      bars.add(market.next(from + i));
    }
    return bars;
  }

  @Test
  void isTheSameForTheSameSeed() {
    assertThat(run(new SimulatedMarket(42, SECOND), FIRST, 500))
        .isEqualTo(run(new SimulatedMarket(42, SECOND), FIRST, 500))
        .isNotEqualTo(run(new SimulatedMarket(43, SECOND), FIRST, 500));
  }

  @Test
  void isTheSameOnEveryMachine() {
    List<Bar> last = run(new SimulatedMarket(42, SECOND), FIRST, 1_000).get(999);

    assertThat(last.get(ALPHA))
        .hasToString("ALPHA.SIM 1s 2023-11-14T22:29:59Z o 197.37 h 197.41 l 197.3 c 197.32 v 343");
  }

  @Test
  void goesOnFromGivenClosesAsIfItHadNeverStopped() {
    SimulatedMarket market = new SimulatedMarket(7, SECOND);
    List<List<Bar>> all = run(market, FIRST, 400);

    SimulatedMarket restarted = new SimulatedMarket(7, SECOND);
    for (int i = 0; i < SimulatedMarket.instruments().size(); i++) {
      restarted.goOnFrom(i, all.get(199).get(i).closePrice().raw());
    }

    assertThat(run(restarted, FIRST + 200, 200)).isEqualTo(all.subList(200, 400));
  }

  @Test
  void giveAllInstrumentsOneCloseTimeAndOpensAtTheCloseBefore() {
    List<List<Bar>> all = run(new SimulatedMarket(42, SECOND), FIRST, 300);

    for (int t = 0; t < all.size(); t++) {
      List<Bar> bars = all.get(t);
      assertThat(bars)
          .extracting(bar -> bar.instrument().toString())
          .isSorted()
          .containsExactlyElementsOf(
              SimulatedMarket.instruments().stream().map(Instrument::toString).toList());
      for (int i = 0; i < bars.size(); i++) {
        assertThat(bars.get(i).timeNanos()).isEqualTo((FIRST + t) * 1_000_000_000L);
        if (t > 0) {
          assertThat(bars.get(i).openPrice()).isEqualTo(all.get(t - 1).get(i).closePrice());
        }
        assertThat(bars.get(i).closePrice().raw() % 1_000_000).isZero();
        assertThat(bars.get(i).volume()).isGreaterThanOrEqualTo(100);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1s", "1m", "1h", "1d"})
  void staysNearItsBaseAndKeepsThePairTogether(String spec) {
    for (List<Bar> bars : run(new SimulatedMarket(42, BarSpec.parse(spec)), 20_000, 20_000)) {
      assertThat(bars.get(ALPHA).close()).isBetween(60.0, 700.0);
      assertThat(Math.log(2 * bars.get(BETA).close() / bars.get(ALPHA).close()))
          .isBetween(-0.2, 0.2);
    }
  }

  @Test
  void movesEnoughForShortAveragesToCrossAboutOnceAMinute() {
    List<List<Bar>> all = run(new SimulatedMarket(42, SECOND), FIRST, 600);

    for (int i = 0; i < SimulatedMarket.instruments().size(); i++) {
      int crosses = 0;
      boolean above = false;
      for (int t = 26; t < all.size(); t++) {
        boolean now = mean(all, i, t, 8) > mean(all, i, t, 21);
        crosses += now == above ? 0 : 1;
        above = now;
      }
      assertThat(crosses).as("crosses of instrument " + i).isGreaterThanOrEqualTo(10);
    }
  }

  private static double mean(List<List<Bar>> all, int instrument, int end, int length) {
    return all.subList(end - length + 1, end + 1).stream()
        .mapToDouble(bars -> bars.get(instrument).close())
        .average()
        .orElseThrow();
  }
}
