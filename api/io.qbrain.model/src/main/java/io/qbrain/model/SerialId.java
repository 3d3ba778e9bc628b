package io.qbrain.model;

/**
 * An id as a text and, where the text ends so, a number: {@code paper-12} is {@code paper-} and 12.
 * The text is made when it is asked for. Equal texts are equal ids, however they were made.
 */
abstract sealed class SerialId permits ClientOrderId, ExecutionId, VenueOrderId {
  private static final int MAX_DIGITS = 18;
  private static final long TEN = 10;
  private static final long MAX_NUMBER = 999_999_999_999_999_999L;

  /** The whole text where it ends in no number. */
  private final String prefix;

  /** The number at the end, -1 where there is none. */
  private final long number;

  SerialId(String text) {
    int start = numberStart(text);
    this.prefix = start < 0 ? text : text.substring(0, start);
    this.number = start < 0 ? -1 : Long.parseLong(text, start, text.length(), 10);
  }

  SerialId(String prefix, long number) {
    if (number < 0 || number > MAX_NUMBER || endsInDigit(prefix)) {
      throw badNumber(prefix, number);
    }
    this.prefix = prefix;
    this.number = number;
  }

  /** The id with the prefix of another one that has a number, so that it is checked already. */
  SerialId(SerialId of, long number) {
    if (number < 0 || number > MAX_NUMBER) {
      throw badNumber(of.prefix, number);
    }
    this.prefix = of.prefix;
    this.number = number;
  }

  private static IllegalArgumentException badNumber(String prefix, long number) {
    return new IllegalArgumentException(
        "expected a prefix that ends in no digit and a number >= 0 of at most 18 digits, found '"
            + prefix
            + "' and "
            + number);
  }

  private static boolean endsInDigit(String text) {
    return !text.isEmpty() && isDigit(text.charAt(text.length() - 1));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Returns where the number at the end starts, or -1: it has no leading zero and fits a long. */
  private static int numberStart(String text) {
    int length = text.length();
    int start = length;
    while (start > 0 && isDigit(text.charAt(start - 1))) {
      start--;
    }
    int digits = length - start;
    boolean isNumber =
        digits > 0 && digits <= MAX_DIGITS && (digits == 1 || text.charAt(start) != '0');
    return isNumber ? start : -1;
  }

  /** Returns the number at the end, -1 where there is none. */
  final long number() {
    return number;
  }

  final String prefix() {
    return prefix;
  }

  final boolean sameText(SerialId that) {
    return number == that.number && prefix.equals(that.prefix);
  }

  @Override
  public int hashCode() {
    return number < 0 ? prefix.hashCode() : Long.hashCode(number);
  }

  /** Compares the texts, without making them where only the numbers differ. */
  final int compareText(SerialId that) {
    return number < 0 || that.number < 0 || !prefix.equals(that.prefix)
        ? toString().compareTo(that.toString())
        : compareDigits(number, that.number);
  }

  private static int compareDigits(long a, long b) {
    int lengths = Integer.compare(digits(a), digits(b));
    long scaledA = a;
    long scaledB = b;
    for (int i = digits(a); i < digits(b); i++) {
      scaledA *= TEN;
    }
    for (int i = digits(b); i < digits(a); i++) {
      scaledB *= TEN;
    }
    return scaledA == scaledB ? lengths : Long.compare(scaledA, scaledB);
  }

  private static int digits(long number) {
    int digits = 1;
    for (long rest = number / TEN; rest > 0; rest /= TEN) {
      digits++;
    }
    return digits;
  }

  @Override
  public String toString() {
    return number < 0 ? prefix : prefix + number;
  }
}
