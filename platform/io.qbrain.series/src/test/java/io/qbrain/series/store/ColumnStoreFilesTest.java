package io.qbrain.series.store;

import static io.qbrain.series.store.Walk.BEGIN;
import static io.qbrain.series.store.Walk.MINUTE;
import static io.qbrain.series.store.Walk.SERIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.TradeSeries;
import io.qbrain.port.PortException;
import io.qbrain.port.SeriesId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColumnStoreFilesTest {
  private static final int DAY = 1440;
  private static final int BLOCK_BYTES = 6 * 8 * 4096 + 64;

  private final Path root;
  private final ColumnStore store;
  private final Path folder;
  private final Path file;

  ColumnStoreFilesTest(@TempDir Path root) {
    this.root = root;
    this.store = new ColumnStore(root);
    this.folder = root.resolve("TEST/BTC%2FUSD/1m");
    this.file = folder.resolve("2025.qbc");
  }

  private BarSeries all() {
    return (BarSeries) store.read(SERIES, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private static void put(Path file, long at, int... bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes.length);
    for (int b : bytes) {
      buffer.put((byte) b);
    }
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
      out.write(buffer.flip(), at);
    }
  }

  private static int byteAt(Path file, long at) throws IOException {
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      in.read(one, at);
      return one.get(0) & 0xFF;
    }
  }

  private static void flip(Path file, long at) throws IOException {
    put(file, at, byteAt(file, at) ^ 0x10);
  }

  @Test
  void aYearOfMinutesIsAFile() throws IOException {
    store.append(Walk.bars(0, 3 * DAY));

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("2024.qbc", "2025.qbc", WriterLock.NAME);
    }
    assertThat(Walk.firstWrong(all())).isEqualTo(-1);
    assertThat(store.list()).extracting(e -> e.id()).containsExactly(SERIES);
    assertThat(store.bytes(SERIES)).isEqualTo(2 * (4096 + BLOCK_BYTES));
  }

  @Test
  void theFilesOfASeriesCoverTheTimesOfItsKind() throws IOException {
    SeriesId days = SeriesId.bars(Walk.ID, BarSpec.DAILY);
    store.append(
        BarSeries.builder(Walk.ID, BarSpec.DAILY)
            .add(-1, 1, 1, 1, 1, 0)
            .add(BEGIN, 1, 1, 1, 1, 0)
            .build());
    store.append(
        TradeSeries.builder(Walk.ID).add(BEGIN, 1, 1).add(BEGIN + DAY * MINUTE, 1, 1).build());
    store.append(
        BarSeries.builder(Walk.ID, BarSpec.parse("10s")).add(BEGIN, 1, 1, 1, 1, 0).build());

    try (Stream<Path> files = Files.walk(root)) {
      assertThat(files.map(f -> root.relativize(f).toString()).filter(f -> f.endsWith(".qbc")))
          .containsExactlyInAnyOrder(
              "TEST/BTC%2FUSD/1d/1960.qbc",
              "TEST/BTC%2FUSD/1d/2020.qbc",
              "TEST/BTC%2FUSD/trades/2024-12-30.qbc",
              "TEST/BTC%2FUSD/trades/2024-12-31.qbc",
              "TEST/BTC%2FUSD/10s/2024-12.qbc");
    }
    assertThat(store.read(days, -1, 0).size()).isEqualTo(1);
  }

  @Test
  void aDamagedBlockIsNamedAndNotServedWhileTheOthersAre() throws IOException {
    store.append(Walk.bars(2 * DAY, 20_000));
    long secondBlock = 4096 + BLOCK_BYTES;
    flip(file, secondBlock + 3 * 8 * 4096 + 100);

    assertThatExceptionOfType(PortException.class)
        .isThrownBy(this::all)
        .withMessageContaining(file.toString())
        .withMessageContaining("at byte " + secondBlock)
        .withMessageContaining("block 1 (4096 rows)");
    long begin = BEGIN + 2 * DAY * MINUTE;
    BarSeries before = (BarSeries) store.read(SERIES, begin, begin + 4000 * MINUTE);
    BarSeries after = (BarSeries) store.read(SERIES, begin + 8200 * MINUTE, Long.MAX_VALUE);
    assertThat(before.size()).isEqualTo(4000);
    assertThat(after.size()).isEqualTo(11_800);
    assertThatExceptionOfType(PortException.class)
        .isThrownBy(() -> store.read(SERIES, begin + 8000 * MINUTE, begin + 8001 * MINUTE));
  }

  @Test
  void timesThatADamageMovedAreNotUsedToFindRows() throws IOException {
    store.append(Walk.bars(2 * DAY, 20_000));
    long begin = BEGIN + 2 * DAY * MINUTE;
    int read = 0;
    List<String> wrong = new ArrayList<>();
    for (int row = 4096; row < 8192; row += 64) {
      long at = 4096 + BLOCK_BYTES + (row - 4096) * 8L + 6;
      flip(file, at);
      for (int from = 500; from < 20_000; from += 2_500) {
        try {
          BarSeries rows =
              (BarSeries) store.read(SERIES, begin + from * MINUTE, begin + (from + 10) * MINUTE);
          read++;
          if (rows.size() != 10 || rows.closeTimeNanos(0) != begin + from * MINUTE) {
            wrong.add("row " + row + " damaged, from " + from + ": " + rows);
          }
        } catch (PortException e) {
          if (!String.valueOf(e.getMessage()).contains("block 1")) {
            wrong.add(String.valueOf(e.getMessage()));
          }
        }
      }
      flip(file, at);
    }
    assertThat(wrong).isEmpty();
    assertThat(read).isPositive();
  }

  @Test
  void aDamagedEndIsNotHiddenByAddingToIt() throws IOException {
    store.append(Walk.bars(2 * DAY, 100));
    flip(file, 4096 + 8 * 50);

    assertThatExceptionOfType(PortException.class)
        .isThrownBy(() -> store.append(Walk.bars(2 * DAY + 100, 1)))
        .withMessageContaining("at byte 4096")
        .withMessageContaining("block 0 (100 rows)");
  }

  @Test
  void whatWasWrittenBeyondThePublishedLengthIsNotServed() throws IOException {
    store.append(Walk.bars(2 * DAY, 100));
    put(file, 4096 + 8 * 100, 1, 2, 3, 4, 5, 6, 7, 8);
    put(file, 4096 + BLOCK_BYTES + 1000, 9, 9, 9);
    assertThat(all().size()).isEqualTo(100);

    store.append(Walk.bars(2 * DAY + 100, 5000));
    BarSeries found = all();
    BarSeries expected = Walk.bars(2 * DAY, 5100);
    assertThat(found.size()).isEqualTo(5100);
    for (int row = 0; row < 5100; row++) {
      assertThat(found.bar(row)).isEqualTo(expected.bar(row));
    }
  }

  @Test
  void anOldLengthThatIsDamagedDoesNotMatterAndBothAreNamed() throws IOException {
    store.append(Walk.bars(2 * DAY, 100));
    store.append(Walk.bars(2 * DAY + 100, 10));
    put(file, 2048 + 8, 0xFF, 0xFF);

    assertThat(all().size()).isEqualTo(110);
    put(file, 1024 + 8, 0xFF, 0xFF);
    assertThatExceptionOfType(PortException.class)
        .isThrownBy(this::all)
        .withMessageContaining("neither record of its length is whole");
  }

  @Test
  void theNewestLengthHalfWrittenIsTheOldLength() throws IOException {
    store.append(Walk.bars(2 * DAY, 100));
    store.append(Walk.bars(2 * DAY + 100, 10));
    put(file, 1024 + 8, 0xFF, 0xFF);

    assertThat(all().size()).isEqualTo(100);
    store.append(Walk.bars(2 * DAY + 100, 7));
    assertThat(all().size()).isEqualTo(107);
  }

  @Test
  void aNewerFormatIsRefusedWithWhatToDo() throws IOException {
    store.append(Walk.bars(2 * DAY, 1));
    put(file, 8, 2);

    assertThatExceptionOfType(PortException.class)
        .isThrownBy(this::all)
        .withMessageContaining(file.toString())
        .withMessageContaining("found one of format 2 that a newer version of Q-Brain wrote");
  }

  @Test
  void aFileThatIsCutOffOrStrangeIsNamed() throws IOException {
    store.append(Walk.bars(2 * DAY, 5000));
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
      out.truncate(4096 + BLOCK_BYTES + 17);
    }
    assertThatExceptionOfType(PortException.class)
        .isThrownBy(this::all)
        .withMessageContaining("at byte " + (4096 + BLOCK_BYTES + 17))
        .withMessageContaining("5000 rows need more");

    Files.writeString(file, "time,open\n".repeat(1000));
    assertThatExceptionOfType(PortException.class)
        .isThrownBy(this::all)
        .withMessageContaining("expected a file of the series store");
    Files.delete(file);
    Files.createDirectories(root.resolve("TEST/ETH/1m"));
    store.append(Walk.bars(2 * DAY, 1));
    Files.copy(file, root.resolve("TEST/ETH/1m/2025.qbc"));
    assertThatExceptionOfType(PortException.class)
        .isThrownBy(() -> store.find(SeriesId.parse("ETH.TEST:1m")))
        .withMessageContaining("expected ETH.TEST:1m")
        .withMessageContaining("found BTC/USD.TEST:1m");
  }

  @Test
  void aDraftThatWasLeftBehindIsNoData() throws IOException {
    store.append(Walk.bars(2 * DAY, 10));
    Files.writeString(folder.resolve("2026.tmp"), "half");

    assertThat(all().size()).isEqualTo(10);
    store.append(Walk.bars(2 * DAY + 600_000, 10));
    assertThat(all().size()).isEqualTo(20);
  }

  @Test
  void aSecondWriterIsRefusedAndToldWhoWrites() throws IOException {
    Files.createDirectories(folder);
    ColumnStore impatient = new ColumnStore(root, Duration.ofMillis(30));
    try (WriterLock lock = WriterLock.of(folder, Duration.ofSeconds(1))) {
      assertThat(lock).isNotNull();
      assertThatExceptionOfType(PortException.class)
          .isThrownBy(() -> impatient.append(Walk.bars(0, 1)))
          .withMessageContaining("found process " + ProcessHandle.current().pid() + " writing it");
    }
    impatient.append(Walk.bars(0, 1));
    assertThat(all().size()).isEqualTo(1);
  }

  @Test
  void columnsAreVisitedWithoutBeingCopied() {
    store.append(Walk.bars(0, 10_000));
    long[] seen = new long[2];
    store.visit(
        SERIES,
        BEGIN + 100 * MINUTE,
        BEGIN + 9_000 * MINUTE,
        columns -> {
          assertThat(columns).hasSize(6);
          assertThat(columns[0].get(0)).isEqualTo(BEGIN + (100 + seen[0]) * MINUTE);
          seen[0] += columns[0].remaining();
          seen[1]++;
        });

    assertThat(seen[0]).isEqualTo(8_900);
    assertThat(seen[1]).isEqualTo(3);
  }
}
