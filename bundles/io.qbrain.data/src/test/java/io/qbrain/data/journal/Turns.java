package io.qbrain.data.journal;

import io.qbrain.model.AccountId;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Contingency;
import io.qbrain.model.CorporateAction;
import io.qbrain.model.Currency;
import io.qbrain.model.Effect;
import io.qbrain.model.ExecutionId;
import io.qbrain.model.Fill;
import io.qbrain.model.Instance;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.LedgerAccount;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.Money;
import io.qbrain.model.Order;
import io.qbrain.model.OrderLink;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.OrderType;
import io.qbrain.model.PositionId;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Rate;
import io.qbrain.model.Replacement;
import io.qbrain.model.RiskScope;
import io.qbrain.model.Side;
import io.qbrain.model.StateData;
import io.qbrain.model.StrategyRef;
import io.qbrain.model.TimeInForce;
import io.qbrain.model.TrailingOffset;
import io.qbrain.model.Turn;
import io.qbrain.model.VenueOrderId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns as a kernel makes them: an order's life with its fill and its ledger entry. */
final class Turns {
  static final InstrumentId SPY = InstrumentId.of("SPY.ARCA");

  static final Currency USD = Currency.USD;

  private final AccountId account;
  private final InstanceId ema;
  private long sequence;
  private long entries;
  private long venueSequence;

  Turns(String account) {
    this(account, "ema-" + account);
  }

  Turns(String account, String instance) {
    this.account = AccountId.of(account);
    this.ema = InstanceId.of(instance);
  }

  AccountId account() {
    return account;
  }

  Turn next(Effect... effects) {
    return next(List.of(effects));
  }

  private Turn next(List<Effect> effects) {
    sequence++;
    return new Turn(account, sequence, nanos(), nanos() + 7, effects);
  }

  /** An instrument, an instance and the owner's money. */
  Turn setup() {
    return next(
        new Effect.InstrumentListed(
            Instrument.builder(SPY, USD).averageDailyVolume(Quantity.parse("1000000.5")).build()),
        new Effect.InstrumentListed(
            Instrument.builder(InstrumentId.of("ESZ4.CME"), USD)
                .tickSize(Price.parse("0.25"))
                .future(Quantity.of(50), Money.of(12_000, USD))
                .maxOrderQuantity(Quantity.of(20))
                .market("futures")
                .restricted(true)
                .build()),
        new Effect.InstrumentListed(
            Instrument.builder(InstrumentId.of("GBPUSD.FX"), USD)
                .tickSize(Price.parse("0.00001"))
                .margined(Quantity.of(1))
                .baseCurrency(Currency.of("GBP"))
                .settlementDays(2)
                .margins(3_000_000, 2_000_000)
                .expiry(java.time.Instant.parse("2026-12-18T14:30:00Z"))
                .build()),
        new Effect.InstanceChanged(instance().in(Instance.State.RUNNING, "")),
        new Effect.LedgerPosted(
            entry(
                LedgerEntry.Kind.DEPOSIT,
                "opening",
                posting(LedgerAccount.Type.CASH, "100000"),
                posting(LedgerAccount.Type.CAPITAL, "-100000"))));
  }

  Instance instance() {
    return Instance.created(
        ema,
        account,
        StrategyRef.parse("ema-cross@1.0.0"),
        Map.of("fastBars", "12", "slowBars", "26", "note", "\"quoted\" é"),
        Instance.Mode.PAPER,
        Money.of(100_000, USD));
  }

  /** Orders of what is no number or cannot be, which are denied and kept as they were asked for. */
  Turn nonsense() {
    Price none = Price.ofDouble(Double.NaN);
    Quantity ten = Quantity.of(10);
    List<OrderRequest> requests =
        List.of(
            OrderRequest.stopLimit(SPY, Side.SELL, ten, none, none),
            OrderRequest.limit(SPY, Side.BUY, Quantity.ofDouble(1e300), Price.ofDouble(9e10)),
            OrderRequest.trailingStop(SPY, Side.SELL, ten, TrailingOffset.price(none)),
            OrderRequest.market(SPY, Side.BUY, ten.negate()),
            OrderRequest.limit(SPY, Side.BUY, ten, Price.of(1)).goodTill(java.time.Instant.MAX));
    List<Effect> effects = new ArrayList<>();
    for (OrderRequest request : requests) {
      ClientOrderId id = ClientOrderId.of("ema-bad-" + effects.size());
      Order order = Order.of(id, ema, request, nanos()).denied("SANITY: no number", nanos());
      effects.add(new Effect.OrderChanged(order, null, 0));
    }
    return next(effects);
  }

  /** The turns of one order: made and sent, accepted, half filled, filled with its entries. */
  List<Turn> orderLife(int number) {
    Order made =
        Order.of(
            ClientOrderId.of("ema-spy-" + number),
            ema,
            OrderRequest.limit(SPY, Side.BUY, Quantity.of(10), Price.parse("412.25"))
                .withTag("entry"),
            nanos());
    Order sent = made.submitted(nanos());
    Order accepted = sent.accepted(VenueOrderId.of("V" + number), nanos());
    Order half = accepted.filled(Quantity.of(4), Price.parse("412.20"), nanos());
    Order done = half.filled(Quantity.of(6), Price.parse("412.25"), nanos());
    List<Turn> turns = new ArrayList<>();
    turns.add(next(new Effect.OrderChanged(made, null, 0), new Effect.OrderChanged(sent, null, 0)));
    turns.add(next(new Effect.OrderChanged(accepted, null, ++venueSequence)));
    turns.add(
        next(
            new Effect.OrderChanged(half, fill(half, 1, 4, "412.20"), ++venueSequence),
            new Effect.LedgerPosted(trade(half, 1, 4, "1648.80"))));
    turns.add(
        next(
            new Effect.OrderChanged(done, fill(done, 2, 6, "412.25"), ++venueSequence),
            new Effect.LedgerPosted(trade(done, 2, 6, "2473.50"))));
    return turns;
  }

  Turn everythingElse() {
    Order sized =
        Order.sizedAtFill(
            ClientOrderId.of("sized"),
            ema,
            OrderRequest.market(SPY, Side.BUY, Quantity.ZERO)
                .ofPosition(PositionId.of("ema-spy-1")),
            -50_000_000L,
            nanos());
    OrderRequest linked =
        OrderRequest.builder(SPY, Side.SELL, OrderType.STOP_LIMIT, Quantity.of(10))
            .stop(Price.parse("400"))
            .limit(Price.parse("399"))
            .timeInForce(TimeInForce.GTD)
            .expireNanos(nanos() + 1_000)
            .reduceOnly(true)
            .build();
    Order held =
        Order.of(ClientOrderId.of("held"), ema, linked, nanos())
            .linked(
                new OrderLink(
                    ClientOrderId.of("entry"), Contingency.OCO, ClientOrderId.of("entry")));
    Order replacing =
        held.submitted(nanos())
            .accepted(VenueOrderId.of("V77"), nanos())
            .triggered(nanos())
            .pendingReplace(Replacement.of(Quantity.of(7), Price.parse("398"), null), nanos());
    Order unknown =
        Order.of(
                ClientOrderId.of("trailing"),
                ema,
                OrderRequest.trailingStop(
                    SPY, Side.SELL, Quantity.of(3), TrailingOffset.basisPoints("12.5")),
                nanos())
            .submitted(nanos())
            .unknown("time-out", nanos());
    Order trailed =
        Order.of(
                ClientOrderId.of("trailed"),
                ema,
                OrderRequest.trailingStop(
                    SPY, Side.SELL, Quantity.of(3), TrailingOffset.percent("2")),
                nanos())
            .submitted(nanos())
            .pendingReplace(
                Replacement.of(null, null, null).withTrailingOffset(TrailingOffset.percent("1.5")),
                nanos());
    Order posted =
        Order.of(
            ClientOrderId.of("posted"),
            ema,
            OrderRequest.limit(SPY, Side.BUY, Quantity.of(3), Price.parse("390")).asPostOnly(),
            nanos());
    return next(
        new Effect.OrderChanged(sized, null, 0),
        new Effect.OrderChanged(held, null, 0),
        new Effect.OrderChanged(replacing, null, 0),
        new Effect.OrderChanged(unknown, null, 0),
        new Effect.OrderChanged(trailed, null, 0),
        new Effect.OrderChanged(posted, null, 0),
        new Effect.OrderChanged(sized.denied("BUYING_POWER: too big", nanos()), null, 0),
        new Effect.KillChanged(RiskScope.PLATFORM, true, "by hand"),
        new Effect.KillChanged(RiskScope.parse("strategy:ema-spy"), false, ""),
        new Effect.TimerChanged(ema, "rebalance", nanos() + 60, true),
        new Effect.TimerChanged(ema, "close", nanos() + 30, true),
        new Effect.TimerChanged(ema, "close", nanos() + 30, false),
        new Effect.RateRecorded(
            Rate.conversion(Currency.of("EUR"), USD, Price.parse("1.0832"), nanos())),
        new Effect.RateRecorded(
            Rate.conversion(Currency.of("EUR"), USD, Price.parse("1.0833"), nanos() + 1)),
        new Effect.RateRecorded(Rate.borrow(SPY, "0.0125", nanos())),
        new Effect.ActionApplied(new CorporateAction.Split(SPY, 3, 2, nanos())),
        new Effect.ActionApplied(
            new CorporateAction.Dividend(SPY, Money.parse("1.405 USD"), nanos())),
        new Effect.RateAnnounced(Rate.credit(USD, "0.045", nanos() + 9)),
        new Effect.RateAnnounced(Rate.debit(USD, "-0.01", nanos() + 10)),
        new Effect.RateRecorded(Rate.debit(USD, "-0.01", nanos() + 10)),
        new Effect.ActionAnnounced(
            new CorporateAction.Dividend(SPY, Money.parse("1.5 USD"), nanos() + 11, nanos() + 12)),
        new Effect.ActionApplied(
            new CorporateAction.Dividend(SPY, Money.parse("1.5 USD"), nanos() + 11, nanos() + 12)),
        new Effect.ActionAnnounced(new CorporateAction.Delisting(SPY, null, nanos() + 13)),
        new Effect.AnnouncementWithdrawn(
            new CorporateAction.Delisting(SPY, null, nanos() + 13).key(), "a mistake"),
        new Effect.ActionApplied(
            new CorporateAction.Delisting(SPY, Price.parse("1.25"), nanos() + 14)),
        new Effect.TermsChanged(USD, "positions=netting,conversion=on-request", "opening"),
        new Effect.TermsChanged(USD, "positions=hedging,conversion=on-request", "changed"),
        new Effect.RolloverDone(20_000),
        new Effect.RolloverDone(20_001),
        new Effect.RequestDone("wire-77", "Deposit[...]"),
        new Effect.LedgerPosted(
            entry(
                LedgerEntry.Kind.TRADE,
                "E9",
                new LedgerEntry.Posting(
                    new LedgerAccount(
                        LedgerAccount.Type.POSITION, ema, SPY, PositionId.of("ema-spy-1")),
                    Money.parse("10 USD"),
                    Quantity.of(1)),
                posting(LedgerAccount.Type.UNSETTLED, "-10"))),
        new Effect.StateSaved(ema, 3, StateData.of(new byte[] {0, 1, -1, 127, -128})));
  }

  LedgerEntry entry(LedgerEntry.Kind kind, String reference, LedgerEntry.Posting... postings) {
    return new LedgerEntry(++entries, nanos(), kind, reference, List.of(postings));
  }

  static LedgerEntry.Posting posting(LedgerAccount.Type type, String amount) {
    return LedgerEntry.Posting.of(
        new LedgerAccount(type, null, null), Money.parse(amount + " USD"));
  }

  private LedgerEntry trade(Order order, int part, int quantity, String value) {
    Money cost = Money.parse(value + " USD");
    Money fee = Money.parse("0.35 USD");
    return entry(
        LedgerEntry.Kind.TRADE,
        order.id() + "-" + part,
        new LedgerEntry.Posting(
            new LedgerAccount(LedgerAccount.Type.POSITION, ema, SPY), cost, Quantity.of(quantity)),
        LedgerEntry.Posting.of(new LedgerAccount(LedgerAccount.Type.FEES, ema, SPY), fee),
        LedgerEntry.Posting.of(
            new LedgerAccount(LedgerAccount.Type.CASH, ema, null), cost.plus(fee).negate()));
  }

  private Fill fill(Order order, int part, int quantity, String price) {
    return new Fill(
        ExecutionId.of(order.id() + "-" + part),
        order.id(),
        ema,
        SPY,
        Side.BUY,
        Quantity.of(quantity),
        Price.parse(price),
        Money.parse("0.35 USD"),
        nanos(),
        nanos() + 3);
  }

  private long nanos() {
    return 1_600_000_000_000_000_000L + sequence * 1_000_000_001L;
  }
}
