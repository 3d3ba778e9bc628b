package io.qbrain.rest.wire;

import org.jspecify.annotations.Nullable;

/** A request is refused before any service sees it. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final @Nullable String field;

  /**
   * Makes a refusal.
   *
   * @param status the HTTP status
   * @param code stable code, lower case with points
   * @param detail what was found, what was expected and what to do
   */
  public Refusal(int status, String code, String detail) {
    this(status, code, detail, null);
  }

  /** Makes a refusal for a property or parameter. */
  public Refusal(int status, String code, String detail, @Nullable String field) {
    super(detail);
    this.status = status;
    this.code = code;
    this.field = field;
  }

  Problem problem() {
    Problem plain = Problem.of(status, code, String.valueOf(getMessage()));
    return new Problem(plain.title(), status, code, plain.detail(), field, null);
  }
}
