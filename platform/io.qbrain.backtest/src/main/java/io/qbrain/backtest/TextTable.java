package io.qbrain.backtest;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns as wide as their widest cell; numbers stand to the right. */
final class TextTable {
  private static final String GAP = "  ";

  private final List<String[]> rows = new ArrayList<>();
  private final boolean[] left;

  /** Makes a table; a header that ends in a point has its column to the left, without it. */
  TextTable(String... headers) {
    left = new boolean[headers.length];
    String[] shown = new String[headers.length];
    for (int i = 0; i < headers.length; i++) {
      left[i] = headers[i].endsWith(".");
      shown[i] = left[i] ? headers[i].substring(0, headers[i].length() - 1) : headers[i];
    }
    rows.add(shown);
  }

  void add(String... cells) {
    if (cells.length != left.length) {
      throw new IllegalArgumentException(
          "expected " + left.length + " cells, found " + cells.length);
    }
    rows.add(cells);
  }

  void print(StringBuilder to) {
    int[] widths = new int[left.length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.length; i++) {
        String space = " ".repeat(widths[i] - row[i].length());
        line.append(GAP).append(left[i] ? row[i] + space : space + row[i]);
      }
      to.append(line.toString().stripTrailing()).append('\n');
    }
  }
}
