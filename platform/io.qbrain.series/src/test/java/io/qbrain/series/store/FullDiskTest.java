package io.qbrain.series.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.Fixed;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Times;
import io.qbrain.model.TradeSeries;
import io.qbrain.port.PortException;
import io.qbrain.port.SeriesId;
import io.qbrain.series.DataSpec;
import io.qbrain.series.ImportWatch;
import io.qbrain.series.SeriesException;
import io.qbrain.series.SeriesExport;
import io.qbrain.series.SeriesImport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk of two megabytes in a namespace of a child process, which disappears with it: full, then
 * with room again.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FullDiskTest {
  private static final String MOUNT = "mount -t tmpfs -o size=2m tmpfs \"$0\" && exec \"$@\"";

  private final Path folder;

  FullDiskTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static Process isolated(Path disk, List<String> command) throws IOException {
    List<String> words =
        new ArrayList<>(List.of("unshare", "-Urm", "sh", "-c", MOUNT, disk.toString()));
    words.addAll(command);
    return new ProcessBuilder(words).redirectErrorStream(true).start();
  }

  @Test
  void aFullDiskIsRefusedAndWhatWasThereStaysReadable() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    boolean allowed;
    try {
      allowed = isolated(disk, List.of("true")).waitFor() == 0;
    } catch (IOException e) {
      allowed = false;
    }
    assumeTrue(allowed, "this machine does not let a test mount a small disk (unshare -Urm)");

    Process child =
        isolated(
            disk,
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                Session.class.getName(),
                disk.toString(),
                folder.toString()));

    String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).as(output).isZero();
    assertThat(output).contains("all seen");
  }

  /** What happens on the disk. */
  public static final class Session {
    private static final SeriesId OTHER = SeriesId.trades(InstrumentId.of("NEW.TEST"));

    private final Path disk;
    private final ColumnStore store;
    private final Path filler;

    private Session(Path disk) {
      this.disk = disk;
      this.store = new ColumnStore(disk.resolve("series"));
      this.filler = disk.resolve("filler");
    }

    /** Runs it; the words are the disk and a folder elsewhere. */
    public static void main(String[] words) throws IOException {
      Session session = new Session(Path.of(words[0]));
      long rows = session.fill();
      session.othersAreRefused(rows);
      session.importIsRefused(Path.of(words[1]), rows);
      session.goesOnWhenThereIsRoom(Path.of(words[1]), rows);
      System.out.println("all seen");
    }

    private void refused(Runnable work) {
      assertThatExceptionOfType(PortException.class)
          .isThrownBy(work::run)
          .withMessageContaining(disk.toString())
          .withMessageContaining("No space left on device")
          .withMessageContaining("the rows are not stored, what was there before is whole")
          .withMessageContaining("KiB left");
    }

    private void isWhole(long rows) {
      BarSeries found = (BarSeries) store.read(Walk.SERIES, Long.MIN_VALUE, Long.MAX_VALUE);
      assertThat((long) found.size()).isEqualTo(rows);
      assertThat(Walk.firstWrong(found)).isEqualTo(-1);
    }

    private long fill() throws IOException {
      Files.write(filler, new byte[1 << 20]);
      long rows = 0;
      int count = 1_000;
      while (count > 0) {
        try {
          store.append(Walk.bars(rows, count));
          rows += count;
        } catch (PortException e) {
          isWhole(rows);
          count /= 10;
        }
      }
      assertThat(rows).isGreaterThan(5_000);
      long last = rows;
      refused(() -> store.append(Walk.bars(last, 5_000)));
      isWhole(rows);
      return rows;
    }

    private void othersAreRefused(long rows) {
      TradeSeries.Builder trades = TradeSeries.builder(OTHER.instrument());
      for (int i = 0; i < 5_000; i++) {
        trades.add(Walk.BEGIN + i, 1, 1);
      }
      refused(() -> store.append(trades.build()));
      assertThat(store.find(OTHER)).isEmpty();
      assertThat(store.list()).hasSize(1);
      refused(() -> store.replace(Walk.SERIES, Walk.BEGIN, Walk.BEGIN + 1, Walk.bars(0, 1)));
      isWhole(rows);

      Path out = disk.resolve("out.csv");
      assertThatExceptionOfType(SeriesException.class)
          .isThrownBy(
              () ->
                  new SeriesExport(store, Walk.SERIES)
                      .write(out, Long.MIN_VALUE, Long.MAX_VALUE, ImportWatch.NONE))
          .withMessageContaining("out.csv: cannot be written")
          .withMessageContaining("No space left on device");
      try (Stream<Path> left = Files.walk(disk)) {
        assertThat(left.map(Path::toString)).noneMatch(name -> name.endsWith(".tmp"));
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    private static SeriesImport more(Path elsewhere, ColumnStore store) throws IOException {
      StringBuilder text = new StringBuilder("timestamp,open,high,low,close,volume\n");
      BarSeries bars = Walk.bars(0, 30_000);
      for (int row = 0; row < bars.size(); row++) {
        text.append(Times.instant(bars.closeTimeNanos(row)));
        for (long value :
            new long[] {
              bars.openRaw(row),
              bars.highRaw(row),
              bars.lowRaw(row),
              bars.closeRaw(row),
              bars.volumeRaw(row)
            }) {
          text.append(',').append(Fixed.format(value));
        }
        text.append('\n');
      }
      Path file = Files.writeString(elsewhere.resolve("more.csv"), text);
      return SeriesImport.of(
          DataSpec.parse(Walk.ID + ":" + BarSpec.MINUTE + "=" + file + "?stamp=close"), store);
    }

    private void importIsRefused(Path elsewhere, long rows) throws IOException {
      SeriesImport more = more(elsewhere, store);
      refused(() -> more.run(ImportWatch.NONE));
      isWhole(rows);
    }

    private void goesOnWhenThereIsRoom(Path elsewhere, long rows) throws IOException {
      Files.delete(filler);
      SeriesImport.Outcome outcome = more(elsewhere, store).run(ImportWatch.NONE);
      assertThat(outcome.known()).isEqualTo(rows);
      assertThat(outcome.added()).isEqualTo(30_000 - rows);
      isWhole(30_000);
      store.append(Walk.bars(30_000, 1));
      isWhole(30_001);
    }
  }
}
