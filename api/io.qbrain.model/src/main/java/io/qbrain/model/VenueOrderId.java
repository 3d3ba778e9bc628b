package io.qbrain.model;

/** The venue's id of an order (FIX OrderID). */
public final class VenueOrderId extends SerialId implements Comparable<VenueOrderId> {
  private static final String MARKS = "._:-";
  private static final int MAX_LENGTH = 64;

  private VenueOrderId(String text) {
    super(text);
  }

  private VenueOrderId(String prefix, long number) {
    super(prefix, number);
  }

  private VenueOrderId(VenueOrderId of, long number) {
    super(of, number);
  }

  /**
   * Parses the identifier; inverse of {@link #toString}.
   *
   * @throws IllegalArgumentException if the text is not of the form {@code [A-Za-z0-9._:-]{1,64}}
   */
  public static VenueOrderId of(String text) {
    if (!IdText.isOf(text, MARKS, MAX_LENGTH)) {
      throw new IllegalArgumentException(
          "expected a venue order id of 1 to 64 letters, digits, '.', '_', ':' or '-', found '"
              + text
              + "'");
    }
    return new VenueOrderId(text);
  }

  /**
   * Returns the identifier whose text is the prefix and the number, e.g. {@code V12}; the text is
   * made when it is asked for.
   *
   * @param prefix of the same letters as the text; ends in no digit
   * @param number 0 or more
   * @since 1.1
   */
  public static VenueOrderId of(String prefix, long number) {
    if (prefix.length() > MAX_LENGTH - 19
        || !(prefix.isEmpty() || IdText.isOf(prefix, MARKS, MAX_LENGTH))) {
      throw new IllegalArgumentException(
          "expected a prefix of at most " + (MAX_LENGTH - 19) + " letters, found '" + prefix + "'");
    }
    return new VenueOrderId(prefix, number);
  }

  /**
   * Returns the identifier of the same prefix and another number.
   *
   * @param number 0 or more
   * @since 1.1
   */
  public VenueOrderId withNumber(long number) {
    return number() >= 0 && prefix().length() <= MAX_LENGTH - 19
        ? new VenueOrderId(this, number)
        : of(prefix(), number);
  }

  @Override
  public int compareTo(VenueOrderId other) {
    return compareText(other);
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof VenueOrderId that && sameText(that));
  }
}
