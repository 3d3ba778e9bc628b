package io.qbrain.service;

import io.qbrain.model.RiskScope;
import java.util.List;

/** The kill switch and the limits. */
public interface RiskService {

  /**
   * A kill that is in force.
   *
   * @param scope what it covers
   * @param reason why
   */
  record Kill(RiskScope scope, String reason) {}

  /**
   * What a kill did.
   *
   * @param kill the kill
   * @param canceled how many open orders were asked to be canceled
   */
  record KillResult(Kill kill, int canceled) {}

  /**
   * A limit in force.
   *
   * @param rule the rule's code, e.g. {@code MAX_NOTIONAL}
   * @param scope what it covers
   * @param limit the limit in words, e.g. {@code 50000 USD an order}
   */
  record Limit(String rule, String scope, String limit) {}

  /**
   * Stops trading at once: new orders are denied from the moment of the call, open ones of the
   * scope are canceled; survives a restart. Does nothing new if it is in force. NOT_FOUND {@code
   * account.unknown}, {@code instance.unknown}.
   */
  KillResult kill(RiskScope scope, String reason);

  /** Allows trading again; needs a reason. NOT_FOUND {@code risk.no-kill}. */
  void resume(RiskScope scope, String reason);

  /** Returns the kills in force. */
  List<Kill> kills();

  /** Returns the limits in force. */
  List<Limit> limits();
}
