package io.qbrain.samples.reference.orderscript;

import io.qbrain.backtest.BacktestOptions;
import io.qbrain.backtest.BacktestResult;
import io.qbrain.model.Fill;
import io.qbrain.model.Fixed;
import io.qbrain.model.StrategyRef;
import io.qbrain.model.Times;
import java.io.IOException;
import java.io.InputStream;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A script of orders and what another engine makes of it: a name, our options, the script, the
 * fills with the decimals that the case has and the day of their bar, and the money at the end.
 */
record OrderCase(
    String name, String options, String script, int decimals, List<String> fills, String money) {
  private static final int DECIMALS = 6;

  /** Makes one whose fills have six decimals. */
  OrderCase(String name, String options, String script, List<String> fills, String money) {
    this(name, options, script, DECIMALS, fills, money);
  }

  static Stream<OrderCase> read(String file) throws IOException {
    List<OrderCase> cases = new ArrayList<>();
    try (InputStream in = OrderCase.class.getResourceAsStream(file)) {
      byte[] bytes = Objects.requireNonNull(in, file).readAllBytes();
      for (String text : new String(bytes, StandardCharsets.UTF_8).split("\n\n", -1)) {
        List<String> lines = text.strip().lines().toList();
        int last = lines.size() - 1;
        cases.add(
            new OrderCase(
                lines.get(0).substring(2),
                lines.get(1),
                lines.get(2),
                decimals(lines.get(3)),
                lines.subList(3, last).stream().map(OrderCase::withoutZeros).toList(),
                lines.get(last)));
      }
    }
    return cases.stream();
  }

  private static int decimals(String fill) {
    String price = fill.split(" ", -1)[3];
    return price.length() - 1 - price.indexOf('.');
  }

  private static String withoutZeros(String fill) {
    String[] words = fill.split(" ", -1);
    words[3] = Fixed.format(Fixed.parse(words[3]));
    return String.join(" ", words);
  }

  /** Runs it under the options of all cases and its own, which replace those of the same name. */
  BacktestResult run(String instrument, String bars, Map<String, String> common) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    common.forEach((name, value) -> all.put(name, List.of(value)));
    for (String word : options.split(" ", -1)) {
      int equals = word.indexOf('=');
      all.put(word.substring(0, equals), List.of(word.substring(equals + 1)));
    }
    if (options.contains("future=")) {
      all.remove("leverage");
    }
    return BacktestOptions.of(all)
        .backtest(
            BacktestOptions.Files.ANYWHERE,
            StrategyRef.parse("order-script@1.0.0"),
            new OrderScriptFactory(),
            Map.of("instrument", instrument, "bars", bars, "script", script))
        .run();
  }

  /** Returns side, quantity, price and day of each fill, where bars may end at midnight. */
  List<String> fills(BacktestResult result, ZoneId zone) {
    return result.fills().stream().map(f -> text(f, zone)).toList();
  }

  private String text(Fill fill, ZoneId zone) {
    long price = Fixed.round(fill.price().raw(), decimals, RoundingMode.HALF_UP);
    LocalDate day = LocalDate.ofInstant(Times.instant(fill.timeNanos() - 1), zone);
    return String.join(
        " ",
        fill.side().toString(),
        fill.quantity().toString(),
        "@",
        Fixed.format(price),
        "on",
        day.toString());
  }

  @Override
  public String toString() {
    return name;
  }
}
