package io.qbrain.strategy;

import io.qbrain.model.OrderRequest;

/**
 * An order or target that was refused before it was sent.
 *
 * @since 1.0
 */
public final class Denial {
  private final OrderRequest request;
  private final String code;
  private final String message;

  private Denial(OrderRequest request, String code, String message) {
    this.request = request;
    this.code = code;
    this.message = message;
  }

  /** Returns a denial. */
  public static Denial of(OrderRequest request, String code, String message) {
    return new Denial(request, code, message);
  }

  /** Returns what was asked for; for a target, the order that it would have been. */
  public OrderRequest request() {
    return request;
  }

  /** Returns the stable reason code, e.g. {@code BUYING_POWER}. */
  public String code() {
    return code;
  }

  /** Returns what was found and what was expected. */
  public String message() {
    return message;
  }

  @Override
  public String toString() {
    return code + ": " + message + " (" + request + ")";
  }
}
