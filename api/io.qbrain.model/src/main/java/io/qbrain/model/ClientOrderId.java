package io.qbrain.model;

/** Our id of an order (FIX ClOrdID): deterministic, made by the kernel, kept by a retry. */
public final class ClientOrderId extends SerialId implements Comparable<ClientOrderId> {
  private static final String MARKS = "._-";
  private static final int MAX_LENGTH = 64;

  private ClientOrderId(String text) {
    super(text);
  }

  private ClientOrderId(String prefix, long number) {
    super(prefix, number);
  }

  private ClientOrderId(ClientOrderId of, long number) {
    super(of, number);
  }

  /**
   * Parses the identifier; inverse of {@link #toString}.
   *
   * @throws IllegalArgumentException if the text is not of the form {@code [A-Za-z0-9._-]{1,64}}
   */
  public static ClientOrderId of(String text) {
    if (!IdText.isOf(text, MARKS, MAX_LENGTH)) {
      throw new IllegalArgumentException(
          "expected a client order id of 1 to 64 letters, digits, '.', '_' or '-', found '"
              + text
              + "'");
    }
    return new ClientOrderId(text);
  }

  /**
   * Returns the identifier whose text is the prefix and the number, e.g. {@code paper-12}; the text
   * is made when it is asked for.
   *
   * @param prefix of the same letters as the text; ends in no digit
   * @param number 0 or more
   * @since 1.1
   */
  public static ClientOrderId of(String prefix, long number) {
    if (prefix.length() > MAX_LENGTH - 19
        || !(prefix.isEmpty() || IdText.isOf(prefix, MARKS, MAX_LENGTH))) {
      throw new IllegalArgumentException(
          "expected a prefix of at most " + (MAX_LENGTH - 19) + " letters, found '" + prefix + "'");
    }
    return new ClientOrderId(prefix, number);
  }

  /**
   * Returns the number that follows a prefix, or -1 if this id is not that prefix and a number.
   *
   * @since 1.1
   */
  public long numberAfter(String prefix) {
    return prefix().equals(prefix) ? number() : -1;
  }

  /**
   * Returns the identifier of the same prefix and another number.
   *
   * @param number 0 or more
   * @since 1.1
   */
  public ClientOrderId withNumber(long number) {
    return number() >= 0 && prefix().length() <= MAX_LENGTH - 19
        ? new ClientOrderId(this, number)
        : of(prefix(), number);
  }

  @Override
  public int compareTo(ClientOrderId other) {
    return compareText(other);
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof ClientOrderId that && sameText(that));
  }
}
