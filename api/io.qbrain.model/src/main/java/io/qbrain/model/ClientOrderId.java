package io.qbrain.model;

/** Our id of an order (FIX ClOrdID): deterministic, made by the kernel, kept by a retry. */
public final class ClientOrderId implements Comparable<ClientOrderId> {
  private static final String MARKS = "._-";
  private static final int MAX_LENGTH = 64;

  private final String value;

  private ClientOrderId(String value) {
    this.value = value;
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

  @Override
  public int compareTo(ClientOrderId other) {
    return value.compareTo(other.value);
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof ClientOrderId that && value.equals(that.value));
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
