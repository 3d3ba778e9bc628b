package io.qbrain.series;

import java.io.IOException;
import java.io.InputStream;

/** Reads lines of bytes without copying them; the bytes of a line last until the next one. */
final class LineReader {
  /** The longest line; a longer one is no text. */
  static final int MAX_LINE = 1 << 16;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final InputStream in;
  private final String file;
  private final byte[] buffer = new byte[2 * MAX_LINE];
  private int next;
  private int limit;
  private boolean ended;
  private int start;
  private int end;
  private long line;

  LineReader(InputStream in, String file) {
    this.in = in;
    this.file = file;
  }

  /** Goes to the next line and returns whether there is one. */
  boolean next() throws IOException {
    int at = next;
    while (true) {
      while (at < limit && buffer[at] != '\n') {
        at++;
      }
      if (at < limit || ended) {
        break;
      }
      int length = limit - next;
      if (length > MAX_LINE) {
        throw new SeriesException(
            file
                + ":"
                + (line + 1)
                + ": expected text with lines of at most "
                + MAX_LINE
                + " bytes, found a longer one");
      }
      System.arraycopy(buffer, next, buffer, 0, length);
      next = 0;
      limit = length;
      at = length;
      fill();
    }
    if (next == limit) {
      return false;
    }
    start = next;
    end = at;
    next = Math.min(at + 1, limit);
    line++;
    trim();
    return true;
  }

  private void fill() throws IOException {
    int read = in.read(buffer, limit, buffer.length - limit);
    if (read < 0) {
      ended = true;
    } else {
      limit += read;
    }
  }

  private void trim() {
    if (end > start && buffer[end - 1] == '\r') {
      end--;
    }
    if (line == 1
        && end - start >= 3
        && buffer[start] == BYTE_ORDER_MARK[0]
        && buffer[start + 1] == BYTE_ORDER_MARK[1]
        && buffer[start + 2] == BYTE_ORDER_MARK[2]) {
      start += 3;
    }
  }

  /** Returns whether the line holds no data: it is blank or starts with #. */
  boolean isEmpty() {
    for (int i = start; i < end; i++) {
      if (buffer[i] > ' ' || buffer[i] < 0) {
        return buffer[i] == '#';
      }
    }
    return true;
  }

  byte[] bytes() {
    return buffer;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  long line() {
    return line;
  }

  String text() {
    return new String(buffer, start, end - start, java.nio.charset.StandardCharsets.UTF_8);
  }
}
