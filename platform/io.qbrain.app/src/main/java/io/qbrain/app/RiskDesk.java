package io.qbrain.app;

import io.qbrain.kernel.AccountSnapshot;
import io.qbrain.kernel.Input;
import io.qbrain.kernel.RiskProfile;
import io.qbrain.model.Fixed;
import io.qbrain.model.Order;
import io.qbrain.model.OrderStatus;
import io.qbrain.model.RiskScope;
import io.qbrain.service.RiskService;
import io.qbrain.service.ServiceException;
import io.qbrain.service.ServiceException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The kill switch and the limits. */
final class RiskDesk implements RiskService {
  private final Accounts accounts;

  RiskDesk(Accounts accounts) {
    this.accounts = accounts;
  }

  private List<TradingLoop> concerned(RiskScope scope) {
    if (scope.instance() != null) {
      return List.of(accounts.instance(scope.instance()).loop());
    }
    if (scope.account() != null) {
      return List.of(accounts.get(scope.account()));
    }
    accounts.getOrOnly(accounts.all().stream().map(TradingLoop::account).findFirst());
    return accounts.all();
  }

  private static String reasoned(String reason) {
    if (reason.isBlank()) {
      throw new ServiceException(Kind.INVALID, "reason.missing", "expected a reason, found none");
    }
    return reason;
  }

  @Override
  public KillResult kill(RiskScope scope, String reason) {
    int canceled = 0;
    for (TradingLoop loop : concerned(scope)) {
      List<Order> open = open(loop, scope);
      loop.command(new Input.Kill(scope, reasoned(reason)));
      canceled += open.size();
    }
    return new KillResult(new Kill(scope, reason), canceled);
  }

  private static List<Order> open(TradingLoop loop, RiskScope scope) {
    return loop.published().account().books().stream()
        .filter(b -> scope.instance() == null || b.instance().id().equals(scope.instance()))
        .flatMap(b -> b.openOrders().stream())
        .filter(o -> o.status() != OrderStatus.PENDING_CANCEL)
        .toList();
  }

  @Override
  public void resume(RiskScope scope, String reason) {
    for (TradingLoop loop : concerned(scope)) {
      loop.command(new Input.Resume(scope, reasoned(reason)));
    }
  }

  @Override
  public List<Kill> kills() {
    List<Kill> kills = new ArrayList<>();
    for (TradingLoop loop : accounts.all()) {
      for (AccountSnapshot.Killed k : loop.published().account().kills()) {
        Kill kill = new Kill(k.scope(), k.reason());
        if (!kills.contains(kill)) {
          kills.add(kill);
        }
      }
    }
    return kills;
  }

  @Override
  public List<Limit> limits() {
    List<Limit> limits = new ArrayList<>();
    for (TradingLoop loop : accounts.all()) {
      AccountSnapshot account = loop.published().account();
      RiskProfile p = account.settings().profile();
      String scope = "account:" + loop.account();
      String currency = " " + account.settings().currency();
      limits.add(
          new Limit(
              "SANITY", scope, "positive, in lots" + (p.checkTicks() ? " and on the tick" : "")));
      amount(p.maxOrderNotional(), currency + " an order")
          .ifPresent(l -> limits.add(new Limit("MAX_NOTIONAL", scope, l)));
      if (p.collar() != RiskProfile.UNLIMITED) {
        limits.add(
            new Limit(
                "PRICE_COLLAR",
                scope,
                Fixed.format(p.collar() * 100)
                    + " % of the last price, at most "
                    + p.maxReferenceIntervals()
                    + " intervals old"));
      }
      amount(p.maxPositionNotional(), currency + " an instrument, with all open orders")
          .ifPresent(l -> limits.add(new Limit("MAX_POSITION", scope, l)));
      limits.add(
          new Limit(
              "BUYING_POWER",
              scope,
              account.settings().kind() + ", leverage " + account.settings().leverage()));
      account
          .instruments()
          .values()
          .forEach(
              q ->
                  amount(q.maxOrderQuantity().raw(), " an order")
                      .ifPresent(
                          l ->
                              limits.add(
                                  new Limit(
                                      "MAX_QUANTITY", scope + " " + q.instrument().id(), l))));
    }
    return limits;
  }

  private static Optional<String> amount(long raw, String unit) {
    return raw == RiskProfile.UNLIMITED ? Optional.empty() : Optional.of(Fixed.format(raw) + unit);
  }
}
