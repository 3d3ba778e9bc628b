package io.qbrain.series;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Tells a watch what was read. */
final class WatchedStream extends FilterInputStream {
  /** Takes the number of bytes that were read now. */
  interface Count {
    void add(int bytes);
  }

  private final Count count;

  WatchedStream(InputStream in, Count count) {
    super(in);
    this.count = count;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    count.add(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] to, int from, int length) throws IOException {
    int read = super.read(to, from, length);
    count.add(Math.max(0, read));
    return read;
  }
}
