package io.qbrain.model;

import java.util.Arrays;

/** A strategy's saved state as bytes. */
public final class StateData {
  private final byte[] bytes;

  private StateData(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns the state of a copy of the bytes. */
  public static StateData of(byte[] bytes) {
    return new StateData(bytes.clone());
  }

  /** Returns a copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StateData that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
