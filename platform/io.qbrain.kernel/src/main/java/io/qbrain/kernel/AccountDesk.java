package io.qbrain.kernel;

import io.qbrain.model.Currency;
import io.qbrain.model.Effect;
import io.qbrain.model.Fixed;
import io.qbrain.model.Instance;
import io.qbrain.model.Instrument;
import io.qbrain.model.Money;
import io.qbrain.model.Rate;
import org.jspecify.annotations.Nullable;

/** Carries out what concerns the account as a whole: money, rates, corporate actions and terms. */
final class AccountDesk {
  /** How much greater than what was paid in an amount may be. */
  private static final long CAPITAL_HEADROOM = 4;

  private final AccountState state;
  private final Emitter out;
  private final Bookkeeper books;
  private final Accruals accruals;
  private final ActionDesk actions;
  private final TermsDesk terms;
  private final RiskRules rules;

  AccountDesk(
      AccountState state,
      Emitter out,
      Bookkeeper books,
      Accruals accruals,
      ActionDesk actions,
      RiskRules rules) {
    this.rules = rules;
    this.state = state;
    this.out = out;
    this.books = books;
    this.accruals = accruals;
    this.actions = actions;
    this.terms = new TermsDesk(state, out, books);
  }

  @Nullable Refusal handle(Input input) {
    if (input instanceof Input.Deposit d) {
      return deposit(d);
    } else if (input instanceof Input.Transfer t) {
      return transfer(t);
    } else if (input instanceof Input.RecordRate r) {
      Rate rate = r.rate();
      return books.record(
          rate.timeNanos() != 0
              ? rate
              : new Rate(rate.kind(), rate.subject(), rate.raw(), out.seenNanos()));
    } else if (input instanceof Input.Convert c) {
      return convert(c);
    } else if (input instanceof Input.Fund f) {
      return fund(f);
    } else if (input instanceof Input.Act a) {
      return actions.apply(a.action());
    } else if (input instanceof Input.Announce a) {
      return actions.announce(a.action());
    } else if (input instanceof Input.AnnounceRate a) {
      return actions.announce(a.rate());
    } else if (input instanceof Input.Withdraw w) {
      return actions.withdraw(w.key(), w.reason());
    } else if (input instanceof Input.SetTerms t) {
      return terms.change(t.terms(), t.reason());
    }
    return null;
  }

  /** Money of another currency counts at the last rate, which is recorded with it. */
  private @Nullable Refusal deposit(Input.Deposit d) {
    Currency of = d.amount().currency();
    ExchangeRate rate = of.equals(state.currency) ? null : state.rates.of(of);
    if (rate != null && !rate.isKnown()) {
      return Refusal.conflict(
          "rate.missing", "no rate of " + of + " in " + state.currency + " is known");
    }
    long there = books.cash(state.unallocated, of);
    if (d.amount().raw() < -there) {
      return Refusal.conflict(
          "account.capital",
          "expected an amount of at least " + Money.ofRaw(-there, of) + ", found " + d.amount());
    }
    long most = Long.MAX_VALUE / CAPITAL_HEADROOM;
    long worth;
    try {
      worth = rate == null ? d.amount().raw() : rate.convert(of, d.amount().raw());
    } catch (ArithmeticException e) {
      worth = Long.MAX_VALUE;
    }
    if (worth > most - state.capital) {
      return Refusal.invalid(
          "account.capital",
          "expected at most "
              + Money.ofRaw(most - state.capital, state.currency)
              + " more, found "
              + d.amount());
    }
    books.record(rate);
    books.deposit(d.amount(), d.reference(), Math.max(d.timeNanos(), out.entryNanos()));
    return null;
  }

  /**
   * Money that no instance has goes to one, or an instance gives back what is free of its own. Its
   * capital follows by what its equity changes, so that a transfer is neither profit nor loss.
   */
  private @Nullable Refusal transfer(Input.Transfer t) {
    Runner runner = state.runners.get(t.instance());
    if (runner == null || runner.instance.state() == Instance.State.REMOVED) {
      return Refusal.notFound("instance.unknown", "there is no instance " + t.instance());
    }
    if (t.amount().signum() == 0) {
      return Refusal.invalid(
          "transfer.amount", "expected an amount other than 0, found " + t.amount());
    }
    Currency of = t.amount().currency();
    ExchangeRate rate = of.equals(state.currency) ? null : state.rates.of(of);
    if (rate != null && !rate.isKnown()) {
      return Refusal.conflict(
          "rate.missing", "no rate of " + of + " in " + state.currency + " is known");
    }
    long amount = t.amount().raw();
    Money size = amount < 0 ? t.amount().negate() : t.amount();
    long free = amount > 0 ? books.cash(state.unallocated, of) : rules.free(runner.book, rate);
    if (amount > free || amount < -free) {
      return Refusal.conflict(
          "transfer.free",
          "expected at most "
              + Money.ofRaw(Math.max(0, free), of)
              + (amount > 0 ? " that no instance has" : " that " + t.instance() + " can spare")
              + ", found "
              + size);
    }
    books.record(rate);
    Money capital = runner.instance.capital().plus(worth(runner.book, rate, amount));
    out.emit(new Effect.InstanceChanged(runner.instance.withCapital(capital)));
    books.allocate(runner.book, amount, of);
    out.log(
        t.instance(),
        (amount > 0 ? "got " : "gave back ")
            + size
            + (t.reason().isBlank() ? "" : ": " + t.reason()));
    books.sweep(runner.book, of);
    return null;
  }

  /** Returns by how much the equity of a book changes, to the last digit. */
  private Money worth(Book book, @Nullable ExchangeRate rate, long amount) {
    if (rate == null) {
      return Money.ofRaw(amount, state.currency);
    }
    Balance balance = book.balance(rate.currency);
    long there = balance == null ? 0 : Math.addExact(balance.cash, balance.unsettled);
    return Money.ofRaw(
        rate.toBase(Math.addExact(there, amount)) - rate.toBase(there), state.currency);
  }

  private @Nullable Refusal convert(Input.Convert c) {
    Runner runner = c.instance() == null ? null : state.runners.get(c.instance());
    if (c.instance() != null && runner == null) {
      return Refusal.notFound("instance.unknown", "there is no instance " + c.instance());
    }
    return books.convert(runner == null ? state.unallocated : runner.book, c.from(), c.to());
  }

  private @Nullable Refusal fund(Input.Fund f) {
    Market market = state.markets.get(f.instrument());
    if (market == null || market.instrument.kind() != Instrument.Kind.MARGINED) {
      return Refusal.invalid(
          "funding.instrument", "expected a margined instrument, found " + f.instrument());
    }
    if (Math.abs(f.rateRaw()) > Fixed.ONE) {
      return Refusal.invalid(
          "funding.range", "expected a rate from -1 to 1, found " + Fixed.format(f.rateRaw()));
    }
    if (!market.priced) {
      return Refusal.conflict(
          "funding.price", "no price of " + f.instrument() + " is known to fund it at");
    }
    accruals.fund(market, f.rateRaw(), f.reference());
    return null;
  }
}
