package io.qbrain.indicators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qbrain.indicators.StandardDeviation.Divisor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Agreement with the vectors of Tulip Indicators, which are stated to three decimals or more. */
class TulipCasesTest {
  private static final List<String> FILES = List.of("untest.txt", "atoz.txt", "extra.txt");
  private static final double TOLERANCE = 1e-3;

  /** Tulip answers from the first input on where the seed is the first value; we when warm. */
  private static final Set<String> ANSWERED_EARLIER_THERE = Set.of("ema", "macd");

  private interface Maker {
    Study make(double[] options);
  }

  /** How many of a vector's rows are inputs, and what computes the others from them. */
  private record Kind(int inputs, Maker maker) {}

  private record Vector(String name, double[] options, List<double[]> rows) {
    @Override
    public String toString() {
      return name + " " + Arrays.toString(options);
    }
  }

  private static final Map<String, Kind> KINDS =
      Map.ofEntries(
          Map.entry("sma", of1(o -> Study.of(new Sma(n(o)), (i, r) -> i.update(r[0])))),
          Map.entry("ema", of1(o -> Study.of(firstValue(n(o)), (i, r) -> i.update(r[0])))),
          Map.entry("wilders", of1(o -> Study.of(new Rma(n(o)), (i, r) -> i.update(r[0])))),
          Map.entry("rsi", of1(o -> Study.of(new Rsi(n(o)), (i, r) -> i.update(r[0])))),
          Map.entry("roc", of1(o -> Study.of(new Roc(n(o)), (i, r) -> i.update(r[0])))),
          Map.entry("rocr", of1(TulipCasesTest::ratio)),
          Map.entry("mom", of1(o -> Study.of(new Momentum(n(o)), (i, r) -> i.update(r[0])))),
          Map.entry("max", of1(o -> Study.of(new Highest(n(o)), (i, r) -> i.update(r[0])))),
          Map.entry("min", of1(o -> Study.of(new Lowest(n(o)), (i, r) -> i.update(r[0])))),
          Map.entry("stddev", of1(o -> Study.of(deviation(o), (i, r) -> i.update(r[0])))),
          Map.entry("var", of1(TulipCasesTest::variance)),
          Map.entry("bbands", of1(TulipCasesTest::bands)),
          Map.entry("linreg", of1(o -> Study.of(line(o), (i, r) -> i.update(r[0])))),
          Map.entry("linregslope", of1(TulipCasesTest::slope)),
          Map.entry("linregintercept", of1(TulipCasesTest::intercept)),
          Map.entry("macd", of1(TulipCasesTest::macd)),
          Map.entry("obv", of2(o -> Study.of(new Obv(), (i, r) -> i.update(r[0], r[1])))),
          Map.entry("crossover", of2(o -> crosses(Set.of(Cross.UP)))),
          Map.entry("crossany", of2(o -> crosses(Set.of(Cross.UP, Cross.DOWN)))),
          Map.entry(
              "tr", of3(o -> Study.of(new TrueRange(), (i, r) -> i.update(r[0], r[1], r[2])))),
          Map.entry("atr", of3(o -> Study.of(new Atr(n(o)), (i, r) -> i.update(r[0], r[1], r[2])))),
          Map.entry("cci", of3(o -> Study.of(new Cci(n(o)), (i, r) -> i.update(r[0], r[1], r[2])))),
          Map.entry("stoch", of3(TulipCasesTest::stochastic)));

  @TestFactory
  Stream<DynamicTest> agreesWithTheVector() {
    Path folder = Cases.folder("tulip");
    List<Vector> vectors =
        FILES.stream()
            .flatMap(file -> vectors(folder.resolve(file)).stream())
            .filter(vector -> KINDS.containsKey(vector.name()) && !hasRoundedShares(vector))
            .toList();
    assertThat(vectors).extracting(Vector::name).containsAll(KINDS.keySet());
    return vectors.stream()
        .map(vector -> DynamicTest.dynamicTest(vector.toString(), () -> compare(vector)));
  }

  /** For these two periods Tulip takes shares of 0.15 and 0.075 in place of 2/13 and 2/27. */
  private static boolean hasRoundedShares(Vector vector) {
    return vector.name().equals("macd") && vector.options()[0] == 12 && vector.options()[1] == 26;
  }

  private static void compare(Vector vector) {
    Kind kind = Objects.requireNonNull(KINDS.get(vector.name()));
    List<double[]> inputs = vector.rows().subList(0, kind.inputs());
    List<double[]> expected = vector.rows().subList(kind.inputs(), vector.rows().size());
    Study study = kind.maker().make(vector.options());
    int compared = 0;
    int count = inputs.get(0).length;
    int answers = expected.get(0).length;
    for (int i = 0; i < count; i++) {
      int at = i;
      double[] found = study.step(inputs.stream().mapToDouble(row -> row[at]).toArray());
      int answer = i - (count - answers);
      if (answer >= 0 && found.length > 0) {
        assertThat(found).as("outputs of %s", vector).hasSameSizeAs(expected);
        for (int output = 0; output < found.length; output++) {
          assertThat(found[output])
              .as("%s, output %d at input %d", vector, output, i)
              .isEqualTo(expected.get(output)[answer], within(TOLERANCE));
          compared++;
        }
      }
    }
    assertThat(compared).as("numbers compared").isPositive();
    if (!ANSWERED_EARLIER_THERE.contains(vector.name())) {
      assertThat(compared).as("%s", vector).isEqualTo(answers * expected.size());
    }
  }

  private static List<Vector> vectors(Path file) {
    List<Vector> vectors = new ArrayList<>();
    for (String line : Cases.lines(file)) {
      if (line.startsWith("{")) {
        vectors.get(vectors.size() - 1).rows().add(numbers(line.replaceAll("[{};]", ""), ","));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        String[] words = line.strip().split(" ", 2);
        double[] options = words.length == 1 ? new double[0] : numbers(words[1], " ");
        vectors.add(new Vector(words[0], options, new ArrayList<>()));
      }
    }
    return vectors;
  }

  private static double[] numbers(String text, String separator) {
    return Arrays.stream(text.split(separator, -1))
        .filter(word -> !word.isBlank())
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  private static Kind of1(Maker maker) {
    return new Kind(1, maker);
  }

  private static Kind of2(Maker maker) {
    return new Kind(2, maker);
  }

  private static Kind of3(Maker maker) {
    return new Kind(3, maker);
  }

  private static int n(double[] options) {
    return (int) options[0];
  }

  private static Ema firstValue(int period) {
    return new Ema(period, Ema.Seed.FIRST_VALUE);
  }

  private static StandardDeviation deviation(double[] options) {
    return new StandardDeviation(n(options), Divisor.N);
  }

  private static LinearRegression line(double[] options) {
    return new LinearRegression(n(options));
  }

  private static Study ratio(double[] options) {
    return Study.of(
        new Roc(n(options)), (i, r) -> i.update(r[0]), i -> new double[] {1 + i.value()});
  }

  private static Study variance(double[] options) {
    return Study.of(
        deviation(options), (i, r) -> i.update(r[0]), i -> new double[] {i.value() * i.value()});
  }

  private static Study bands(double[] options) {
    return Study.of(
        new BollingerBands(n(options), options[1]),
        (i, r) -> i.update(r[0]),
        i -> new double[] {i.lower(), i.value(), i.upper()});
  }

  private static Study slope(double[] options) {
    return Study.of(line(options), (i, r) -> i.update(r[0]), i -> new double[] {i.slope()});
  }

  private static Study intercept(double[] options) {
    return Study.of(line(options), (i, r) -> i.update(r[0]), i -> new double[] {i.intercept()});
  }

  private static Study macd(double[] options) {
    return Study.of(
        new Macd(n(options), (int) options[1], (int) options[2], Ema.Seed.FIRST_VALUE),
        (i, r) -> i.update(r[0]),
        i -> new double[] {i.value(), i.signal(), i.histogram()});
  }

  private static Study crosses(Set<Cross> reported) {
    return Study.of(
        new CrossDetector(),
        (i, r) -> i.update(r[0], r[1]),
        i -> new double[] {reported.contains(i.cross()) ? 1 : 0});
  }

  private static Study stochastic(double[] options) {
    return Study.of(
        new Stochastic(n(options), (int) options[1], (int) options[2]),
        (i, r) -> i.update(r[0], r[1], r[2]),
        i -> new double[] {i.value(), i.signal()});
  }
}
