package io.qbrain.model;

/** The venue's id of an order (FIX OrderID). */
public final class VenueOrderId implements Comparable<VenueOrderId> {
  private static final String MARKS = "._:-";
  private static final int MAX_LENGTH = 64;

  private final String value;

  private VenueOrderId(String value) {
    this.value = value;
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

  @Override
  public int compareTo(VenueOrderId other) {
    return value.compareTo(other.value);
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof VenueOrderId that && value.equals(that.value));
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
