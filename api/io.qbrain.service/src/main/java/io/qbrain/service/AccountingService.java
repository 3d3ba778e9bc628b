package io.qbrain.service;

import io.qbrain.model.AccountId;
import io.qbrain.model.CorporateAction;
import io.qbrain.model.Currency;
import io.qbrain.model.InstanceId;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.Money;
import io.qbrain.model.Rate;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What concerns an account as a whole: money of its owner, conversions, rates, corporate actions,
 * funding and terms.
 *
 * <p>Each change is an input of the account's loop; the call returns when it is durable. Every
 * change may be refused with NOT_FOUND {@code account.unknown}, UNAVAILABLE {@code account.halted}
 * and, if it carries an id, CONFLICT {@code request.reused}.
 *
 * @since 1.1
 */
@ProviderType
public interface AccountingService {

  /**
   * How a change is asked for.
   *
   * @param requestId an id of the sender, at most 100 characters: the same request under it is
   *     carried out once, however often it comes; empty for none
   * @param reason text for the record; what the ledger keeps of it is the entry's reference
   */
  record Asked(String requestId, String reason) {
    /** A request without an id. */
    public static Asked because(String reason) {
      return new Asked("", reason);
    }
  }

  /**
   * What became of a change.
   *
   * @param account the account
   * @param isRepeated whether a request of the same id was carried out before, so that nothing was
   *     done now
   * @param entries what was booked at once; empty if nothing was
   */
  record Booked(AccountId account, boolean isRepeated, List<LedgerEntry> entries) {
    /** Copies the entries. */
    public Booked {
      entries = List.copyOf(entries);
    }
  }

  /**
   * A rate in force.
   *
   * @param rate the rate
   * @param by the two rates that it follows from; empty if it is one of its own
   */
  record RateView(Rate rate, String by) {}

  /**
   * A rate or an action that is to come.
   *
   * @param key what names it, e.g. {@code split:SPY.ARCA:2026-03-20T13:30:00Z}
   * @param dueNanos when it comes, in nanoseconds since 1970, by the account's time
   * @param what it in words
   */
  record AnnouncementView(String key, long dueNanos, String what) {}

  /**
   * The owner pays in an amount above zero; of another currency than the base one it counts at the
   * last rate. INVALID {@code amount.sign}, {@code account.capital}, CONFLICT {@code rate.missing}.
   */
  Booked deposit(AccountId account, Money amount, Asked how);

  /**
   * The owner takes out an amount above zero of what belongs to no instance, in any currency.
   * INVALID {@code amount.sign}, CONFLICT {@code account.capital}, {@code rate.missing}.
   */
  Booked withdraw(AccountId account, Money amount, Asked how);

  /**
   * Moves money, of any currency of which a rate is known, from what belongs to no instance to an
   * instance, or back. The instance's capital follows at the last rate, so that its profit, equity
   * less capital, stays what it was. INVALID {@code transfer.amount}, CONFLICT {@code
   * transfer.free}, {@code rate.missing}, NOT_FOUND {@code instance.unknown}.
   *
   * @param amount above zero to the instance, below zero back to the account
   * @since 1.1
   */
  Booked transfer(AccountId account, InstanceId instance, Money amount, Asked how);

  /**
   * Converts money of an instance, or of what belongs to none, at the last known rate. INVALID
   * {@code conversion.pair}, CONFLICT {@code conversion.cash}, {@code rate.missing}, NOT_FOUND
   * {@code instance.unknown}.
   */
  Booked convert(
      AccountId account, Optional<InstanceId> instance, Money from, Currency to, Asked how);

  /**
   * Books funding of a perpetual at its last price: who is long pays the rate, who is short
   * receives it. INVALID {@code funding.instrument}, {@code funding.range}, CONFLICT {@code
   * funding.price}.
   *
   * @param rateRaw the rate in units of 1e-8
   */
  Booked fund(AccountId account, InstrumentId instrument, long rateRaw, Asked how);

  /**
   * Puts a rate into force: at once if its time is 0 or over, else when its time comes. INVALID
   * {@code rate.range}, CONFLICT {@code announcement.exists}.
   */
  Booked record(AccountId account, Rate rate, Asked how);

  /**
   * Announces a corporate action, which is booked at its ex time, or books it now on what is held
   * now. The same action again does nothing. INVALID {@code action.instrument}, {@code
   * action.currency}, {@code action.range}, CONFLICT {@code action.exists}, {@code
   * action.delisted}, {@code announcement.exists}, {@code announcement.past}, NOT_FOUND {@code
   * instrument.unknown}.
   *
   * @param isNow whether to book it now, whatever its ex time
   */
  Booked act(AccountId account, CorporateAction action, boolean isNow, Asked how);

  /**
   * Takes an announcement back. NOT_FOUND {@code announcement.unknown}.
   *
   * @param key what names it
   */
  Booked callOff(AccountId account, String key, Asked how);

  /**
   * Changes terms, e.g. {@code conversion=on-request,interest=actual-365}; what is not named stays.
   * INVALID {@code terms.invalid}, CONFLICT {@code terms.conflict}.
   */
  Booked changeTerms(AccountId account, String terms, Asked how);

  /** Returns every term in force as {@code name=value}, separated by commas. */
  String terms(AccountId account);

  /** Returns the rates in force, those that follow from others included. */
  List<RateView> rates(AccountId account);

  /** Returns what is to come, in order of time. */
  List<AnnouncementView> announcements(AccountId account);
}
