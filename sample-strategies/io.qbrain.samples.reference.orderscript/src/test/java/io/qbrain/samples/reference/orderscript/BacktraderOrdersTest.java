package io.qbrain.samples.reference.orderscript;

import static io.qbrain.testkit.BacktestAssert.assertThat;
import static io.qbrain.testkit.BundleAssert.assertThatBundle;
import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.backtest.BacktestOptions;
import io.qbrain.backtest.BacktestResult;
import io.qbrain.model.Fill;
import io.qbrain.model.Fixed;
import io.qbrain.model.StrategyRef;
import io.qbrain.model.Times;
import io.qbrain.testkit.ReferenceCases;
import java.io.IOException;
import java.io.InputStream;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Scripts of orders on the daily bars of 2006, whose fills, cash and value backtrader 1.9 prints.
 * The file says for each: a name, our options, the script, the fills with six decimals and the day
 * of their bar, and cash and value at the end.
 */
class BacktraderOrdersTest {
  private static final String INSTRUMENT = "EUX.SIM";
  private static final int DECIMALS = 6;

  record Case(String name, String options, String script, List<String> fills, String money) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    try (InputStream in = BacktraderOrdersTest.class.getResourceAsStream("backtrader.txt")) {
      byte[] bytes = Objects.requireNonNull(in, "backtrader.txt").readAllBytes();
      for (String text : new String(bytes, StandardCharsets.UTF_8).split("\n\n", -1)) {
        List<String> lines = text.strip().lines().toList();
        int last = lines.size() - 1;
        cases.add(
            new Case(
                lines.get(0).substring(2),
                lines.get(1),
                lines.get(2),
                lines.subList(3, last),
                lines.get(last)));
      }
    }
    return cases.stream();
  }

  private static BacktestResult run(Case c) {
    Map<String, List<String>> options = new LinkedHashMap<>();
    options.put("preset", List.of("backtrader"));
    options.put("leverage", List.of("1000"));
    options.put(
        "data",
        List.of(
            INSTRUMENT
                + ":1d="
                + ReferenceCases.folder("backtrader").resolve("2006-day-001.txt")
                + "?tz=UTC&close=00:00"));
    for (String word : c.options().split(" ", -1)) {
      int equals = word.indexOf('=');
      options.put(word.substring(0, equals), List.of(word.substring(equals + 1)));
    }
    if (c.options().contains("future=")) {
      options.remove("leverage");
    }
    return BacktestOptions.of(options)
        .backtest(
            BacktestOptions.Files.ANYWHERE,
            StrategyRef.parse("order-script@1.0.0"),
            new OrderScriptFactory(),
            Map.of("instrument", INSTRUMENT, "script", c.script()))
        .run();
  }

  /** Side, quantity, price with six decimals and the day of the bar, which ends at midnight. */
  private static String text(Fill fill) {
    long price = Fixed.round(fill.price().raw(), DECIMALS, RoundingMode.HALF_UP);
    LocalDate day = LocalDate.ofInstant(Times.instant(fill.timeNanos() - 1), ZoneOffset.UTC);
    return String.join(
        " ",
        fill.side().toString(),
        fill.quantity().toString(),
        "@",
        Fixed.format(price),
        "on",
        day.toString());
  }

  private static String withoutZeros(String fill) {
    String[] words = fill.split(" ", -1);
    words[3] = Fixed.format(Fixed.parse(words[3]));
    return String.join(" ", words);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void ordersFillAsBacktraderPrints(Case c) {
    BacktestResult result = run(c);
    assertThat(result.fills().stream().map(BacktraderOrdersTest::text).toList())
        .isEqualTo(c.fills().stream().map(BacktraderOrdersTest::withoutZeros).toList());
    String[] money = c.money().split(" ", -1);
    assertThat(result).hasCash(money[0]).hasEquity(money[1]);
  }

  @Test
  void isABundleThatThePlatformTakes() {
    assertThatBundle().isStrategy("order-script", "1.0.0");
  }
}
