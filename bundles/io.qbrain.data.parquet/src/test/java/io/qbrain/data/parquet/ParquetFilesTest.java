package io.qbrain.data.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.EventSeries;
import io.qbrain.model.Fixed;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.QuoteSeries;
import io.qbrain.model.Times;
import io.qbrain.model.TradeSeries;
import io.qbrain.port.PortException;
import io.qbrain.port.SeriesId;
import io.qbrain.port.TableFiles;
import io.qbrain.series.DataSpec;
import io.qbrain.series.Finding.Kind;
import io.qbrain.series.ImportWatch;
import io.qbrain.series.SeriesException;
import io.qbrain.series.SeriesExport;
import io.qbrain.series.SeriesImport;
import io.qbrain.series.TableFormats;
import io.qbrain.series.store.ColumnStore;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** History goes into Parquet files and comes back as it was; files of others are checked. */
class ParquetFilesTest {
  private static final InstrumentId SPY = InstrumentId.of("SPY.ARCA");
  private static final long BEGIN = Times.nanos(Instant.parse("2024-01-02T14:31:00Z"));
  private static final long MINUTE = 60_000_000_000L;
  private static final TableFormats FORMATS = TableFormats.of(List.of(new ParquetFiles()));

  private final Path folder;

  ParquetFilesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private ColumnStore store(String name) {
    return new ColumnStore(folder.resolve(name));
  }

  private static SeriesImport.Outcome bring(ColumnStore store, String data) {
    return SeriesImport.of(DataSpec.parse(data), store).formats(FORMATS).run(ImportWatch.NONE);
  }

  private static EventSeries all(ColumnStore store, SeriesId id) {
    return store.read(id, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private static List<List<Long>> values(EventSeries series) {
    List<List<Long>> rows = new ArrayList<>();
    for (int row = 0; row < series.size(); row++) {
      long time = series.timeNanos(row);
      if (series instanceof BarSeries b) {
        rows.add(
            List.of(
                time,
                b.openTimeNanos(row),
                b.openRaw(row),
                b.highRaw(row),
                b.lowRaw(row),
                b.closeRaw(row),
                b.volumeRaw(row)));
      } else if (series instanceof QuoteSeries q) {
        rows.add(List.of(time, q.bidRaw(row), q.askRaw(row), q.bidSizeRaw(row), q.askSizeRaw(row)));
      } else if (series instanceof TradeSeries t) {
        rows.add(List.of(time, t.priceRaw(row), t.quantityRaw(row)));
      }
    }
    return rows;
  }

  private void comesBack(EventSeries rows, String options) {
    ColumnStore from = store("from");
    from.append(rows);
    SeriesId id = SeriesId.of(rows);
    Path file = file("out.parquet");
    assertThat(
            new SeriesExport(from, id, FORMATS)
                .write(file, Long.MIN_VALUE, Long.MAX_VALUE, ImportWatch.NONE))
        .isEqualTo(rows.size());

    ColumnStore to = store("to");
    SeriesImport.Outcome outcome = bring(to, id + "=" + file + options);

    assertThat(outcome.added()).isEqualTo(rows.size());
    assertThat(outcome.report().counts()).isEmpty();
    assertThat(outcome.report().rounded()).isZero();
    assertThat(values(all(to, id))).isEqualTo(values(all(from, id))).hasSize(rows.size());
  }

  private void run(String sql) throws Exception {
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void barsComeBackToTheLastDecimal() {
    BarSeries.Builder bars = BarSeries.builder(SPY, BarSpec.MINUTE);
    for (int i = 0; i < 10_000; i++) {
      long open = 47_012_345_678L + i * 1_234_567L;
      bars.add(BEGIN + i * MINUTE, open, open + 3, open - 5, open + 1, 1 + i * 7L);
    }
    long most = Fixed.parse("91999999999.12345678");
    bars.add(BEGIN + 10_000 * MINUTE, most, most, 1, most, most);
    comesBack(bars.build(), "?stamp=close");
  }

  @Test
  void quotesAndTradesKeepTheirNanoseconds() {
    QuoteSeries.Builder quotes = QuoteSeries.builder(SPY);
    TradeSeries.Builder trades = TradeSeries.builder(SPY);
    for (int i = 0; i < 1_000; i++) {
      quotes.add(BEGIN + i / 2 * 1_000_001L + 7, 100_000_000L + i, 100_000_001L + i, i, 2L * i);
      trades.add(BEGIN + i / 3 * 999L + 1, 100_000_000L - i, 1 + i);
    }
    comesBack(quotes.build(), "");
    assertThat(file("out.parquet").toFile().delete()).isTrue();
    comesBack(trades.build(), "");
  }

  @Test
  void barsWithoutALengthKeepWhenTheyOpened() {
    ColumnStore from = store("from");
    BarSeries.Builder bars = BarSeries.builder(SPY, BarSpec.parse("100tick"));
    bars.addFrom(BEGIN, BEGIN + 17, 3, 4, 2, 3, 10);
    bars.addFrom(BEGIN + 17, BEGIN + 5 * MINUTE, 3, 5, 3, 4, 12);
    from.append(bars.build());
    new SeriesExport(from, SeriesId.bars(SPY, BarSpec.parse("100tick")), FORMATS)
        .write(file("ticks.parquet"), Long.MIN_VALUE, Long.MAX_VALUE, ImportWatch.NONE);

    assertThat(new ParquetFiles().suffix()).isEqualTo(".parquet");
    assertThat(text("ticks.parquet"))
        .containsExactly(
            "\"timestamp\",\"open\",\"high\",\"low\",\"close\",\"volume\",\"open_time\"",
            "2024-01-02 14:31:00.000000017Z,0.00000003,0.00000004,0.00000002,0.00000003,"
                + "0.00000010,2024-01-02 14:31:00Z",
            "2024-01-02 14:36:00Z,0.00000003,0.00000005,0.00000003,0.00000004,0.00000012,"
                + "2024-01-02 14:31:00.000000017Z");
  }

  private List<String> text(String name) {
    try (var rows = new ParquetFiles().read(file(name))) {
      return new String(rows.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
          .lines()
          .toList();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void dailyBarsAreNamedByTheirDay() {
    BarSeries.Builder midnight = BarSeries.builder(SPY, BarSpec.DAILY);
    midnight.add(Times.nanos(Instant.parse("2024-01-03T00:00:00Z")), 3, 4, 2, 3, 10);
    midnight.add(Times.nanos(Instant.parse("2024-01-04T00:00:00Z")), 3, 4, 2, 3, 10);
    comesBack(midnight.build(), "?tz=UTC&close=00:00");
    assertThat(text("out.parquet").get(1)).startsWith("2024-01-02,");
  }

  @Test
  void dailyBarsOfASessionCloseWhenTheyDid() {
    BarSeries.Builder session = BarSeries.builder(SPY, BarSpec.DAILY);
    session.add(Times.nanos(Instant.parse("2024-03-08T21:00:00Z")), 3, 4, 2, 3, 10);
    session.add(Times.nanos(Instant.parse("2024-03-11T20:00:00Z")), 3, 4, 2, 3, 10);
    comesBack(session.build(), "?stamp=close");
  }

  @Test
  void theFileIsOneThatOthersRead() throws Exception {
    BarSeries.Builder bars = BarSeries.builder(SPY, BarSpec.MINUTE);
    bars.add(
        BEGIN, Fixed.parse("470.125"), Fixed.parse("471"), Fixed.parse("470"), 47_100_000_000L, 0);
    ColumnStore from = store("from");
    from.append(bars.build());
    new SeriesExport(from, SeriesId.bars(SPY, BarSpec.MINUTE), FORMATS)
        .write(file("o'ne.parquet"), Long.MIN_VALUE, Long.MAX_VALUE, ImportWatch.NONE);

    String name = file("o'ne.parquet").toString().replace("'", "''");
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      try (ResultSet row = statement.executeQuery("SELECT * FROM '" + name + "'")) {
        assertThat(row.next()).isTrue();
        assertThat(row.getMetaData().getColumnTypeName(2)).isEqualTo("DECIMAL(19,8)");
        assertThat(row.getBigDecimal("open")).isEqualByComparingTo("470.125");
        assertThat(row.getTimestamp("timestamp").toLocalDateTime()).hasToString("2024-01-02T14:31");
      }
      try (ResultSet about =
          statement.executeQuery(
              "SELECT decode(value) FROM parquet_kv_metadata('"
                  + name
                  + "') WHERE decode(key) = 'qbrain'")) {
        assertThat(about.next()).isTrue();
        assertThat(about.getString(1))
            .isEqualTo("SPY.ARCA:1m, import with ?stamp=close; times are UTC");
      }
    }
  }

  @Test
  void filesOfOthersMeetTheSameChecksAsText() throws Exception {
    Path file = file("foreign[1].parquet");
    run(
        """
        COPY (SELECT * FROM (VALUES
          (TIMESTAMPTZ '2024-01-02 09:30:00-05', 0.1::DOUBLE + 0.2::DOUBLE, 0.4, 0.3, 0.35, 100, 'a,"b'),
          (TIMESTAMPTZ '2024-01-02 09:31:00-05', 101.13, 102, 101, 101.5, 100, NULL),
          (TIMESTAMPTZ '2024-01-02 09:31:00-05', 101.13, 102, 101, 101.5, 100, 'twice'),
          (TIMESTAMPTZ '2024-01-02 09:32:00-05', 101.13, 100, 101, 101.5, 100, 'impossible'),
          (TIMESTAMPTZ '2024-01-02 09:33:00-05', NULL, 102, 101, 101.5, 100, 'empty'),
          (TIMESTAMPTZ '2024-01-02 09:34:00-05', 'nan'::DOUBLE, 102, 101, 101.5, 100, 'nan'),
          (TIMESTAMPTZ '2024-01-02 09:33:00-05', 1e-5, 102, 1e-6, 101.5, 0, E'two\\nlines'))
          AS t(ts, open, high, low, close, volume, note)) TO '%s' (FORMAT parquet)
        """
            .formatted(file));
    Path refused = file("refused.csv");
    ColumnStore store = store("store");

    SeriesImport.Outcome outcome =
        bring(store, "SPY.ARCA:1m=" + file + "?columns=time:ts&quarantine=" + refused);

    assertThat(outcome.report().count(Kind.DUPLICATE)).isEqualTo(1);
    assertThat(outcome.report().count(Kind.IMPOSSIBLE)).isEqualTo(1);
    assertThat(outcome.report().count(Kind.NUMBER)).isEqualTo(2);
    assertThat(outcome.report().count(Kind.ZERO_VOLUME)).isEqualTo(1);
    assertThat(outcome.report().rounded()).isEqualTo(1);
    assertThat(outcome.remarks())
        .anyMatch(r -> r.startsWith("DUPLICATE " + file + ":4: expected a bar closing after"));
    assertThat(refused).content().contains("expected high >= open", "impossible");
    BarSeries bars = (BarSeries) all(store, SeriesId.bars(SPY, BarSpec.MINUTE));
    assertThat(bars.size()).isEqualTo(3);
    assertThat(bars.openRaw(0)).isEqualTo(30_000_000L);
    assertThat(bars.openRaw(1)).isEqualTo(10_113_000_000L);
    assertThat(bars.openRaw(2)).isEqualTo(1_000L);
    assertThat(bars.closeTimeNanos(0)).isEqualTo(BEGIN);
  }

  @Test
  void timesWithoutAZoneAreOfTheZoneThatIsSaid() throws Exception {
    Path file = file("local.parquet");
    run(
        "COPY (SELECT TIMESTAMP '2024-07-01 09:30:00' AS time, 1::DECIMAL(9,2) AS price, 5 AS"
            + " quantity) TO '"
            + file
            + "' (FORMAT parquet)");
    ColumnStore store = store("store");
    bring(store, "SPY.ARCA:trades=" + file + "?tz=America/New_York");
    assertThat(store.find(SeriesId.trades(SPY)).orElseThrow().firstNanos())
        .isEqualTo(Times.nanos(Instant.parse("2024-07-01T13:30:00Z")));
  }

  @Test
  void aStrictImportNamesTheFirstWrongRowAndStoresNothing() throws Exception {
    Path file = file("wrong.parquet");
    run(
        "COPY (SELECT 1704205860 + i AS time, i - 5 AS price, 1 AS quantity FROM range(10) r(i)) TO '"
            + file
            + "' (FORMAT parquet)");
    ColumnStore store = store("store");
    assertThatExceptionOfType(SeriesException.class)
        .isThrownBy(() -> bring(store, "SPY.ARCA:trades=" + file + "?mode=strict"))
        .withMessageContaining("wrong.parquet:2: expected a price > 0 in column 2, found '-5'");
    assertThat(store.list()).isEmpty();
  }

  @Test
  void aDamagedFileIsNamed() throws Exception {
    Path file = Files.writeString(file("bad.parquet"), "no columns here, only text");
    assertThatExceptionOfType(SeriesException.class)
        .isThrownBy(() -> bring(store("store"), "SPY.ARCA:1m=" + file))
        .withMessageContaining("bad.parquet: cannot be read")
        .withMessageContaining("expected Parquet, found something else");
  }

  @Test
  void aCancelledExportLeavesNothingBehind() {
    ColumnStore from = store("from");
    TradeSeries.Builder trades = TradeSeries.builder(SPY);
    for (int i = 0; i < 100; i++) {
      trades.add(BEGIN + i * 86_400_000_000_000L, 1, 1);
    }
    from.append(trades.build());
    ImportWatch impatient =
        (done, all) -> {
          if (done > all / 2) {
            throw new CancellationException("enough");
          }
        };
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(
            () ->
                new SeriesExport(from, SeriesId.trades(SPY), FORMATS)
                    .write(file("x.parquet"), Long.MIN_VALUE, Long.MAX_VALUE, impatient));
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(file("from"));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void withoutDuckDbTheMessageSaysHowItComes() throws Exception {
    URL ours = ParquetFiles.class.getProtectionDomain().getCodeSource().getLocation();
    URL port = TableFiles.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader alone =
        new URLClassLoader(
            new URL[] {ours, port}, ClassLoader.getPlatformClassLoader().getParent()) {
          @Override
          protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return name.startsWith("io.qbrain.port.")
                ? TableFiles.class.getClassLoader().loadClass(name)
                : name.startsWith("java.sql.")
                    ? ClassLoader.getPlatformClassLoader().loadClass(name)
                    : super.loadClass(name, resolve);
          }
        }) {
      TableFiles files = ServiceLoader.load(TableFiles.class, alone).iterator().next();
      assertThat(files.getClass().getClassLoader()).isSameAs(alone);
      assertThatExceptionOfType(PortException.class)
          .isThrownBy(() -> files.read(file("any.parquet")))
          .withMessageContaining("qbrain add parquet")
          .withMessageContaining("feature:install -r qbrain-parquet");
    }
  }
}
