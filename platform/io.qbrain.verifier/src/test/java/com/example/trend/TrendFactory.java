package com.example.trend;

/** The least that the verifier reads of a factory. */
public class TrendFactory {
  public String name() {
    return "trend";
  }
}
