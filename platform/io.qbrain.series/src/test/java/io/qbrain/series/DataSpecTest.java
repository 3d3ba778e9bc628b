package io.qbrain.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataSpecTest {
  private static final String BARS =
      "time,open,high,low,close,volume\n2024-01-02,100,110,90,105,10\n2024-01-03,1,1,1,1,1\n";

  private final Path folder;

  DataSpecTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SPY.ARCA:1d=path.csv",
        "BRK/B.NYSE:5m=data/a=b.csv.gz",
        "SPY.ARCA:1m=minute/*_trade.zip?layout=lean&hours=09:30-16:00",
        "SPY.ARCA:1d=path.csv?adjust=total&factors=f.csv&tz=America/New_York&divisor=10000"
            + "&stamp=close&close=16:00",
        "A.X:1d=p?separator=semicolon&header=absent&time=epoch-millis&columns=time:0,open:o",
        "A.X:1d=p?mode=lenient&quarantine=q.csv",
      })
  void isWrittenAsItIsRead(String text) {
    assertThat(DataSpec.parse(text)).hasToString(text).isEqualTo(DataSpec.parse(text));
  }

  @Test
  void readsTheOptions() {
    DataSpec spec =
        DataSpec.parse(
            "SPY.ARCA:1d=p.csv?adjust=split&factors=f&tz=Europe/Berlin&divisor=100&close=17:30");

    assertThat(spec.instrument()).isEqualTo(InstrumentId.of("SPY.ARCA"));
    assertThat(spec.spec()).isEqualTo(BarSpec.DAILY);
    assertThat(spec.adjustment()).isEqualTo(Adjustment.SPLIT);
    assertThat(spec.layout().zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(spec.layout().priceDivisor()).isEqualTo(100);
    assertThat(spec.layout().sessionClose()).isEqualTo(LocalTime.of(17, 30));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          spy.csv                        | expected data such as SPY.ARCA:1d=spy.csv
          SPY.ARCA=spy.csv               | expected data such as SPY.ARCA:1d=spy.csv
          spy:1d=spy.csv                 | expected an instrument id SYMBOL.VENUE such as SPY.ARCA
          SPY.ARCA:1x=spy.csv            | expected a bar length such as 1s, 5m, 1h or 1d, found '1x'
          SPY.ARCA:1d=                   | expected a path after =, found none
          SPY.ARCA:1d=p?market=The Moon  | expected the name of a market such as us-equities
          SPY.ARCA:1d=p?                 | expected option as one of adjust, factors, actions, layout
          SPY.ARCA:1d=p?colour=red       | found 'colour'
          SPY.ARCA:1d=p?tz               | expected a value after tz, found none
          SPY.ARCA:1d=p?tz=              | expected a value after tz=, found none
          SPY.ARCA:1d=p?tz=Mars          | expected a time zone such as America/New_York or UTC, found 'Mars'
          SPY.ARCA:1d=p?tz=UTC&tz=UTC    | expected one tz, found two
          SPY.ARCA:1d=p?adjust=total     | expected factors=PATH with adjust=total, found none
          SPY.ARCA:1d=p?adjust=some      | expected an adjustment none, split or total, found 'some'
          SPY.ARCA:1d=p?divisor=0        | expected a divisor such as 10000, found '0'
          SPY.ARCA:1d=p?stamp=mid        | expected stamp as one of open, close, found 'mid'
          SPY.ARCA:1d=p?close=4pm        | expected a time of day such as 16:00, found '4pm'
          SPY.ARCA:1d=p?hours=9-17       | expected hours such as 09:30-16:00, found '9-17'
          SPY.ARCA:1d=p?hours=17:00-09:00 | expected hours from < to
          SPY.ARCA:1d=p?layout=mine      | expected a layout auto, lean, lean-bid or lean-ask, found 'mine'
          SPY.ARCA:1d=p?separator=:      | expected a separator comma, semicolon, tab or bar, found ':'
          SPY.ARCA:1d=p?columns=open     | expected columns such as time:Date,open:1, found 'open'
          SPY.ARCA:1d=p?columns=top:1    | expected column as one of date, time, open
          SPY.ARCA:1d=p?mode=lax         | expected mode as one of strict, lenient, found 'lax'
          SPY.ARCA:1d=p?mode=strict&quarantine=q | expected mode=lenient with quarantine, found strict
          """)
  void saysWhatIsWrongWithTheText(String text, String message) {
    assertThatThrownBy(() -> DataSpec.parse(text))
        .isInstanceOf(SeriesException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("'" + text + "'");
  }

  @Test
  void loadsAdjustedBarsFromAFolder() throws IOException {
    Files.writeString(folder.resolve("a.csv"), BARS);
    Files.writeString(folder.resolve("f.csv"), "20240102,0.5,1\n");

    DataSpec spec = DataSpec.parse("A.X:1d=a.csv?adjust=total&factors=f.csv");

    assertThat(spec.in(folder).load().bar(0).closePrice()).hasToString("52.5");
    assertThat(spec.confinedTo(folder).load().bar(1).closePrice()).hasToString("1");
  }

  @Test
  void loadsColumnFilesOfTheSameInstrumentAndLength() throws IOException {
    Files.writeString(folder.resolve("a.csv"), BARS);
    ColumnFile.write(DataSpec.parse("A.X:1d=a.csv").in(folder).load(), folder.resolve("a.qbs"));

    Imported read = DataSpec.parse("A.X:1d=a.qbs").in(folder).read();
    assertThat(read.series().size()).isEqualTo(2);
    assertThat(read.report().summary()).isEqualTo("2 bars of 2 rows");
    assertThatThrownBy(() -> DataSpec.parse("B.X:1d=a.qbs").in(folder).load())
        .isInstanceOf(SeriesException.class)
        .hasMessageContaining("expected bars of B.X 1d, found A.X 1d");
  }

  @Test
  void putsBadRowsAsideIfAsked() throws IOException {
    Files.writeString(folder.resolve("a.csv"), BARS + "x,1,1,1,1,1\n");

    assertThat(DataSpec.parse("A.X:1d=a.csv?mode=lenient").in(folder).load().size()).isEqualTo(2);
    DataSpec.parse("A.X:1d=a.csv?quarantine=q.csv").in(folder).load();
    assertThat(folder.resolve("q.csv")).content().contains("x,1,1,1,1,1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A.X:1d=../outside.csv",
        "A.X:1d=/etc/passwd",
        "A.X:1d=link.csv",
        "A.X:1d=../*.csv",
        "A.X:1d=a.csv?adjust=total&factors=../outside.csv",
      })
  void refusesPathsThatLeaveTheFolder(String text) throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.writeString(data.resolve("a.csv"), BARS);
    Files.writeString(folder.resolve("outside.csv"), BARS);
    Files.createSymbolicLink(data.resolve("link.csv"), folder.resolve("outside.csv"));

    assertThatThrownBy(() -> DataSpec.parse(text).confinedTo(data))
        .isInstanceOf(SeriesException.class)
        .hasMessageContaining("expected a file in the data folder, found a path that leaves it");
  }

  @Test
  void refusesToWriteForCallersWhoAreConfined() {
    assertThatThrownBy(() -> DataSpec.parse("A.X:1d=a?quarantine=q").confinedTo(folder))
        .hasMessageContaining("expected no quarantine here");
    assertThatThrownBy(() -> DataSpec.parse("A.X:1d=none.csv").confinedTo(folder))
        .hasMessageContaining("expected a file in the data folder, found none of that name");
  }
}
