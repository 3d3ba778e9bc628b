package io.qbrain.launcher;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Leaves out the control sequences of terminals (ECMA-48: ESC, '[', parameters, a final byte), so
 * that what a command prints can be read in a file and by a program.
 */
final class PlainText extends FilterOutputStream {
  private static final int ESCAPE = 0x1b;

  private enum Place {
    TEXT,
    ESCAPED,
    SEQUENCE
  }

  private Place place = Place.TEXT;

  PlainText(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    place =
        switch (place) {
          case TEXT -> text(b);
          case ESCAPED -> b == '[' ? Place.SEQUENCE : text(b);
          case SEQUENCE -> b >= 0x40 && b <= 0x7e ? Place.TEXT : Place.SEQUENCE;
        };
  }

  private Place text(int b) throws IOException {
    if (b == ESCAPE) {
      return Place.ESCAPED;
    }
    out.write(b);
    return Place.TEXT;
  }

  /** What was begun is the caller's stream: it stays open. */
  @Override
  public void close() throws IOException {
    flush();
  }
}
