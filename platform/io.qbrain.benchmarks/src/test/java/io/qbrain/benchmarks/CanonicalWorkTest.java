package io.qbrain.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.BarSeries;
import io.qbrain.model.InstrumentId;
import java.util.List;
import org.junit.jupiter.api.Test;

class CanonicalWorkTest {

  @Test
  void firstHundredThousandBarsEndAsPublished() {
    OneSymbol work = new OneSymbol(OneSymbol.SMALL);
    assertThat(work.engine()).hasToString("3879 fills, equity 9956944.6326");
  }

  @Test
  void millionBarsEndAsPublished() {
    OneSymbol work = new OneSymbol(OneSymbol.BARS);
    assertThat(work.engine()).hasToString("38934 fills, equity 9378465.85724");
  }

  @Test
  void loopsEndAsPublished() {
    BarSeries series = CanonicalBars.make(InstrumentId.of("W1.SIM"), 42, 0, 100_000);
    Columns bars = Columns.of(series);
    assertThat(new LimitLoop(bars).run()).hasToString("3879 fills, equity 9956944.6326");
    assertThat(new SweepLoop(bars).run(10, 30)).isEqualTo(new LimitLoop(bars).run());
    assertThat(new EventLoop(List.of(series)).run(OneSymbol.cross(series.instrument())))
        .isEqualTo(new LimitLoop(bars).run());
  }

  @Test
  void severalSymbolsOnOneAccountEndAsTheLoops() {
    ManySymbols work = new ManySymbols(7, 2_000);
    assertThat(work.limit().fills()).isGreaterThan(300);
    assertThat(work.eventLoop()).isEqualTo(work.limit());
    assertThat(work.engine()).isEqualTo(work.limit());
  }

  @Test
  void sweepEndsAsTheLoops() {
    ParameterSweep work = new ParameterSweep(1_000, 2);
    Outcome expected = work.limit().outcome();
    assertThat(expected.fills()).isGreaterThan(10_000);
    assertThat(work.eventLoop().outcome()).isEqualTo(expected);
    assertThat(work.engine().outcome()).isEqualTo(expected);
  }
}
