package io.qbrain.backtest;

/** The help of the command: every option, by what it is about. */
final class BacktestUsage {
  private static final int WIDTH = 100;
  private static final String INDENT = " ".repeat(24);

  private final StringBuilder text =
      new StringBuilder(
          """
          Usage: qbrain backtest JAR --data INSTRUMENT:KIND=FILE[?MORE] [OPTIONS]

          Runs the strategy of a jar over data and prints statistics, trades, equity and settings.
          """);

  private BacktestUsage() {}

  static String text() {
    BacktestUsage usage = new BacktestUsage();
    for (BacktestOption.Group group : BacktestOption.Group.values()) {
      usage.text.append('\n').append(group.title()).append('\n');
      if (group == BacktestOption.Group.RUN) {
        usage.option("--param NAME=VALUE", "a parameter of the strategy; several times");
      }
      for (BacktestOption option : BacktestOption.values()) {
        if (option.group() == group) {
          usage.option(option);
        }
      }
    }
    usage.text.append("\nThe output\n");
    usage.option(
        "--out FOLDER",
        "writes orders.csv, fills.csv, trades.csv, equity.csv and report.json there");
    usage.option("--trades 10", "trades to print, the last ones");
    usage.option("-o table", "table or json");
    usage.option("--help", "this, and the parameters of the jar if one is given");
    return usage.text.toString();
  }

  private void option(BacktestOption option) {
    boolean words = option.form().contains(", ");
    String more = option == BacktestOption.DATA ? "; several times" : "";
    option(
        "--" + option + (words ? "" : " " + option.form()),
        option.help() + (words ? ": " + option.form() : "") + more);
  }

  private void option(String name, String help) {
    String first = "  " + name + "  ";
    StringBuilder line = new StringBuilder(first);
    if (first.length() > INDENT.length()) {
      text.append(line.toString().stripTrailing()).append('\n');
      line = new StringBuilder(INDENT);
    }
    line.append(" ".repeat(Math.max(0, INDENT.length() - line.length())));
    for (String word : help.split(" ", -1)) {
      if (line.length() + word.length() > WIDTH) {
        text.append(line.toString().stripTrailing()).append('\n');
        line = new StringBuilder(INDENT);
      }
      line.append(word).append(' ');
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }
}
