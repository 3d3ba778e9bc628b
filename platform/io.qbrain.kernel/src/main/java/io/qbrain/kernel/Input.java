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
   * A rate is in force from now on: of exchange, of borrowing an instrument, or of interest. One of
   * exchange that is older than the last known one changes nothing.
   */
  record RecordRate(Rate rate) implements Input {}

  /**
   * An instance converts money at the last known rate; one of the two currencies is the base
   * currency.
   *
   * @param from what it gives
   * @param to the currency that it gets
   */
  record Convert(InstanceId instance, Money from, Currency to) implements Input {}

  /**
   * Funding of a perpetual is due: who is long pays a rate of the value, who is short receives it.
   *
   * @param rateRaw the rate in units of 1e-8; below zero the short pay
   */
  record Fund(InstrumentId instrument, long rateRaw, String reference) implements Input {}

  /** A split or dividend is due: comes before the first event at or after its ex time. */
  record Act(CorporateAction action) implements Input {}

  /** Trading stops in a scope. */
  record Kill(RiskScope scope, String reason) implements Input {}

  /** Trading may go on in a scope. */
  record Resume(RiskScope scope, String reason) implements Input {}
}
