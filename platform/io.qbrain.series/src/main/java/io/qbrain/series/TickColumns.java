package io.qbrain.series;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where each column of a file of quotes, trades or books is.
 *
 * @param date the day, where the time of day has a column of its own
 * @param names what the values are, as they are named in {@code columns=}
 * @param values where they are: of quotes bid, ask, bid size, ask size; of trades price, quantity;
 *     of books bid, bid size, ask, ask size of each level
 * @param hasHeader whether the first line named them
 * @param width the number of columns that a row has
 */
record TickColumns(
    int date, int time, List<String> names, int[] values, boolean hasHeader, int width) {

  private static final List<String> TIME =
      List.of(
          "timestamp",
          "ts",
          "datetime",
          "date time",
          "date_time",
          "time",
          "ts_event",
          "unix",
          "transact_time",
          "local_timestamp",
          "index",
          "date",
          "");

  private static final Map<String, List<String>> ALIASES =
      Map.of(
          "bid", List.of("bid", "bid_price", "bidprice", "bid price", "best_bid", "bid_px", "b"),
          "ask",
              List.of("ask", "ask_price", "askprice", "ask price", "best_ask", "ask_px", "offer"),
          "bidsize",
              List.of("bidsize", "bid_size", "bid size", "bid_qty", "bid_volume", "bid_amount"),
          "asksize",
              List.of("asksize", "ask_size", "ask size", "ask_qty", "ask_volume", "ask_amount"),
          "price", List.of("price", "trade_price", "px", "p", "last"),
          "quantity", List.of("quantity", "qty", "size", "volume", "amount", "q", "v"));

  private static final Pattern LEVEL =
      Pattern.compile("(bid|ask)s?(?:[_ ]?(?:price|px))?[\\[_ ]?([0-9]{1,2})\\]?(?:[._ ]?price)?");

  private static final Pattern LEVEL_SIZE =
      Pattern.compile(
          "(bid|ask)s?[_ ]?(?:size|sz|qty|volume|amount)[_ ]?([0-9]{1,2})"
              + "|(bid|ask)s?[\\[_ ]?([0-9]{1,2})\\]?[._ ]?(?:size|sz|qty|volume|amount)");

  /** Finds the columns from the first line of a file. */
  static TickColumns find(
      DataKind kind,
      CsvLayout layout,
      Map<String, String> asked,
      List<String> firstLine,
      String place) {
    boolean hasHeader =
        switch (layout.header()) {
          case PRESENT -> true;
          case ABSENT -> false;
          case DETECT -> Columns.isHeader(firstLine);
        };
    List<String> header = hasHeader ? firstLine : List.of();
    boolean byPosition = !hasHeader && asked.isEmpty();
    int date = asked.containsKey("date") ? Columns.asked(asked.get("date"), header, place) : -1;
    int time = position(asked, "time", TIME, header, byPosition ? 0 : Columns.ABSENT, place);
    List<String> names = names(kind, header, asked, firstLine.size());
    int[] values = new int[names.size()];
    for (int i = 0; i < values.length; i++) {
      String name = names.get(i);
      int standard = byPosition && i + 1 < firstLine.size() ? i + 1 : Columns.ABSENT;
      values[i] =
          kind == DataKind.DEPTH && !asked.containsKey(name)
              ? level(name, header, standard)
              : position(
                  asked, name, ALIASES.getOrDefault(name, List.of()), header, standard, place);
    }
    TickColumns found = new TickColumns(date, time, names, values, hasHeader, firstLine.size());
    found.check(kind, firstLine, place);
    return found;
  }

  private static int position(
      Map<String, String> asked,
      String name,
      List<String> aliases,
      List<String> header,
      int standard,
      String place) {
    String given = asked.get(name);
    if (given != null) {
      return Columns.asked(given, header, place);
    }
    for (String alias : aliases) {
      int at = Columns.indexOf(header, alias);
      if (at != Columns.ABSENT) {
        return at;
      }
    }
    return standard;
  }

  private static List<String> names(
      DataKind kind, List<String> header, Map<String, String> asked, int width) {
    return switch (kind) {
      case QUOTES -> List.of("bid", "ask", "bidsize", "asksize");
      case TRADES -> List.of("price", "quantity");
      case BARS, DEPTH -> {
        TreeSet<Integer> levels = new TreeSet<>();
        header.forEach(name -> addLevel(name, levels));
        asked.keySet().forEach(name -> addLevel(name, levels));
        if (header.isEmpty() && asked.isEmpty()) {
          for (int level = 0; level < (width - 1) / 4; level++) {
            levels.add(level);
          }
        }
        List<String> names = new ArrayList<>();
        for (int level : levels) {
          names.addAll(List.of("bid" + level, "bidsize" + level, "ask" + level, "asksize" + level));
        }
        yield List.copyOf(names);
      }
    };
  }

  private static void addLevel(String name, TreeSet<Integer> levels) {
    String plain = canonical(name);
    if (plain != null) {
      levels.add(Integer.parseInt(plain.replaceAll("[^0-9]", "")));
    }
  }

  /** Returns a name such as {@code bid0} or {@code asksize3}, or null. */
  private static @Nullable String canonical(String name) {
    String text = name.strip().toLowerCase(Locale.ROOT);
    Matcher size = LEVEL_SIZE.matcher(text);
    if (size.matches()) {
      return size.group(1) != null
          ? size.group(1) + "size" + Integer.parseInt(size.group(2))
          : size.group(3) + "size" + Integer.parseInt(size.group(4));
    }
    Matcher price = LEVEL.matcher(text);
    return price.matches() ? price.group(1) + Integer.parseInt(price.group(2)) : null;
  }

  private static int level(String name, List<String> header, int standard) {
    for (int i = 0; i < header.size(); i++) {
      if (name.equals(canonical(header.get(i)))) {
        return i;
      }
    }
    return standard;
  }

  private void check(DataKind kind, List<String> firstLine, String place) {
    String missing = time == Columns.ABSENT || time >= width ? "time" : null;
    for (int i = 0; i < values.length && missing == null; i++) {
      boolean optional = kind == DataKind.QUOTES && i >= 2;
      if (values[i] == Columns.ABSENT ? !optional : values[i] >= width) {
        missing = names.get(i);
      }
    }
    if (values.length == 0) {
      missing = "bid0";
    }
    if (missing != null) {
      throw new SeriesException(
          place
              + ": expected columns time, "
              + (names.isEmpty() ? "bid0, bidsize0, ask0, asksize0" : String.join(", ", names))
              + " ("
              + missing
              + " is missing), found "
              + (hasHeader ? "the header " : "the row ")
              + firstLine.stream().limit(20).collect(Collectors.joining(",", "'", "'"))
              + "; name them like columns=time:Date,"
              + missing
              + ":1");
    }
  }
}
