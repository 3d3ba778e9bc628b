package com.example.trend;

/** Has a name that no strategy can have. */
public final class OddlyNamedFactory extends TrendFactory {
  @Override
  public String name() {
    return "Trend Follower";
  }
}
