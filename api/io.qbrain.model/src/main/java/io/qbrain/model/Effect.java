package io.qbrain.model;

import org.jspecify.annotations.Nullable;

/**
 * A change that the kernel decided. Applied in order, the effects rebuild its state: recovery needs
 * no strategy.
 */
public sealed interface Effect {

  /** An instrument can be traded, or its properties changed. */
  record InstrumentListed(Instrument instrument) implements Effect {}

  /** An instance was made or changed its state. */
  record InstanceChanged(Instance instance) implements Effect {}

  /**
   * An order changed.
   *
   * @param order as it is now
   * @param fill the fill that changed it, or null
   * @param venueSequence the number of the venue's report that changed it; 0 if none did
   */
  record OrderChanged(Order order, @Nullable Fill fill, long venueSequence) implements Effect {}

  /** An entry was added to the ledger. */
  record LedgerPosted(LedgerEntry entry) implements Effect {}

  /** Trading was stopped for a scope, or allowed again. */
  record KillChanged(RiskScope scope, boolean latched, String reason) implements Effect {}

  /** A timer was set ({@code pending}) or has come. */
  record TimerChanged(InstanceId instance, String name, long dueNanos, boolean pending)
      implements Effect {}

  /** A strategy's state was saved. */
  record StateSaved(InstanceId instance, int stateVersion, StateData state) implements Effect {}

  /**
   * A rate came into force, and stays so until the next one of its kind and subject.
   *
   * @since 1.1
   */
  record RateRecorded(Rate rate) implements Effect {}

  /**
   * A split or dividend was booked for all who hold the instrument.
   *
   * @since 1.1
   */
  record ActionApplied(CorporateAction action) implements Effect {}

  /**
   * A rate will come into force at its time, by the account's time.
   *
   * @since 1.1
   */
  record RateAnnounced(Rate rate) implements Effect {}

  /**
   * A corporate action will be booked at its ex time, by the account's time.
   *
   * @since 1.1
   */
  record ActionAnnounced(CorporateAction action) implements Effect {}

  /**
   * What was announced will not happen.
   *
   * @param key the {@link Rate#key} or {@link CorporateAction#key} of what was announced
   * @param reason why
   * @since 1.1
   */
  record AnnouncementWithdrawn(String key, String reason) implements Effect {}

  /**
   * The terms of the account came into force; until then those of the configuration are.
   *
   * @param currency the account's base currency, which never changes
   * @param terms every term as {@code name=value}, separated by commas
   * @param reason why
   * @since 1.1
   */
  record TermsChanged(Currency currency, String terms, String reason) implements Effect {}

  /**
   * A request that carries an id of its sender was carried out: the same one again does nothing.
   *
   * @param id the sender's id
   * @param what the request in words, to tell another one under the same id
   * @since 1.1
   */
  record RequestDone(String id, String what) implements Effect {}

  /**
   * The overnight interest of a day was charged, of accounts that charge it once per UTC day.
   *
   * @param epochDay the day, counted from 1970-01-01
   * @since 1.1
   */
  record RolloverDone(long epochDay) implements Effect {}
}
