package io.qbrain.model;

/** The form of identifiers that are made for every order, checked without a regular expression. */
final class IdText {
  private IdText() {}

  /** Returns whether a text has 1 to max letters (a to z, A to Z), digits or marks. */
  static boolean isOf(String text, String marks, int max) {
    int length = text.length();
    if (length == 0 || length > max) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      boolean plain = c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      if (!plain && marks.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }
}
