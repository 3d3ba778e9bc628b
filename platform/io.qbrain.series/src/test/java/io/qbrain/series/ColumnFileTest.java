package io.qbrain.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
}
