package io.qbrain.series;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The columns of a line, without blanks and quotes around them, as views of its bytes. */
final class Fields {
  private byte[] bytes = new byte[0];
  private int[] starts = new int[16];
  private int[] ends = new int[16];
  private int count;

  void split(LineReader line, char separator) {
    bytes = line.bytes();
    count = 0;
    int from = line.start();
    boolean quoted = false;
    for (int i = line.start(); i < line.end(); i++) {
      byte b = bytes[i];
      if (b == '"') {
        quoted = !quoted;
      } else if (b == separator && !quoted) {
        add(from, i);
        from = i + 1;
      }
    }
    add(from, line.end());
  }

  private void add(int from, int to) {
    while (from < to && isBlank(bytes[from])) {
      from++;
    }
    while (to > from && isBlank(bytes[to - 1])) {
      to--;
    }
    if (to - from >= 2 && bytes[from] == '"' && bytes[to - 1] == '"') {
      from++;
      to--;
    }
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
    }
    starts[count] = from;
    ends[count] = to;
    count++;
  }

  private static boolean isBlank(byte b) {
    return b >= 0 && b <= ' ';
  }

  int count() {
    return count;
  }

  /** Points a view at a column. */
  Field get(int column, Field view) {
    view.set(bytes, starts[column], ends[column]);
    return view;
  }

  String text(int column) {
    return new String(bytes, starts[column], ends[column] - starts[column], StandardCharsets.UTF_8);
  }

  List<String> texts() {
    List<String> texts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      texts.add(text(i));
    }
    return texts;
  }

  /** One column as characters: a view that is set anew for each. */
  static final class Field implements CharSequence {
    private byte[] bytes = new byte[0];
    private int start;
    private int end;

    private void set(byte[] bytes, int start, int end) {
      this.bytes = bytes;
      this.start = start;
      this.end = end;
    }

    @Override
    public int length() {
      return end - start;
    }

    @Override
    public char charAt(int index) {
      return (char) (bytes[start + index] & 0xFF);
    }

    @Override
    public CharSequence subSequence(int from, int to) {
      return toString().substring(from, to);
    }

    @Override
    public String toString() {
      return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    }
  }
}
