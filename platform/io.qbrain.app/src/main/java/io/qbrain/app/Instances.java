package io.qbrain.app;

import io.qbrain.kernel.AccountSnapshot;
import io.qbrain.kernel.AccountSnapshot.BookSnapshot;
import io.qbrain.kernel.Input;
import io.qbrain.model.Instance;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Money;
import io.qbrain.model.Position;
import io.qbrain.port.History;
import io.qbrain.service.InstanceService;
import io.qbrain.service.ServiceException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Instances, as inputs of their account's trading loop. */
final class Instances implements InstanceService {
  private final Accounts accounts;

  Instances(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public List<InstanceView> list() {
    List<InstanceView> views = new ArrayList<>();
    for (TradingLoop loop : accounts.all()) {
      AccountSnapshot account = loop.published().account();
      for (BookSnapshot book : account.books()) {
        if (book.instance().state() != Instance.State.REMOVED) {
          views.add(view(account, book));
        }
      }
    }
    views.sort(Comparator.comparing(v -> v.instance().id()));
    return views;
  }

  /** What has some parameters is asked of the journal's tables; how it is now is in memory. */
  @Override
  public List<InstanceView> list(InstanceFilter filter) {
    if (filter.parameters().isEmpty()
        || accounts.running().stream().anyMatch(loop -> loop.history().isEmpty())) {
      return InstanceService.super.list(filter);
    }
    List<InstanceView> found = new ArrayList<>();
    for (TradingLoop loop : accounts.running()) {
      History history = loop.history().orElseThrow();
      Portfolio.asked(
              () ->
                  history.instances(
                      loop.account(), filter.parameters(), filter.after(), filter.limit()))
          .forEach(id -> accounts.find(id).ifPresent(f -> found.add(view(f.account(), f.book()))));
    }
    found.sort(Comparator.comparing(v -> v.instance().id()));
    return found.stream().limit(filter.limit()).toList();
  }

  @Override
  public InstanceView get(InstanceId id) {
    Accounts.Found found = accounts.instance(id);
    return view(found.account(), found.book());
  }

  private static InstanceView view(AccountSnapshot account, BookSnapshot book) {
    Money realized = Money.zero(book.cash().currency());
    Money fees = realized;
    int positions = 0;
    for (Position p : book.positions()) {
      realized = realized.plus(account.inBase(p.instrument(), p.realizedProfit()));
      fees = fees.plus(account.inBase(p.instrument(), p.fees()));
      positions += p.isFlat() ? 0 : 1;
    }
    return new InstanceView(
        book.instance(),
        book.attached(),
        book.equity(),
        book.cash(),
        realized,
        fees,
        book.openOrders().size(),
        positions,
        book.events(),
        book.lastEventNanos());
  }

  @Override
  public InstanceView create(NewInstance request) {
    if (accounts.all().stream().anyMatch(l -> l.halted() == null)
        && accounts.find(request.id()).isPresent()) {
      throw new ServiceException(
          ServiceException.Kind.CONFLICT,
          "instance.exists",
          "an instance " + request.id() + " exists already; choose another id");
    }
    TradingLoop loop = accounts.getOrOnly(request.account());
    Money capital = request.capital().orElse(loop.config().instanceCapital());
    loop.command(
        new Input.CreateInstance(
            Instance.created(
                request.id(),
                loop.account(),
                request.strategy(),
                request.parameters(),
                Instance.Mode.PAPER,
                capital)));
    return get(request.id());
  }

  @Override
  public InstanceView start(InstanceId id, String reason) {
    accounts.instance(id).loop().command(new Input.StartInstance(id, reason));
    return get(id);
  }

  @Override
  public InstanceView stop(InstanceId id, String reason) {
    accounts.instance(id).loop().command(new Input.StopInstance(id, reason));
    return get(id);
  }

  @Override
  public void remove(InstanceId id, String reason) {
    accounts.instance(id).loop().command(new Input.RemoveInstance(id, reason));
  }

  @Override
  public List<String> log(InstanceId id) {
    return accounts.instance(id).loop().records().log(id);
  }
}
