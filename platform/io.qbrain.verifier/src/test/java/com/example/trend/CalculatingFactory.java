package com.example.trend;

/** Has a name that only running it tells. */
public final class CalculatingFactory extends TrendFactory {
  @Override
  public String name() {
    return super.name() + "-" + Integer.bitCount(7);
  }
}
