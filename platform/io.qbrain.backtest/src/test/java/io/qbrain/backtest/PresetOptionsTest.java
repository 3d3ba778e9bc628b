package io.qbrain.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.kernel.AccountTerms;
import io.qbrain.kernel.RiskProfile;
import io.qbrain.kernel.RolloverRule;
import io.qbrain.kernel.SizeRule;
import io.qbrain.model.Fixed;
import io.qbrain.simulation.BarRules;
import io.qbrain.simulation.Liquidity;
import io.qbrain.simulation.PointRules;
import io.qbrain.simulation.Preset;
import io.qbrain.simulation.Slippage;
import io.qbrain.simulation.VenueRules;
import io.qbrain.simulation.WaitingRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every setting of a preset has an option; options make any preset out of any other one. */
class PresetOptionsTest {
  private static final String DATA = "data=SPY.ARCA:1m-bid=spy.csv";

  static List<Preset> presets() {
    return Preset.ALL;
  }

  private static String unlimited(long raw) {
    return raw == Long.MAX_VALUE ? "unlimited" : Fixed.format(raw);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Describes a preset by all options; fees as the presets' texts are. */
  private static List<String> options(Preset p) {
    VenueRules v = p.venue();
    Liquidity l = v.liquidity();
    RiskProfile r = p.profile();
    AccountTerms t = p.terms();
    List<String> words = new ArrayList<>();
    words.add("fill-timing=" + word(v.timing()));
    words.add("limits=" + (v.strictLimits() ? "through" : "touch"));
    words.add("triggered=" + (v.entryBarProtects() ? "same-bar" : "next-bar"));
    words.add("resting=" + (v.restsOnTrades() ? "on-trades" : "on-quotes"));
    words.add("sequence=" + word(v.bars().sequence()));
    words.add("trailing=" + word(v.bars().trailing()));
    words.add("stop-limits=" + word(v.bars().stopLimits()));
    words.add("entries=" + word(v.bars().entries()));
    words.add("reached=" + (v.bars().points().reachedOnce() ? "once" : "each-time"));
    words.add("order-prices=" + (v.bars().points().ieeeTicks() ? "ieee-ticks" : "as-given"));
    words.add("bar-path=" + word(v.bars().path()));
    words.add("limit-price=" + word(v.waiting().limitPrice()));
    words.add("stops-beyond=" + (v.waiting().stopRejected() ? "are-rejected" : "trigger"));
    words.add("touch-chance=" + Fixed.format(v.waiting().chance().touch()));
    words.add("slip-chance=" + Fixed.format(v.waiting().chance().slip()));
    words.add("seed=" + v.waiting().chance().seed());
    words.add("after-trigger=" + word(v.waiting().after()));
    words.add("changed=" + (v.waiting().changedMeetBar() ? "same-bar" : "next-bar"));
    words.add("close-cutoff=" + v.waiting().closeCutoffNanos() / 1_000_000_000 + "s");
    words.add("last-price=" + v.waiting().lastPriceNanos() / 1_000_000_000 + "s");
    words.add("open-orders=" + (v.waiting().openRefused() ? "while-closed" : "any-time"));
    words.add("after-hours=" + (v.waiting().afterHours() ? "limits" : "nothing"));
    if (v.waiting().closeCutoffNanos() > 0) {
      words.add("market=us-equities");
    }
    words.add("slippage=" + slippage(v.slippage()));
    words.add("fees=" + FEES.get(p.name()));
    words.add("volume-share=" + unlimited(l.volumeShare()));
    words.add("spent-volume=" + (l.spentEndsBar() ? "ends-bar" : "each-order"));
    words.add("book=" + word(l.rest()));
    if (l.rest() != Liquidity.Rest.SAME_PRICE) {
      words.add("book-size=" + (l.barSize() == 0 ? "any" : Fixed.format(l.barSize())));
      words.add("book-depletes=" + l.depletes());
    }
    words.add("queue=" + l.queue());
    words.add("order-latency=" + v.orderLatencyNanos() + "ns");
    words.add("data-latency=" + v.dataLatencyNanos() + "ns");
    words.add("end=" + word(p.end()));
    words.add("account=" + word(p.kind()));
    words.add("leverage=" + p.leverage());
    words.add("positions=" + word(t.positions()));
    words.add("profit=" + word(t.profit()));
    words.add("conversion=" + word(t.conversion()));
    words.add("settlement=" + word(t.settlement()));
    words.add("rollover=" + (t.rollover().equals(RolloverRule.NONE) ? "none" : "nautilus"));
    words.add("maintenance=" + Fixed.format(t.maintenanceShare()));
    words.add("margin-calls=" + t.marginCalls());
    words.add("day-leverage=" + t.dayLeverage());
    words.add("borrow-days=" + t.borrowDays());
    words.add("borrow-on=" + word(t.borrowOn()));
    words.add("interest-days=" + word(t.interestDays()));
    words.add("rate-feeds=" + (t.rates().isEmpty() ? "pairs" : t.rates().get(0)));
    words.add("size-buffer=" + Fixed.format(p.sizeBuffer()));
    words.add("size-rule=" + word(p.sizeRule()));
    words.add("least-change=" + Fixed.format(p.leastChange()));
    words.add(
        "built-bars=" + (p.builtBars().everyInterval() ? "every-interval" : "of-what-happened"));
    words.add("bar-ends=" + (p.builtBars().endBelongs() ? "same-bar" : "next-bar"));
    words.add("risk=" + r.name());
    words.add("risk-ticks=" + r.checkTicks());
    words.add("risk-volume-share=" + unlimited(r.volumeShare()));
    words.add("risk-order-value=" + unlimited(r.maxOrderNotional()));
    words.add("risk-collar=" + unlimited(r.collar()));
    words.add("risk-price-age=" + "unlimited");
    words.add("risk-position-value=" + unlimited(r.maxPositionNotional()));
    words.add("risk-paying=" + word(r.paying()));
    words.add("risk-shorts=" + (r.shortsPaid() ? "paid" : "free"));
    return words;
  }

  private static final Map<String, String> FEES =
      Map.of(
          "default", "per-share:0.005,1.00,0.005",
          "lean", "per-share-or-minimum:0.005,1.00,0.005",
          "backtrader", "none",
          "backtesting.py", "none",
          "nautilus-l1", "rounded:2,HALF_UP,percentage:0.00002",
          "zipline", "per-contract:0.001",
          "canonical", "percentage:0.001");

  private static String slippage(Slippage s) {
    return s instanceof Slippage.Amount a
        ? "amount:" + Fixed.format(a.distance())
        : "volume-share:" + Fixed.format(((Slippage.VolumeShare) s).impact());
  }

  private static Preset preset(List<String> words) {
    List<String> all = new ArrayList<>(words);
    all.add(DATA);
    return BacktestOptions.of(OptionsRun.options(all.toArray(new String[0]))).preset();
  }

  @ParameterizedTest
  @MethodSource("presets")
  void optionsMakeEachPresetOutOfEachOther(Preset wanted) {
    for (Preset base : Preset.ALL) {
      List<String> words = options(wanted);
      words.add("preset=" + base.name());
      Preset made = preset(words);
      Preset named =
          new Preset(
              base.name(),
              wanted.venue(),
              wanted.kind(),
              wanted.leverage(),
              wanted.profile(),
              wanted.sizeBuffer(),
              wanted.end(),
              wanted.terms(),
              wanted.sizeRule(),
              wanted.leastChange(),
              wanted.builtBars());
      assertThat(made)
          .usingRecursiveComparison()
          .ignoringFields("venue.liquidity.barSize", "venue.liquidity.depletes")
          .isEqualTo(named);
      if (wanted.venue().liquidity().rest() != Liquidity.Rest.SAME_PRICE) {
        assertThat(made).isEqualTo(named);
      }
    }
  }

  /** A new setting of these needs an option, and its line in this test. */
  @Test
  void noSettingIsWithoutAnOption() {
    assertThat(Preset.class.getRecordComponents()).hasSize(11);
    assertThat(VenueRules.class.getRecordComponents()).hasSize(11);
    assertThat(BarRules.class.getRecordComponents()).hasSize(6);
    assertThat(PointRules.class.getRecordComponents()).hasSize(2);
    assertThat(WaitingRules.class.getRecordComponents()).hasSize(9);
    assertThat(Liquidity.class.getRecordComponents()).hasSize(6);
    assertThat(AccountTerms.class.getRecordComponents()).hasSize(12);
    assertThat(RiskProfile.class.getRecordComponents()).hasSize(9);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fill-timing=now       | fill-timing: expected next-open, next-close, same-close, quote-close or current-book, found 'now'
          limits=x              | limits: expected touch or through, found 'x'
          sequence=random       | sequence: expected stops-first, as-submitted or by-price, found 'random'
          trailing=by-highs     | trailing: expected by-extremes or by-closes, found 'by-highs'
          stop-limits=never     | stop-limits: expected by-close, by-direction or at-stop, found 'never'
          risk-paying=later     | risk-paying: expected at-order, at-fill, twice or never, found 'later'
          risk-shorts=dear      | risk-shorts: expected paid or free, found 'dear'
          size-rule=neither     | size-rule: expected position, order or position-and-fees, found 'neither'
          slippage=much         | slippage: expected none, amount:0.01, ticks:1
          slippage=ticks:-1     | slippage: expected a slippage >= 0, found 'ticks:-1'
          slippage=ticks:x      | slippage:
          fees=cheap            | fees: expected none, flat:1.00
          volume-share=0        | volume-share: expected a number > 0 or unlimited, found '0'
          volume-share=1.5      | volume-share: expected a share from above 0 to 1, or unlimited, found '1.5'
          book-size=10          | book-size: expected --book waits or one-tick-worse with it, found same-price
          touch-chance=2        | touch-chance: expected a share from 0 to 1, found '2'
          seed=-1               | seed: expected a whole number, found '-1'
          bar-path=random       | bar-path: expected whole, open-high-low-close or nearer-first, found 'random'
          order-latency=50      | order-latency: expected a latency such as 0s, 50ms, 200us or 10ns, found '50'
          queue=yes             | queue: expected true or false, found 'yes'
          leverage=0            | leverage: expected a whole number > 0, found '0'
          maintenance=2         | maintenance: expected a share from 0 to 1, found '2'
          rollover=often        | rollover: expected the rollover none, forex or nautilus, found 'often'
          margin-calls=all      | margin-calls: expected margin calls such as whole or missing:0.1:300s, found 'all'
          day-leverage=4        | day-leverage: expected a leverage by day such as none or 4:600s, found '4'
          open-orders=never     | open-orders: expected any-time or while-closed, found 'never'
          borrow-days=0         | borrow-days: expected a whole number > 0, found '0'
          size-buffer=-1        | size-buffer: expected a share from 0 to 1, found '-1'
          risk=wild             | risk: expected the risk profile retail or reference, found 'wild'
          risk-collar=0         | risk-collar: expected a number > 0 or unlimited, found '0'
          preset=mine           | preset: expected a preset of [default,
          capital=much          | capital: expected a decimal number
          capital=0             | capital: expected a number > 0, found '0'
          currency=dollars      | currency: expected a currency code
          cash=5000             | cash:
          cash=-1 EUR           | cash: expected money > 0, found -1.00 EUR
          cash=5 USD            | cash: expected one amount of each currency besides USD
          cash=5 EUR            | cash: expected --conversion on-request with it, so that it is kept, found at-once
          tick=SPX.X=0.5        | tick: expected an instrument of [SPY.ARCA], found 'SPX.X'
          tick=0                | tick: expected a number > 0, found '0'
          market=moon           | market: expected a market of [china-a
          adjust=total          | adjust: expected factors=PATH with adjust=total, found none
          future=10             | future: expected a multiplier and a margin such as 10,1000, found '10'
          expiry=tomorrow       | expiry: expected a time such as 2026-06-19T20:00:00Z, found 'tomorrow'
          margin=0.1,0.2        | expected 0 <= maintenance margin <= initial margin, found 0.2 and 0.1
          settlement-days=99    | expected settlementDays from 0 to 30, found 99
          rate=EUR=1            | rate: expected a pair of currencies such as EUR/USD, found 'EUR'
          rate=1.08             | rate: expected EUR/USD=1.08 or 2020-01-01 EUR/USD=1.12, found '1.08'
          rate=May EUR/USD=1    | rate: expected a day or time such as 2020-01-01
          borrow=SPY=0.1        | borrow: expected an instrument id
          fil-timing=now        | expected an option of data, capital, cash, currency
          """)
  void whatIsUnknownOrImpossibleIsRefusedBeforeAnythingIsRead(String option, String message) {
    assertThatThrownBy(
            () -> {
              BacktestOptions options =
                  BacktestOptions.of(
                      OptionsRun.options("data=SPY.ARCA:1d=no-such-file.csv", option));
              assertThat(options.capital()).isNotNull();
            })
        .isInstanceOfSatisfying(
            BacktestException.class,
            e -> assertThat(e.code()).isIn("option.invalid", "preset.unknown"))
        .hasMessageContaining(message);
  }

  @Test
  void whatDoesNotFitTogetherIsRefused() {
    String spy = "data=SPY.ARCA:1d=spy.csv";
    refused("leverage: expected 1 unless the account is margin", spy, "account=cash", "leverage=2");
    refused("queue: expected quotes, depth or bars of bids and asks", spy, "queue=true");
    refused("book: expected quotes, depth or bars of bids", spy, "book=waits");
    refused("resting: expected quotes, depth or bars of bids", spy, "resting=on-trades");
    refused("borrow: expected an instrument of [SPY.ARCA], found 'SPX", spy, "borrow=SPX.ARCA=1");
    refused("interest: expected --rollover with it", spy, "interest=USD=0.01");
    refused("maintenance: expected --account margin", spy, "maintenance=0.5", "account=cash");
    refused("margined: expected SPY.ARCA to be no future", spy, "future=1,1", "margined=1");
    refused("tick: expected one value for all, found [1, 2]", spy, "tick=1", "tick=2");
    refused("end: expected it once, found [keep, keep]", spy, "end=keep", "end=keep");
    refused("fees: expected one --market for all instruments, found []", spy, "fees=market");
    refused("expected --data such as SPY.ARCA:1d=spy.csv, found none", "end=keep");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1d     | bar-path=nearer-first                          | bar-path: expected --fill-timing current-book with it
          1d     | touch-chance=0.5 limits=through                | touch-chance: expected --limits touch with it, found through
          1d     | stops-beyond=are-rejected order-latency=1s     | stops-beyond: expected no --order-latency and --data-latency with it
          1d     | slip-chance=0.5                                | slip-chance: expected a --slippage with it, found none
          1d     | seed=42                                        | seed: expected --touch-chance or --slip-chance below 1 with it
          quotes | touch-chance=0.5 queue=true                    | touch-chance: expected --queue false with it, found true
          1d     | entries=at-market triggered=next-bar               | entries: expected --triggered same-bar with it, found next-bar
          1d     | preset=backtrader entries=at-market                | entries: expected --triggered same-bar
          1d     | trailing=by-closes after-trigger=at-close          | trailing: expected --after-trigger within-bar with it, found another one
          1d     | preset=lean stop-limits=at-stop                    | stop-limits: expected --after-trigger within-bar
          1d     | fill-timing=next-close trailing=by-closes          | trailing: expected --fill-timing other than next-close
          1d     | preset=zipline after-trigger=at-close              | after-trigger: expected --fill-timing other than next-close
          1d     | reached=once                                       | reached: expected --fill-timing next-close with it
          1d     | order-prices=ieee-ticks                            | order-prices: expected --fill-timing next-close with it
          trades | spent-volume=ends-bar                              | spent-volume: expected bars
          1d     | close-cutoff=60s                                   | close-cutoff: expected --market with it, whose hours are known, found none
          1d     | risk-shorts=free                                   | risk-shorts: expected --risk-paying at-fill or twice with it
          1d     | preset=backtrader risk-paying=never risk-shorts=free | risk-shorts: expected --risk-paying at-fill
          quotes | trailing=by-closes                                 | trailing: expected bars among the data, found [SPY.ARCA:quotes
          quotes | stop-limits=at-stop                                | stop-limits: expected bars
          quotes | entries=at-market                                  | entries: expected bars
          trades | after-trigger=at-close                             | after-trigger: expected bars
          trades | changed=same-bar                                   | changed: expected bars
          trades | slippage=within-bar:ticks:1                        | slippage: expected bars
          trades | end=close-before-last                              | end: expected bars
          1d     | last-price=60s                                     | last-price: expected --fill-timing quote-close with it
          1d     | open-orders=while-closed                           | open-orders: expected --market with it
          1d     | after-hours=limits                                 | after-hours: expected --market with it
          1d     | day-leverage=4:600s                                | day-leverage: expected --market with it
          1d     | day-leverage=4:600s market=us-equities account=cash | day-leverage: expected --account margin
          1d     | margin-calls=missing:0.1:300s account=cash         | margin-calls: expected --account margin or futures
          1d     | slippage=within-bar:none                           | slippage: expected a model that is not none behind within-bar:, found '0
          1d     | slippage=within-bar:or-waits:ticks:1               | slippage: expected no other end behind within-bar:
          1d     | slippage=to-limit:beyond-limit:ticks:1             | slippage: expected no other rule of limits behind to-limit:
          1d     | slippage=to-limit:fixed-bps:5                      | slippage: expected a model that does not hold for limits behind to-limit:
          1d     | slippage=entries:entries:bps:5                     | slippage: expected it once behind entries:
          """)
  void whatWouldChangeNothingIsRefused(String data, String options, String message) {
    List<String> words = new ArrayList<>(List.of("data=SPY.ARCA:" + data + "=spy.csv"));
    words.addAll(List.of(options.split(" ", -1)));
    refused(message, words.toArray(new String[0]));
  }

  @Test
  void whatAPresetChoosesIsNotRefusedWhereItChangesNothing() {
    for (Preset p : Preset.ALL) {
      String[] words = {"data=SPY.ARCA:quotes=spy.csv", "preset=" + p.name()};
      assertThat(BacktestOptions.of(OptionsRun.options(words)).preset()).isEqualTo(p);
    }
    assertThat(Preset.LEAN.withSizeRule(SizeRule.ORDER).leastChange())
        .isEqualTo(Preset.LEAN.leastChange());
  }

  private static void refused(String message, String... words) {
    assertThatThrownBy(() -> BacktestOptions.of(OptionsRun.options(words)))
        .isInstanceOf(BacktestException.class)
        .hasMessageContaining(message);
  }
}
