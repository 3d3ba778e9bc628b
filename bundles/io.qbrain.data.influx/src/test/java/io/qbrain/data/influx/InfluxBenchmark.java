package io.qbrain.data.influx;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import io.qbrain.port.SeriesId;
import io.qbrain.series.ImportWatch;
import io.qbrain.series.SeriesSync;
import io.qbrain.series.store.ColumnStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * How many bars a second a server takes and gives, and how many are made coarser. {@code ./mvnw
 * test -pl bundles/io.qbrain.data.influx -am -Dtest=InfluxBenchmark
 * -Dsurefire.failIfNoSpecifiedTests=false -DargLine=-Dinflux.benchmark=500000}
 */
class InfluxBenchmark {
  private static final String COUNT = "influx.benchmark";
  private static final long MINUTE = 60_000_000_000L;
  private static final long BEGIN = 1_767_623_460_000_000_000L;

  @Test
  @EnabledIfSystemProperty(named = COUNT, matches = "\\d+")
  void barsASecond(@TempDir Path folder) throws Exception {
    int count = Integer.getInteger(COUNT);
    InstrumentId instrument = InstrumentId.of("B" + System.nanoTime() + ".BENCH");
    SeriesId id = SeriesId.bars(instrument, BarSpec.MINUTE);
    BarSeries.Builder bars = BarSeries.builder(instrument, BarSpec.MINUTE).reserve(count);
    for (int i = 0; i < count; i++) {
      long open = 10_000_000_000L + i % 1_000 * 1_000_000L;
      bars.add(BEGIN + i * MINUTE, open, open + 5, open - 5, open + 1, 100);
    }
    try (LocalInflux influx = LocalInflux.start(folder)) {
      InfluxSeries store = new InfluxSeries(influx.settings(), Clock.systemUTC());
      store.start();
      long begin = System.nanoTime();
      store.append(bars.build());
      say("written", count, begin);
      begin = System.nanoTime();
      assertThat(store.read(id, Long.MIN_VALUE, Long.MAX_VALUE).size()).isEqualTo(count);
      say("read", count, begin);
      begin = System.nanoTime();
      assertThat(
              new SeriesSync(store, new ColumnStore(folder.resolve("series")), Optional.empty())
                  .fill(id, Long.MIN_VALUE, Long.MAX_VALUE, ImportWatch.NONE)
                  .fetched())
          .isEqualTo(count);
      say("synchronised into column files", count, begin);
      begin = System.nanoTime();
      assertThat(
              new Downsampling(store, id, BarSpec.parse("1h"))
                  .run(Long.MAX_VALUE, 0, share -> {})
                  .read())
          .isPositive();
      say("made coarser", count, begin);
      store.stop();
    }
  }

  private static void say(String what, int count, long begin) {
    System.out.printf(
        "%,d bars %s: %,.0f a second%n", count, what, count * 1e9 / (System.nanoTime() - begin));
  }
}
