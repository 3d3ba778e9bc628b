package io.qbrain.series;

import io.qbrain.series.CsvLayout.Column;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where each column of a file is.
 *
 * @param hasHeader whether the first line named them
 * @param width the number of columns that a row has
 */
record Columns(Map<Column, Integer> indexes, boolean hasHeader, int width) {
  /** The index of a column that is not there. */
  static final int ABSENT = -1;

  /** The names by which columns are known, the likelier first. */
  private static final Map<Column, List<String>> NAMES =
      Map.of(
          Column.DATE, List.of("date", "<date>", "day"),
          Column.TIME,
              List.of(
                  "timestamp",
                  "ts",
                  "datetime",
                  "date time",
                  "date_time",
                  "open time",
                  "open_time",
                  "opentime",
                  "time",
                  "<time>",
                  "ts_event",
                  "unix",
                  "index",
                  ""),
          Column.OPEN, List.of("open", "<open>", "o", "open_price"),
          Column.HIGH, List.of("high", "<high>", "h", "high_price", "max"),
          Column.LOW, List.of("low", "<low>", "l", "low_price", "min"),
          Column.CLOSE, List.of("close", "<close>", "c", "close_price", "last"),
          Column.VOLUME, List.of("volume", "<vol>", "<volume>", "vol", "v"));

  int index(Column column) {
    return indexes.getOrDefault(column, ABSENT);
  }

  /** Finds the columns from the first line of a file. */
  static Columns find(CsvLayout layout, List<String> firstLine, String place) {
    boolean hasHeader =
        switch (layout.header()) {
          case PRESENT -> true;
          case ABSENT -> false;
          case DETECT -> isHeader(firstLine);
        };
    Map<Column, Integer> found = new EnumMap<>(Column.class);
    List<String> header = hasHeader ? firstLine : List.of();
    layout.columns().forEach((column, name) -> found.put(column, asked(name, header, place)));
    if (hasHeader) {
      addByName(found, firstLine);
      if (!layout.columns().containsKey(Column.DATE)) {
        settleTime(found, firstLine);
      }
    } else if (layout.columns().isEmpty()) {
      addByPosition(found, firstLine);
    }
    check(found, firstLine, hasHeader, place);
    return new Columns(found, hasHeader, firstLine.size());
  }

  static boolean isHeader(List<String> line) {
    return line.stream()
        .skip(1)
        .anyMatch(text -> text.chars().filter(Character::isLetter).count() > 1 && !isNaN(text));
  }

  private static boolean isNaN(String text) {
    return text.equalsIgnoreCase("nan") || text.equalsIgnoreCase("null");
  }

  static int asked(String name, List<String> header, String place) {
    int byName = indexOf(header, name);
    if (byName != ABSENT) {
      return byName;
    }
    if (name.matches("[0-9]{1,4}")) {
      return Integer.parseInt(name);
    }
    throw new SeriesException(
        place
            + ": expected a column '"
            + name
            + "', found "
            + (header.isEmpty() ? "no header" : "the header '" + String.join(",", header) + "'"));
  }

  private static void addByName(Map<Column, Integer> found, List<String> header) {
    NAMES.forEach(
        (column, names) -> {
          for (String name : names) {
            int index = indexOf(header, name);
            if (index != ABSENT && !found.containsKey(column) && !found.containsValue(index)) {
              found.put(column, index);
            }
          }
        });
  }

  /** Keeps a date beside a time of day only: a full time stands alone, and so does a date. */
  private static void settleTime(Map<Column, Integer> found, List<String> header) {
    Integer date = found.get(Column.DATE);
    Integer time = found.get(Column.TIME);
    if (date == null) {
      return;
    }
    String name = time == null ? "" : header.get(time).toLowerCase(Locale.ROOT);
    if (time == null || name.isEmpty() || name.equals("index")) {
      found.remove(Column.DATE);
      found.put(Column.TIME, date);
    } else if (!name.contains("time") || name.length() > "<time>".length()) {
      found.remove(Column.DATE);
    }
  }

  private static void addByPosition(Map<Column, Integer> found, List<String> row) {
    int at = 0;
    if (row.size() > 6 && row.get(1).indexOf(':') > 0) {
      found.put(Column.DATE, at++);
    }
    found.put(Column.TIME, at++);
    for (Column column : List.of(Column.OPEN, Column.HIGH, Column.LOW, Column.CLOSE)) {
      found.put(column, at++);
    }
    if (at < row.size()) {
      found.put(Column.VOLUME, at);
    }
  }

  static int indexOf(List<String> header, String name) {
    for (int i = 0; i < header.size(); i++) {
      if (header.get(i).strip().equalsIgnoreCase(name.strip())) {
        return i;
      }
    }
    return ABSENT;
  }

  private static void check(
      Map<Column, Integer> found, List<String> firstLine, boolean hasHeader, String place) {
    for (Column column : Column.values()) {
      boolean optional = column == Column.DATE || column == Column.VOLUME;
      Integer index = found.get(column);
      if (index == null ? !optional : index >= firstLine.size()) {
        throw new SeriesException(
            place
                + ": expected columns time, open, high, low, close and volume ("
                + column.name().toLowerCase(Locale.ROOT)
                + (index == null ? " is missing), found " : " at index " + index + "), found ")
                + (hasHeader ? "the header " : "the row ")
                + firstLine.stream().limit(20).collect(Collectors.joining(",", "'", "'"))
                + "; name them like columns=time:Date,open:First or by index like open:1");
      }
    }
  }
}
