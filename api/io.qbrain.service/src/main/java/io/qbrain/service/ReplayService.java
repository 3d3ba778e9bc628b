package io.qbrain.service;

import io.qbrain.model.AccountId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The proof that an account's decisions are those of its strategies: what came in is run again.
 *
 * @since 1.1
 */
@ProviderType
public interface ReplayService {

  /**
   * What a replay of recorded inputs found.
   *
   * @param account the account
   * @param fromSequence number of the first input that was run again
   * @param toSequence number of the last one
   * @param inputs inputs run again
   * @param turns inputs that decided something, and were compared
   * @param difference the first decision that differs and why ({@code data: ...} or {@code code:
   *     ...}); empty if all are the same
   */
  record ReplayCheck(
      AccountId account,
      long fromSequence,
      long toSequence,
      long inputs,
      long turns,
      String difference) {}

  /**
   * Runs every input since the account was last started again, on a second kernel and the caller's
   * thread, and compares each decision with the journal's. The account goes on trading.
   *
   * @throws ServiceException NOT_FOUND {@code account.unknown}; UNAVAILABLE while it is not open
   */
  ReplayCheck prove(AccountId account);
}
