package io.qbrain.kernel;

import io.qbrain.model.MarketProfile;
import org.jspecify.annotations.Nullable;

/** Finds the market profiles that instruments name. Pure: a name always gives the same rules. */
@FunctionalInterface
public interface MarketLookup {
  /** No market at all: instruments that name one are refused. */
  MarketLookup NONE = name -> null;

  /** Returns the profile of a name, or null if there is none. */
  @Nullable MarketProfile find(String name);
}
