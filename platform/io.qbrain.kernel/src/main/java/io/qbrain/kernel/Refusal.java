package io.qbrain.kernel;

/**
 * Why a command was not carried out. Nothing changed.
 *
 * @param kind what kind of refusal it is
 * @param code stable code, e.g. {@code instance.exists}
 * @param message what was found and what was expected
 */
public record Refusal(Kind kind, String code, String message) {
  /** What kind of refusal it is. */
  public enum Kind {
    /** What the command names is not there. */
    NOT_FOUND,
    /** The command itself is wrong. */
    INVALID,
    /** The command does not fit what is there. */
    CONFLICT
  }

  static Refusal notFound(String code, String message) {
    return new Refusal(Kind.NOT_FOUND, code, message);
  }

  static Refusal invalid(String code, String message) {
    return new Refusal(Kind.INVALID, code, message);
  }

  static Refusal conflict(String code, String message) {
    return new Refusal(Kind.CONFLICT, code, message);
  }
}
