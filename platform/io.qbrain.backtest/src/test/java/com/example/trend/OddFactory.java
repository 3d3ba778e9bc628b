package com.example.trend;

/** Says that it is a factory, and is none. */
public final class OddFactory {
  /** Returns a name. */
  public String name() {
    return "odd";
  }
}
