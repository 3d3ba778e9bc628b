package io.qbrain.kernel;

import io.qbrain.model.ClientOrderId;
import io.qbrain.model.CorporateAction;
import io.qbrain.model.Currency;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.Instance;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.Money;
import io.qbrain.model.Rate;
import io.qbrain.model.RiskScope;
import io.qbrain.model.StrategyRef;
import org.jspecify.annotations.Nullable;

/** What happens to an account. */
public sealed interface Input {

  /** The market moved. */
  record Market(MarketEvent event) implements Input {}

  /** A venue reports on an order. */
  record Report(ExecutionReport report) implements Input {}

  /** All events up to a time are in: timers come due and slices close. */
  record TimeAdvanced(long timeNanos) implements Input {}

  /** An instrument can be traded, or its properties changed. */
  record ListInstrument(Instrument instrument) implements Input {}

  /**
   * The owner pays in (above zero) or out.
   *
   * @param timeNanos when, in nanoseconds since 1970; the account's own time if that is later
   */
  record Deposit(Money amount, String reference, long timeNanos) implements Input {
    /** Money that comes at the account's own time. */
    public Deposit(Money amount, String reference) {
      this(amount, reference, 0);
    }
  }

  /** An instance is made; its capital moves from the account to its book. */
  record CreateInstance(Instance instance) implements Input {}

  /**
   * Money of the base currency moves from the account to an instance, whose capital it becomes.
   *
   * @param amount above zero to the instance, below zero back to the account
   */
  record Transfer(InstanceId instance, Money amount, String reason) implements Input {}

  /** An instance starts, or gets its strategy back after a restart. */
  record StartInstance(InstanceId instance, String reason) implements Input {}

  /** An instance stops; its open orders are canceled. */
  record StopInstance(InstanceId instance, String reason) implements Input {}

  /** All that an instance holds is closed at the market, after its open orders are canceled. */
  record Flatten(InstanceId instance, String reason) implements Input {}

  /** A stopped instance goes; its money returns to the account. */
  record RemoveInstance(InstanceId instance, String reason) implements Input {}

  /** The strategies of a reference are not there any more: its instances wait. */
  record StrategyRemoved(StrategyRef strategy) implements Input {}

  /** The states of all running strategies are saved. */
  record SaveStates() implements Input {}

  /** A person cancels an order. */
  record CancelOrder(ClientOrderId order, String reason) implements Input {}

  /**
   * A rate is in force from now on: of exchange of any two currencies, of borrowing an instrument,
   * or of interest. One of exchange that is older than the last known one changes nothing; one of
   * the time 0 is of the account's own time.
   */
  record RecordRate(Rate rate) implements Input {}

  /** A rate comes into force at its time, by the account's time, which must be before it. */
  record AnnounceRate(Rate rate) implements Input {}

  /**
   * Money is converted at the last known rate of the two currencies.
   *
   * @param instance whose money it is; null for what belongs to no instance
   * @param from what it gives
   * @param to the currency that it gets
   */
  record Convert(@Nullable InstanceId instance, Money from, Currency to) implements Input {}

  /**
   * Funding of a perpetual is due: who is long pays a rate of the value, who is short receives it.
   *
   * @param rateRaw the rate in units of 1e-8; below zero the short pay
   */
  record Fund(InstrumentId instrument, long rateRaw, String reference) implements Input {}

  /** A corporate action is due: comes before the first event at or after its ex time. */
  record Act(CorporateAction action) implements Input {}

  /**
   * A corporate action will be due at its ex time, by the account's time, which must be before it.
   */
  record Announce(CorporateAction action) implements Input {}

  /**
   * What was announced will not happen.
   *
   * @param key what names it: {@link CorporateAction#key} or {@link Rate#key}
   */
  record Withdraw(String key, String reason) implements Input {}

  /**
   * The terms of the account change.
   *
   * @param terms what changes, e.g. {@code conversion=on-request,interest=actual-365}
   */
  record SetTerms(String terms, String reason) implements Input {}

  /**
   * A command that its sender gave an id: done once, however often it comes.
   *
   * @param id the sender's id, 1 to 100 characters
   * @param command what is asked for; no event, report or instrument, and none with an id
   */
  record Once(String id, Input command) implements Input {
    private static final int MAX_ID = 100;

    /** Checks the id and the kind of command. */
    public Once {
      if (id.isBlank() || id.length() > MAX_ID) {
        throw new IllegalArgumentException(
            "expected a request id of 1 to " + MAX_ID + " characters, found '" + id + "'");
      }
      if (command instanceof Market
          || command instanceof Report
          || command instanceof ListInstrument
          || command instanceof Once) {
        throw new IllegalArgumentException("expected a command, found " + command);
      }
    }
  }

  /** Trading stops in a scope. */
  record Kill(RiskScope scope, String reason) implements Input {}

  /** Trading may go on in a scope. */
  record Resume(RiskScope scope, String reason) implements Input {}
}
