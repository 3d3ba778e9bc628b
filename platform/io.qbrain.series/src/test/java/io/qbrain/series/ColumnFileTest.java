package io.qbrain.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.DepthSeries;
import io.qbrain.model.EventSeries;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.QuoteSeries;
import io.qbrain.model.TradeSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnFileTest {
  private final Path folder;

  ColumnFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static BarSeries series(int size, long seed) {
    Random random = new Random(seed);
    BarSeries.Builder bars = BarSeries.builder(InstrumentId.of("ABC-D.SIM"), BarSpec.parse("5m"));
    long time = 0;
    for (int i = 0; i < size; i++) {
      time += 1L + random.nextInt(1_000_000);
      long open = 1L + random.nextInt(1_000_000);
      long close = 1L + random.nextInt(1_000_000);
      bars.add(
          time,
          open,
          Math.max(open, close) + random.nextInt(10),
          Math.min(open, close),
          close,
          random.nextInt(100));
    }
    return bars.build();
  }

  private static void assertSame(BarSeries found, BarSeries expected) {
    assertThat(found).hasToString(expected.toString());
    for (int row = 0; row < expected.size(); row++) {
      assertThat(found.bar(row)).isEqualTo(expected.bar(row));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8191, 8192, 8193, 20_000})
  void readsWhatWasWritten(int size) {
    Path file = folder.resolve("abc.qbs");
    BarSeries series = series(size, 42);

    ColumnFile.write(series, file);

    assertSame(ColumnFile.read(file), series);
    assertThat(folder.toFile().list()).containsExactly("abc.qbs");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8193})
  void keepsWhenABarOpened(int size) {
    Path file = folder.resolve("abc.qbs");
    BarSeries.Builder bars =
        BarSeries.builder(InstrumentId.of("ABC-D.SIM"), BarSpec.parse("100vol-bid"));
    for (int i = 0; i < size; i++) {
      bars.addFrom(10L * i, 10L * i + 7, 3, 4, 2, 3, i);
    }
    BarSeries series = bars.build();

    ColumnFile.write(series, file);

    assertSame(ColumnFile.read(file), series);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8193})
  void readsQuotesTradesAndBooks(int size) {
    InstrumentId id = InstrumentId.of("ABC-D.SIM");
    QuoteSeries.Builder quotes = QuoteSeries.builder(id);
    TradeSeries.Builder trades = TradeSeries.builder(id);
    DepthSeries.Builder books = DepthSeries.builder(id, 3);
    for (int i = 0; i < size; i++) {
      quotes.add(i / 2, 100 + i, 101 + i, i, 7);
      trades.add(i / 2, 100 + i, 1 + i);
      books.add(i / 2, 100, 5, 101 + i, 6, 99, 7, 102 + i, 1 + i, 98, 1, 0, 0);
    }
    for (EventSeries series : List.of(quotes.build(), trades.build(), books.build())) {
      Path file = folder.resolve("events.qbs");
      ColumnFile.write(series, file);
      EventSeries found = ColumnFile.readEvents(file);

      assertThat(found).hasToString(series.toString()).hasSameClassAs(series);
      for (int row = 0; row < size; row++) {
        assertThat(found.event(row)).hasToString(series.event(row).toString());
      }
    }
  }

  @Test
  void refusesQuotesWhereBarsAreAskedFor() {
    Path file = folder.resolve("quotes.qbs");
    ColumnFile.write(QuoteSeries.builder(InstrumentId.of("A.X")).add(1, 2, 3, 4, 5).build(), file);

    assertThatThrownBy(() -> ColumnFile.read(file))
        .isInstanceOf(SeriesException.class)
        .hasMessage(file + ": expected a column file of bars, found one of A.X quotes, 1");
  }

  @Test
  void refusesABookOfWhichAnyByteChanged() throws IOException {
    Path file = folder.resolve("changed.qbs");
    ColumnFile.write(
        DepthSeries.builder(InstrumentId.of("A.X"), 1).add(1, 2, 3, 4, 5).build(), file);
    byte[] bytes = Files.readAllBytes(file);
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] ^= 0x10;
      Files.write(file, bytes);

      assertThatThrownBy(() -> ColumnFile.readEvents(file))
          .isInstanceOf(SeriesException.class)
          .hasMessageStartingWith(file + ": expected a");
      bytes[at] ^= 0x10;
    }
  }

  @Test
  void replacesAFile() {
    Path file = folder.resolve("abc.qbs");
    ColumnFile.write(series(100, 1), file);
    ColumnFile.write(series(50, 2), file);

    assertSame(ColumnFile.read(file), series(50, 2));
  }

  @Test
  void refusesAFileOfWhichAnyByteChanged() throws IOException {
    Path file = folder.resolve("changed.qbs");
    ColumnFile.write(series(20, 7), file);
    byte[] bytes = Files.readAllBytes(file);
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] ^= 0x10;
      Files.write(file, bytes);

      assertThatThrownBy(() -> ColumnFile.read(file))
          .isInstanceOf(SeriesException.class)
          .hasMessageStartingWith(file + ": expected a");
      bytes[at] ^= 0x10;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 255, 256, 1000, 48 * 20 + 255})
  void refusesAFileThatIsCutOff(int length) throws IOException {
    Path file = folder.resolve("cut.qbs");
    ColumnFile.write(series(20, 7), file);
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));

    assertThatThrownBy(() -> ColumnFile.read(file))
        .isInstanceOf(SeriesException.class)
        .hasMessageStartingWith(file + ": expected a");
  }

  @Test
  void saysWhichFileCannotBeReadOrWritten() {
    assertThatThrownBy(() -> ColumnFile.read(folder.resolve("none.qbs")))
        .isInstanceOf(SeriesException.class)
        .hasMessageContaining("none.qbs: cannot be read: NoSuchFileException");
    assertThatThrownBy(() -> ColumnFile.write(series(1, 1), folder.resolve("no/folder.qbs")))
        .isInstanceOf(SeriesException.class)
        .hasMessageContaining("folder.qbs: cannot be written");
  }

  @Test
  void aSeriesOfEachKindIsTheSameAfterItsWayThroughMemory() {
    BarSeries bars = series(500, 7);
    assertSame((BarSeries) SeriesBytes.read(SeriesBytes.write(bars)), bars);
    BarSeries.Builder opened =
        BarSeries.builder(InstrumentId.of("ABC-D.SIM"), BarSpec.parse("100vol-bid"));
    opened.addFrom(1, 8, 3, 4, 2, 3, 9);
    assertSame((BarSeries) SeriesBytes.read(SeriesBytes.write(opened.build())), opened.build());
    QuoteSeries.Builder quotes = QuoteSeries.builder(InstrumentId.of("ABC-D.SIM"));
    quotes.add(1, 2, 3, 4, 5).add(6, 7, 8, 9, 10);
    DepthSeries.Builder depth = DepthSeries.builder(InstrumentId.of("ABC-D.SIM"), 2);
    depth.add(1, new long[] {5, 1, 6, 2, 4, 3, 7, 4});
    for (EventSeries series : List.of(quotes.build(), depth.build())) {
      byte[] bytes = SeriesBytes.write(series);
      assertThat(bytes).isEqualTo(SeriesBytes.write(SeriesBytes.read(bytes)));
      assertThat(SeriesBytes.read(bytes)).hasToString(series.toString());
      assertThatThrownBy(() -> SeriesBytes.read(Arrays.copyOf(bytes, bytes.length - 1)))
          .isInstanceOf(SeriesException.class)
          .hasMessageContaining("expected a series as bytes");
    }
  }
}
