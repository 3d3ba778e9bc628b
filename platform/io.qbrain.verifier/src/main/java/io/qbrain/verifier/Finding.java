package io.qbrain.verifier;

/**
 * Something that keeps a jar from being installed.
 *
 * @param code what kind it is
 * @param place the entry or header where it was found; empty if it is the file as a whole
 * @param message what was found, what was expected and what to do
 */
public record Finding(FindingCode code, String place, String message) {

  /** Returns place and message. */
  @Override
  public String toString() {
    return place.isEmpty() ? message : place + ": " + message;
  }
}
