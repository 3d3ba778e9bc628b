package io.qbrain.data.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import io.qbrain.port.SeriesId;
import io.qbrain.series.DataSpec;
import io.qbrain.series.ImportWatch;
import io.qbrain.series.SeriesExport;
import io.qbrain.series.SeriesImport;
import io.qbrain.series.TableFormats;
import io.qbrain.series.store.ColumnStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * How many bars a second go into Parquet and come back, and how many bytes one takes. {@code ./mvnw
 * test -pl bundles/io.qbrain.data.parquet -am -Dtest=ParquetBenchmark
 * -Dsurefire.failIfNoSpecifiedTests=false -DargLine=-Dparquet.benchmark=1000000}
 */
class ParquetBenchmark {
  private static final String COUNT = "parquet.benchmark";
  private static final long MINUTE = 60_000_000_000L;
  private static final long BEGIN = 1_704_205_860_000_000_000L;
  private static final TableFormats FORMATS = TableFormats.of(List.of(new ParquetFiles()));

  @Test
  @EnabledIfSystemProperty(named = COUNT, matches = "\\d+")
  void barsASecond(@TempDir Path folder) throws Exception {
    int count = Integer.getInteger(COUNT);
    InstrumentId instrument = InstrumentId.of("BENCH.TEST");
    SeriesId id = SeriesId.bars(instrument, BarSpec.MINUTE);
    BarSeries.Builder bars = BarSeries.builder(instrument, BarSpec.MINUTE).reserve(count);
    long price = 10_000_000_000L;
    for (int i = 0; i < count; i++) {
      long open = price;
      price += (i * 0x9E3779B97F4A7C15L >>> 58) * 1_000_000L - 31_000_000L;
      price = Math.max(price, 1_000_000_000L);
      bars.add(
          BEGIN + i * MINUTE,
          open,
          Math.max(open, price) + 1_000_000L,
          Math.min(open, price) - 1_000_000L,
          price,
          (100 + i % 977) * 100_000_000L);
    }
    ColumnStore from = new ColumnStore(folder.resolve("from"));
    from.append(bars.build());
    Path file = folder.resolve("bars.parquet");
    long begin = System.nanoTime();
    new SeriesExport(from, id, FORMATS)
        .write(file, Long.MIN_VALUE, Long.MAX_VALUE, ImportWatch.NONE);
    say("exported, " + (double) Files.size(file) / count + " bytes each", count, begin);
    begin = System.nanoTime();
    SeriesImport.Outcome outcome =
        SeriesImport.of(
                DataSpec.parse(id + "=" + file + "?stamp=close"),
                new ColumnStore(folder.resolve("to")))
            .formats(FORMATS)
            .run(ImportWatch.NONE);
    say("imported", count, begin);
    assertThat(outcome.added()).isEqualTo(count);
  }

  private static void say(String what, int count, long begin) {
    System.out.printf(
        "%,d bars %s: %,.0f a second%n", count, what, count * 1e9 / (System.nanoTime() - begin));
  }
}
