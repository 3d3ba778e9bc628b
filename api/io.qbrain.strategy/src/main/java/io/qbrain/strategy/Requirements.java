package io.qbrain.strategy;

import java.util.List;

/**
 * What an instance needs: its subscriptions and the version of its saved state.
 *
 * @since 1.0
 */
public final class Requirements {
  private final List<Subscription> subscriptions;
  private final int stateVersion;

  private Requirements(List<Subscription> subscriptions, int stateVersion) {
    this.subscriptions = subscriptions;
    this.stateVersion = stateVersion;
  }

  /** Returns requirements with state version 1; at least one subscription, none twice. */
  public static Requirements of(Subscription... subscriptions) {
    return of(List.of(subscriptions));
  }

  /** Returns requirements with state version 1; at least one subscription, none twice. */
  public static Requirements of(List<Subscription> subscriptions) {
    List<Subscription> copy = List.copyOf(subscriptions);
    if (copy.isEmpty()) {
      throw new IllegalArgumentException("expected at least one subscription, found none");
    }
    for (int i = 0; i < copy.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (copy.get(i).sameStream(copy.get(j))) {
          throw new IllegalArgumentException("subscribed twice: " + copy.get(i));
        }
      }
    }
    return new Requirements(copy, 1);
  }

  /** Returns this with the version of what {@link Strategy#save} writes, from 1. */
  public Requirements withStateVersion(int version) {
    if (version < 1) {
      throw new IllegalArgumentException("expected a state version >= 1, found " + version);
    }
    return new Requirements(subscriptions, version);
  }

  /** Returns the subscriptions. */
  public List<Subscription> subscriptions() {
    return subscriptions;
  }

  /** Returns the version of what {@link Strategy#save} writes. */
  public int stateVersion() {
    return stateVersion;
  }
}
