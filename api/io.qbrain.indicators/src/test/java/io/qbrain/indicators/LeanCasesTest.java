package io.qbrain.indicators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Agreement with the published columns against which QuantConnect/Lean tests its indicators, some
 * of them computed here from several indicators, as an author would.
 */
class LeanCasesTest {
  private static final Pattern ENTRY =
      Pattern.compile(
          "\"file\": \"(.*?)\",\\s*\"column\": \"(.*?)\",\\s*\"indicator\": \"(.*?)\",\\s*"
              + "\"arguments\": \"(.*?)\",\\s*\"tolerance\": \"(.*?)\"");

  /** Columns of bars by these names, as far as a file has them; 0 where it has not. */
  private static final List<String> INPUTS = List.of("close", "high", "low", "volume");

  /** Volumes are printed with seven digits, so sums of them are known to this many shares only. */
  private static final double SUM_OF_ROUNDED_VOLUMES = 2e4;

  private static final int CLOSE = 0;
  private static final int HIGH = 1;
  private static final int LOW = 2;
  private static final int VOLUME = 3;

  private record Column(String file, String name, String indicator, double tolerance) {}

  private static final Map<String, Supplier<Study>> STUDIES =
      Map.ofEntries(
          Map.entry("SimpleMovingAverage", () -> Study.of(new Sma(14), (i, r) -> i.update(r[0]))),
          Map.entry("ExponentialMovingAverage", () -> Study.of(ema(14), (i, r) -> i.update(r[0]))),
          Map.entry("RelativeStrengthIndex", () -> Study.of(new Rsi(14), (i, r) -> i.update(r[0]))),
          Map.entry("MovingAverageConvergenceDivergence", () -> macd(0)),
          Map.entry("macd signal", () -> macd(1)),
          Map.entry("macd histogram", () -> macd(2)),
          Map.entry("bands middle", () -> bands(0)),
          Map.entry("bands upper", () -> bands(1)),
          Map.entry("BollingerBands", () -> bands(2)),
          Map.entry("DonchianChannel", () -> donchian(50, 0)),
          Map.entry("donchian upper", () -> donchian(50, 1)),
          Map.entry("donchian lower", () -> donchian(50, 2)),
          Map.entry("IchimokuKinkoHyo", () -> donchian(9, 0)),
          Map.entry("AverageTrueRange", LeanCasesTest::atr),
          Map.entry("CommodityChannelIndex", LeanCasesTest::cci),
          Map.entry("OnBalanceVolume", LeanCasesTest::obv),
          Map.entry("KeltnerChannels", LeanCasesTest::meanOfTypicalPrice),
          Map.entry("RelativeMovingAverage", LeanCasesTest::threeMeans),
          Map.entry("DoubleExponentialMovingAverage", LeanCasesTest::dema),
          Map.entry("StochasticRelativeStrengthIndex", LeanCasesTest::stochasticRsi));

  /** Columns of the same files which the list of cases does not name. */
  private static final List<Column> MORE =
      List.of(
          new Column("spy_with_indicators.txt", "EMA14", "ExponentialMovingAverage", 1e-2),
          new Column("spy_with_macd.txt", "Signal", "macd signal", 1e-3),
          new Column("spy_with_macd.txt", "Histogram", "macd histogram", 1e-3),
          new Column("spy_bollinger_bands.txt", "Moving Average 20", "bands middle", 1e-3),
          new Column("spy_bollinger_bands.txt", "Bollinger Bands® 20 2 Top", "bands upper", 1e-3),
          new Column("spy_with_don50.txt", "Donchian Channels 50 Top", "donchian upper", 1e-3),
          new Column("spy_with_don50.txt", "Donchian Channels 50 Bottom", "donchian lower", 1e-3));

  @TestFactory
  Stream<DynamicTest> agreesWithTheColumn() {
    Path folder = Cases.folder("lean_indicators");
    List<Column> columns = new ArrayList<>(MORE);
    columns.addAll(listed(folder.resolve("columns.json")));
    assertThat(columns).extracting(Column::indicator).containsAll(STUDIES.keySet());
    return columns.stream()
        .filter(column -> STUDIES.containsKey(column.indicator()))
        .map(column -> DynamicTest.dynamicTest(column.toString(), () -> check(folder, column)));
  }

  private static void check(Path folder, Column column) {
    Study study = Objects.requireNonNull(STUDIES.get(column.indicator())).get();
    assertThat(compare(folder, column, study)).as("numbers compared").isGreaterThan(150);
  }

  private static List<Column> listed(Path file) {
    return ENTRY
        .matcher(String.join("\n", Cases.lines(file)))
        .results()
        .map(LeanCasesTest::column)
        .toList();
  }

  private static Column column(MatchResult entry) {
    String name = entry.group(2).replace("\\u00ae", "®");
    double tolerance = entry.group(5).contains("1e-2") ? 1e-2 : 1e-3;
    if (entry.group(3).equals("OnBalanceVolume")) {
      tolerance = SUM_OF_ROUNDED_VOLUMES;
    }
    return new Column(entry.group(1), name, entry.group(3), tolerance);
  }

  /** Compares wherever the file has a number and the study an answer, and counts. */
  private static int compare(Path folder, Column column, Study study) {
    List<String> lines = Cases.lines(folder.resolve(column.file()));
    List<String> header =
        Arrays.stream(lines.get(0).split(",", -1))
            .map(name -> name.strip().toLowerCase(Locale.ROOT))
            .toList();
    int expectedAt = header.indexOf(column.name().toLowerCase(Locale.ROOT));
    assertThat(expectedAt).as("place of %s in %s", column, header).isNotNegative();
    int compared = 0;
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      double[] found =
          study.step(INPUTS.stream().mapToDouble(in -> input(header, cells, in)).toArray());
      String expected = expectedAt < cells.length ? cells[expectedAt].strip() : "";
      if (!expected.isEmpty() && !expected.equals("NaN") && found.length > 0) {
        assertThat(found[0])
            .as("%s in line %s", column, line)
            .isEqualTo(Double.parseDouble(expected), within(column.tolerance()));
        compared++;
      }
    }
    return compared;
  }

  private static double input(List<String> header, String[] cells, String name) {
    int at = header.indexOf(name);
    return at < 0 ? 0 : Double.parseDouble(cells[at]);
  }

  private static Ema ema(int period) {
    return new Ema(period, Ema.Seed.SMA_OF_FIRST_N);
  }

  private static Study macd(int output) {
    return Study.of(
        new Macd(12, 26, 9, Ema.Seed.SMA_OF_FIRST_N),
        (i, r) -> i.update(r[CLOSE]),
        i -> new double[] {new double[] {i.value(), i.signal(), i.histogram()}[output]});
  }

  private static Study bands(int output) {
    return Study.of(
        new BollingerBands(20, 2),
        (i, r) -> i.update(r[CLOSE]),
        i -> new double[] {new double[] {i.value(), i.upper(), i.lower()}[output]});
  }

  private static Study donchian(int period, int output) {
    return Study.of(
        new Donchian(period),
        (i, r) -> i.update(r[HIGH], r[LOW]),
        i -> new double[] {new double[] {i.value(), i.upper(), i.lower()}[output]});
  }

  private static Study atr() {
    return Study.of(new Atr(14), (i, r) -> i.update(r[HIGH], r[LOW], r[CLOSE]));
  }

  private static Study cci() {
    return Study.of(new Cci(14), (i, r) -> i.update(r[HIGH], r[LOW], r[CLOSE]));
  }

  /** Lean begins with the first volume, we with 0. */
  private static Study obv() {
    Obv obv = new Obv();
    RollingWindow volumes = new RollingWindow(1);
    return row -> {
      if (!volumes.isWarm()) {
        volumes.update(row[VOLUME]);
      }
      obv.update(row[CLOSE], row[VOLUME]);
      return new double[] {volumes.value() + obv.value()};
    };
  }

  private static Study meanOfTypicalPrice() {
    return Study.of(new Sma(20), (i, r) -> i.update((r[HIGH] + r[LOW] + r[CLOSE]) / 3));
  }

  private static Study threeMeans() {
    Sma one = new Sma(5);
    Sma two = new Sma(10);
    Sma three = new Sma(15);
    return row -> {
      one.update(row[CLOSE]);
      two.update(row[CLOSE]);
      three.update(row[CLOSE]);
      return three.isWarm()
          ? new double[] {three.value() - two.value() + one.value()}
          : Study.NOTHING;
    };
  }

  private static Study dema() {
    Ema once = ema(5);
    Ema twice = ema(5);
    return row -> {
      once.update(row[CLOSE]);
      if (once.isWarm()) {
        twice.update(once.value());
      }
      return twice.isWarm() ? new double[] {2 * once.value() - twice.value()} : Study.NOTHING;
    };
  }

  private static Study stochasticRsi() {
    Rsi rsi = new Rsi(14);
    Stochastic stochastic = new Stochastic(14, 3, 3);
    return row -> {
      rsi.update(row[CLOSE]);
      if (rsi.isWarm()) {
        stochastic.update(rsi.value(), rsi.value(), rsi.value());
      }
      return stochastic.isWarm() ? new double[] {stochastic.value()} : Study.NOTHING;
    };
  }
}
