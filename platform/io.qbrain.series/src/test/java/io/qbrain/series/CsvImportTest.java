package io.qbrain.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import io.qbrain.series.CsvLayout.Column;
import io.qbrain.series.CsvLayout.Header;
import io.qbrain.series.CsvLayout.Stamp;
import io.qbrain.series.Finding.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvImportTest {
  private static final InstrumentId ID = InstrumentId.of("ABC.SIM");
  private static final CsvImport DAYS = CsvImport.of(ID, BarSpec.DAILY);
  private static final CsvImport MINUTES = CsvImport.of(ID, BarSpec.MINUTE);
  private static final String HEADER = "time,open,high,low,close,volume\n";
  private static final String GOOD = "2024-01-02 09:30,10,11,9,10.5,100\n";

  private final Path folder;

  CsvImportTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private BarSeries minutes(String text) throws IOException {
    return MINUTES.read(write("m.csv", text)).series();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "time,open,high,low,close,volume\n2024-01-02T09:30:00Z,10,11,9,10.5,100",
        "Timestamp;Open;High;Low;Close;Vol\r\n2024-01-02 09:30:00;10;11;9;10.5;100\r\n",
        "\uFEFFdate\ttime\to\th\tl\tc\tv\n2024/01/02\t09:30\t10\t11\t9\t10.5\t100\n",
        "<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>\n20240102,09:30:00,10,11,9,10.5,100",
        "close,low,high,open,ts,volume\n10.5,9,11,10,1704187800,100",
        "ts,open,high,low,close,volume\n1704187800000,10,11,9,10.5,100",
        "ts,open,high,low,close,volume\n1704187800000000,10,11,9,10.5,100",
        "ts,open,high,low,close,volume\n1704187800000000000,10,11,9,10.5,100",
        "2024-01-02 09:30,10,11,9,10.5,100",
        "2024-01-02,09:30,10,11,9,10.5,100",
        "# bars\n\n\"Date\",\"Open\",\"High\",\"Low\",\"Close\",\"Volume\"\n"
            + "\"2024-01-02 04:30:00-05:00\",\"10\",\"11\",\"9\",\"10.5\",\"100\"\n",
        ",Date,Open,High,Low,Close,Adj Close,Volume\n"
            + "0,2024-01-02T09:30:00.000,10.0,11.0,9.0,10.50,7,1e2\n",
        "unix,date,symbol,open,high,low,close,volume\n"
            + "1704187800,2024-01-02 09:30:00,ABC,10,11,9,10.5,100\n",
      })
  void findsTheLayoutOfCommonFiles(String text) throws IOException {
    assertThat(minutes(text).bar(0))
        .hasToString("ABC.SIM 1m 2024-01-02T09:31:00Z o 10 h 11 l 9 c 10.5 v 100");
  }

  @Test
  void roundsNumbersOfMoreThanEightDecimalsAndCountsThem() throws IOException {
    Imported read =
        DAYS.read(
            write("y.csv", HEADER + "2024-01-02,101.01000213623047,102.5,1.01e2,102,2150000.0\n"));

    assertThat(read.series().bar(0).openPrice()).hasToString("101.01000214");
    assertThat(read.series().bar(0).lowPrice()).hasToString("101");
    assertThat(read.report().rounded()).isEqualTo(1);
  }

  @Test
  void takesColumnsByNameAndByIndex() throws IOException {
    CsvLayout layout =
        CsvLayout.of(BarSpec.MINUTE)
            .withColumns(
                Map.of(
                    Column.TIME,
                    "when",
                    Column.OPEN,
                    "1",
                    Column.HIGH,
                    "top",
                    Column.LOW,
                    "bottom",
                    Column.CLOSE,
                    "4",
                    Column.VOLUME,
                    "traded"));
    BarSeries series =
        MINUTES
            .withLayout(layout)
            .read(write("c.csv", "when,first,top,bottom,final,traded\n" + GOOD))
            .series();

    assertThat(series.bar(0).closePrice()).hasToString("10.5");
  }

  @Test
  void dividesPricesAndLeavesVolumes() throws IOException {
    CsvLayout layout = CsvLayout.of(BarSpec.DAILY).withPriceDivisor(10_000);
    BarSeries series =
        DAYS.withLayout(layout)
            .read(write("d.csv", "20240102 00:00,100001,110000,90000,105000,7"))
            .series();

    assertThat(series.bar(0).openPrice()).hasToString("10.0001");
    assertThat(series.bar(0).volumeTraded()).hasToString("7");
  }

  @Test
  void closesDailyBarsAtTheSessionsClose() throws IOException {
    Path file = write("d.csv", HEADER + "2024-03-08,1,1,1,1,1\n2024-03-11,1,1,1,1,1\n");

    // In between clocks were put forward.
    BarSeries newYork = DAYS.read(file).series();
    assertThat(newYork.bar(0).time()).isEqualTo("2024-03-08T21:00:00Z");
    assertThat(newYork.bar(1).time()).isEqualTo("2024-03-11T20:00:00Z");

    CsvLayout berlin =
        CsvLayout.of(BarSpec.DAILY)
            .withZone(ZoneId.of("Europe/Berlin"))
            .withSessionClose(LocalTime.of(17, 30));
    assertThat(DAYS.withLayout(berlin).read(file).series().bar(0).time())
        .isEqualTo("2024-03-08T16:30:00Z");

    CsvLayout midnight = berlin.withSessionClose(LocalTime.MIDNIGHT);
    assertThat(DAYS.withLayout(midnight).read(file).series().bar(0).time())
        .isEqualTo("2024-03-08T23:00:00Z");
  }

  @Test
  void readsDaysFromEpochMidnights() throws IOException {
    Path file = write("d.csv", HEADER + "1704153600,1,1,1,1,1\n");

    assertThat(DAYS.read(file).series().bar(0).time()).isEqualTo("2024-01-02T21:00:00Z");
  }

  @Test
  void takesTheTimeAsTheCloseIfTold() throws IOException {
    CsvLayout layout = CsvLayout.of(BarSpec.MINUTE).withStamp(Stamp.CLOSE);

    assertThat(
            MINUTES.withLayout(layout).read(write("m.csv", HEADER + GOOD)).series().bar(0).time())
        .isEqualTo("2024-01-02T09:30:00Z");
  }

  @Test
  void readsTheHourThatComesTwiceInAutumnTwice() throws IOException {
    CsvLayout layout =
        CsvLayout.of(BarSpec.of(java.time.Duration.ofMinutes(30))).withZone(CsvLayout.NEW_YORK);
    StringBuilder text = new StringBuilder(HEADER);
    for (String time : List.of("00:30", "01:00", "01:30", "01:00", "01:30", "02:00")) {
      text.append("2024-11-03 ").append(time).append(",1,1,1,1,1\n");
    }
    Imported read =
        CsvImport.of(ID, BarSpec.parse("30m"))
            .withLayout(layout)
            .read(write("autumn.csv", text.toString()));

    assertThat(read.series().size()).isEqualTo(6);
    assertThat(read.report().counts()).isEmpty();
    assertThat(read.series().bar(5).openTime()).isEqualTo("2024-11-03T07:00:00Z");
  }

  @Test
  void refusesALocalTimeThatDoesNotExist() throws IOException {
    CsvLayout layout = CsvLayout.of(BarSpec.MINUTE).withZone(CsvLayout.NEW_YORK);
    Path file = write("spring.csv", HEADER + "2024-03-10 02:30,1,1,1,1,1\n");

    assertThatThrownBy(() -> MINUTES.withLayout(layout).read(file))
        .isInstanceOf(SeriesException.class)
        .hasMessageContaining("spring.csv:2: expected a time that exists in its zone")
        .hasMessageContaining("in column 1, found '2024-03-10 02:30'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2024-01-02 09:31,10,11,9,abc,1    | NUMBER     | expected a number within +/- 9.2e10 in column 5, found 'abc'
          2024-01-02 09:31,10,11,9,NaN,1    | NUMBER     | column 5, found 'NaN'
          2024-01-02 09:31,10,11,9,,1       | NUMBER     | column 5, found ''
          2024-01-02 09:31,10,11,9,1e12,1   | NUMBER     | column 5, found '1e12'
          2024-01-02 09:31,10,11,9,1e-9999999,1 | NUMBER | found '1e-9999999'
          2024-01-02 09:31,10,11,9,1.2.3,1  | NUMBER     | found '1.2.3'
          2024-01-02 09:31,10,11,9,10,x     | NUMBER     | column 6, found 'x'
          2024-01-02 09:31,0,11,9,10,1      | IMPOSSIBLE | expected a price > 0 in column 2, found '0'
          2024-01-02 09:31,-10,11,9,10,1    | IMPOSSIBLE | column 2, found '-10'
          2024-01-02 09:31,10,9,11,10,1     | IMPOSSIBLE | expected high >= open (10) and close (10) in column 3, found '9'
          2024-01-02 09:31,10,11,10.5,10,1  | IMPOSSIBLE | expected low <= open (10) and close (10) in column 4, found '10.5'
          2024-01-02 09:31,10,11,9,10,-1    | IMPOSSIBLE | expected a volume >= 0 in column 6, found '-1'
          2024-13-02 09:31,10,11,9,10,1     | TIME       | column 1, found '2024-13-02 09:31'
          2023-02-29 09:31,10,11,9,10,1     | TIME       | found '2023-02-29 09:31'
          yesterday,10,11,9,10,1            | TIME       | found 'yesterday'
          2024-01-02 09:31,10,11,9,10       | COLUMNS    | expected 6 columns, found 5
          2024-01-02 09:31,10,11,9,10,1,2   | COLUMNS    | expected 6 columns, found 7
          2024-01-02 09:30,10,11,9,10,1     | DUPLICATE  | expected a bar closing after 2024-01-02T09:31:00Z, found another one
          2024-01-02 09:29,10,11,9,10,1     | UNSORTED   | found one closing at 2024-01-02T09:30:00Z (is the newest row first?)
          """)
  void refusesABadRowIfStrictAndPutsItAsideIfLenient(String bad, Kind kind, String message)
      throws IOException {
    Path file = write("bad.csv", HEADER + GOOD + bad + "\n2024-01-02 09:32,10,11,9,10,1\n");

    assertThatThrownBy(() -> MINUTES.read(file))
        .isInstanceOf(SeriesException.class)
        .hasMessageStartingWith(file + ":3: expected ")
        .hasMessageContaining(message);

    Path aside = folder.resolve("aside.csv");
    Imported lenient = MINUTES.quarantine(aside).read(file);
    assertThat(lenient.series().size()).isEqualTo(2);
    assertThat(lenient.report().count(kind)).isEqualTo(1);
    assertThat(lenient.report().refused()).isEqualTo(1);
    assertThat(lenient.report().findings())
        .filteredOn(finding -> finding.kind() != Kind.GAP)
        .singleElement()
        .satisfies(finding -> assertThat(finding.line()).isEqualTo(3));
    assertThat(lenient.report().quarantine()).contains(aside);
    assertThat(Files.readAllLines(aside)).hasSize(2).last().isEqualTo(bad);
  }

  @Test
  void reportsGapsWithinADayAndTakesTheRows() throws IOException {
    Imported read =
        MINUTES.read(
            write(
                "gap.csv",
                HEADER
                    + GOOD
                    + "2024-01-02 09:34,10,11,9,10,1\n"
                    + "2024-01-03 09:30,10,11,9,10,1\n"));

    assertThat(read.series().size()).isEqualTo(3);
    assertThat(read.report().findings())
        .singleElement()
        .asString()
        .endsWith(
            "gap.csv:3: expected the bar after 2024-01-02T09:31:00Z, found one closing at"
                + " 2024-01-02T09:35:00Z: 3 bars missing");
  }

  @Test
  void takesAWeekendForNoGapAndTenDaysForOne() throws IOException {
    Imported read =
        DAYS.read(
            write(
                "gap.csv",
                HEADER + "2024-03-28,1,1,1,1,1\n2024-04-02,1,1,1,1,1\n2024-04-12,1,1,1,1,1\n"));

    assertThat(read.report().findings())
        .singleElement()
        .satisfies(gap -> assertThat(gap.line()).isEqualTo(4));
  }

  @Test
  void keepsTheFirstFindingsAndCountsAll() throws IOException {
    String text = HEADER + GOOD + "x,1,1,1,1,1\n".repeat(500);
    ImportReport report = MINUTES.lenient().read(write("many.csv", text)).report();

    assertThat(report.count(Kind.TIME)).isEqualTo(500);
    assertThat(report.findings()).hasSize(ImportReport.MAX_FINDINGS);
    assertThat(report.summary()).isEqualTo("1 bars of 501 rows, TIME 500");
    assertThat(report.quarantine()).isEmpty();
  }

  @Test
  void writesNoQuarantineWhereNothingIsRefused() throws IOException {
    Path aside = folder.resolve("aside.csv");

    assertThat(MINUTES.quarantine(aside).read(write("m.csv", HEADER + GOOD)).report().quarantine())
        .isEmpty();
    assertThat(aside).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", HEADER, "# nothing\n"})
  void refusesAFileWithoutBars(String text) throws IOException {
    Path file = write("empty.csv", text);

    assertThatThrownBy(() -> MINUTES.read(file))
        .isInstanceOf(SeriesException.class)
        .hasMessage(file + ": expected bars, found none");
  }

  @Test
  void saysWhatIsWrongFirstWhereNoRowIsABar() throws IOException {
    Path file = write("all.csv", HEADER + "x,1,1,1,1,1\n");

    assertThatThrownBy(() -> MINUTES.lenient().read(file))
        .hasMessageContaining("expected bars, found none; first " + file + ":2: expected a time");
  }

  @Test
  void namesTheColumnsThatAreMissing() throws IOException {
    Path file = write("odd.csv", "a,open,high,low,close\n1,1,1,1,1\n");

    assertThatThrownBy(() -> MINUTES.read(file))
        .isInstanceOf(SeriesException.class)
        .hasMessageContaining("odd.csv:1: expected columns time, open")
        .hasMessageContaining("(time is missing), found the header 'a,open,high,low,close'");
  }

  @Test
  void namesAnAskedColumnThatIsNotThere() throws IOException {
    CsvLayout layout = CsvLayout.of(BarSpec.MINUTE).withColumns(Map.of(Column.OPEN, "first"));
    Path file = write("odd.csv", HEADER + GOOD);

    assertThatThrownBy(() -> MINUTES.withLayout(layout).read(file))
        .hasMessageContaining("expected a column 'first', found the header 'time,open");
  }

  @Test
  void refusesARowThatIsTooShortForTheIndexes() throws IOException {
    Path file = write("short.csv", "34200000,1,1\n");

    assertThatThrownBy(() -> MINUTES.withLayout(CsvLayout.lean(BarSpec.MINUTE)).read(file))
        .hasMessageContaining("short.csv:1: expected columns");
  }

  @Test
  void needsTheDayInTheNameForTimesOfADay() throws IOException {
    CsvImport lean = MINUTES.withLayout(CsvLayout.lean(BarSpec.MINUTE));
    Path nameless = write("trade.csv", "34200000,10000,10000,10000,10000,1\n");
    Path named = write("20131007_trade.csv", "34200000,10000,10000,10000,10000,1\n");

    assertThatThrownBy(() -> lean.read(nameless))
        .hasMessageContaining("expected the day in the name of a file");
    assertThat(lean.read(named).series().bar(0).openTime()).isEqualTo("2013-10-07T13:30:00Z");
  }

  @Test
  void refusesWhatIsNoText() throws IOException {
    Path file = Files.write(folder.resolve("bars.xlsx"), new byte[300_000]);

    assertThatThrownBy(() -> MINUTES.read(file))
        .isInstanceOf(SeriesException.class)
        .hasMessageContaining("expected text with lines of at most");
  }

  @Test
  void readsGzAndZipAndFilesOfAPattern() throws IOException {
    Path gz = folder.resolve("a.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gz))) {
      out.write((HEADER + GOOD).getBytes(StandardCharsets.UTF_8));
    }
    Path zip = folder.resolve("b.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("2.csv"));
      out.write((HEADER + "2024-01-02 09:32,1,1,1,1,1\n").getBytes(StandardCharsets.UTF_8));
      out.putNextEntry(new ZipEntry("1.csv"));
      out.write((HEADER + "2024-01-02 09:31,1,1,1,1,1\n").getBytes(StandardCharsets.UTF_8));
    }

    Imported read = MINUTES.read(folder.resolve("*"));

    assertThat(read.series().size()).isEqualTo(3);
    assertThat(read.report().files())
        .containsExactly(gz.toString(), zip + "!1.csv", zip + "!2.csv");
  }

  @Test
  void refusesDamagedAndMissingFiles() throws IOException {
    Path zip = write("a.zip", "no zip");
    Path gz = write("a.csv.gz", "no gz");

    assertThatThrownBy(() -> MINUTES.read(zip))
        .isInstanceOf(SeriesException.class)
        .hasMessageContaining("a.zip: expected a zip archive, found a damaged one");
    assertThatThrownBy(() -> MINUTES.read(gz))
        .isInstanceOf(SeriesException.class)
        .hasMessageContaining("a.csv.gz: cannot be read");
    assertThatThrownBy(() -> MINUTES.read(folder.resolve("none.csv")))
        .isInstanceOf(SeriesException.class)
        .hasMessageContaining("none.csv: expected a file, found nothing");
    assertThatThrownBy(() -> MINUTES.read(folder))
        .hasMessageContaining("expected a file, found a folder");
    assertThatThrownBy(() -> MINUTES.read(folder.resolve("x*.csv")))
        .hasMessageContaining("expected files, found none of that name");
  }

  @Test
  void takesAHeaderForDataIfToldThatThereIsNone() throws IOException {
    CsvLayout layout = CsvLayout.of(BarSpec.MINUTE).withHeader(Header.ABSENT);
    Path file = write("h.csv", HEADER + GOOD);

    assertThatThrownBy(() -> MINUTES.withLayout(layout).read(file))
        .hasMessageContaining("h.csv:1: expected a time");
  }
}
