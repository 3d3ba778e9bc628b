package io.qbrain.service;

import org.jspecify.annotations.Nullable;

/** A request cannot be carried out, and nothing of it was. The message is for the user. */
public final class ServiceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of refusal it is. */
  public enum Kind {
    /** What the request names is not there. */
    NOT_FOUND,
    /** The request itself is wrong. */
    INVALID,
    /** The request does not fit what is there. */
    CONFLICT,
    /** The request is larger than allowed. */
    TOO_LARGE,
    /** Something that is needed is down. */
    UNAVAILABLE
  }

  private final Kind kind;
  private final String code;

  /**
   * Makes an exception.
   *
   * @param kind what kind of refusal it is
   * @param code stable code, lower case with points, e.g. {@code instance.unknown}
   * @param message what was found, what was expected and what to do
   */
  public ServiceException(Kind kind, String code, String message) {
    this(kind, code, message, null);
  }

  /** Makes an exception with its cause. */
  public ServiceException(Kind kind, String code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.code = code;
  }

  /** Returns what kind of refusal it is. */
  public Kind kind() {
    return kind;
  }

  /** Returns the stable code. */
  public String code() {
    return code;
  }
}
