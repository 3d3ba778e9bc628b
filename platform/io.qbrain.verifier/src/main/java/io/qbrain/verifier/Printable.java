package io.qbrain.verifier;

/** Makes text from a jar fit for a log or a terminal: no control characters, not endless. */
final class Printable {
  private static final int MAX_LENGTH = 500;

  private Printable() {}

  static String of(String text) {
    StringBuilder printable = new StringBuilder();
    text.codePoints()
        .limit(MAX_LENGTH)
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
        .forEach(printable::appendCodePoint);
    return text.codePointCount(0, text.length()) > MAX_LENGTH
        ? printable + "..."
        : printable.toString();
  }
}
