package io.qbrain.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Currency;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.ExecutionReport.Type;
import io.qbrain.model.Fixed;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Order;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.OrderType;
import io.qbrain.model.Price;
import io.qbrain.model.PriceSource;
import io.qbrain.model.Quantity;
import io.qbrain.model.Quote;
import io.qbrain.model.Side;
import io.qbrain.model.TimeInForce;
import io.qbrain.model.Times;
import io.qbrain.model.TrailingOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Orders at the top of a book that quotes or the prices of bars move, under the preset {@code
 * nautilus-l1}. The rows have the numbers of NautilusTrader's own tests where it has some: quotes
 * of bid and ask with a size, an order that comes after the first, and what fills.
 */
class BookPathTest {
  private static final InstrumentId A = InstrumentId.of("A.SIM");
  private static final long MINUTE = 60_000_000_000L;
  private static final VenueRules RULES = Preset.NAUTILUS_L1.venue();

  /** The 2,000th number of the seed 1234567890123. */
  private static final double LARGE = 0.5815005726895112;

  private final List<ExecutionReport> reports = new ArrayList<>();
  private long time;
  private int orders;

  private SimulatedVenue venue(VenueRules rules) {
    SimulatedVenue venue = new SimulatedVenue(rules, (order, price) -> Quantity.ZERO, reports::add);
    venue.list(Instrument.builder(A, Currency.USD).tickSize(Price.parse("0.001")).build());
    return venue;
  }

  /** Returns an order such as {@code BUY 1000 STOP_LIMIT 101 102 IOC}: stop, then limit. */
  private static OrderRequest order(String text) {
    String[] words = text.split(" ", -1);
    OrderType type = OrderType.valueOf(words[2]);
    OrderRequest.Builder order =
        OrderRequest.builder(A, Side.valueOf(words[0]), type, Quantity.parse(words[1]));
    int next = 3;
    if (type == OrderType.TRAILING_STOP) {
      order.trailing(TrailingOffset.price(Price.parse(words[next++])));
    } else if (type.hasStop()) {
      order.stop(Price.parse(words[next++]));
    }
    if (type.hasLimit()) {
      order.limit(Price.parse(words[next++]));
    }
    if (next < words.length) {
      order.timeInForce(TimeInForce.valueOf(words[next]));
    }
    return order.build();
  }

  private void submit(SimulatedVenue venue, String text) {
    Order order =
        Order.of(ClientOrderId.of("o-" + ++orders), InstanceId.of("s"), order(text), time)
            .submitted(time);
    venue.submit(order, time);
  }

  /** Shows a quote such as {@code 90.002/90.005 x 100000}. */
  private void quote(SimulatedVenue venue, String text) {
    String[] p = text.strip().split("[/ ]+", -1);
    Quantity size = Quantity.parse(p[3]);
    time += MINUTE;
    venue.onMarket(
        Quote.of(A, Times.instant(time), Price.parse(p[0]), Price.parse(p[1]), size, size));
  }

  private void bar(SimulatedVenue venue, PriceSource source, String prices) {
    String[] p = prices.strip().split(" +", -1);
    venue.onMarket(
        Bar.ofRaw(
            A,
            BarSpec.MINUTE.of(source),
            time - MINUTE,
            time,
            Fixed.parse(p[0]),
            Fixed.parse(p[1]),
            Fixed.parse(p[2]),
            Fixed.parse(p[3]),
            0));
  }

  private void trades(SimulatedVenue venue, String prices) {
    time += MINUTE;
    bar(venue, PriceSource.LAST, prices);
  }

  private String fills() {
    List<String> fills =
        reports.stream()
            .filter(r -> r.type() == Type.FILL)
            .map(r -> r.quantity() + " @ " + r.price())
            .toList();
    return fills.isEmpty() ? "none" : String.join(", ", fills);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // what comes takes what is there; the rest is one tick worse, or waits at the limit
        "90.002/90.005 x 500000 | BUY 1000000 MARKET | 500000 @ 90.005, 500000 @ 90.006",
        "90.002/90.005 x 500000 | BUY 1000000 LIMIT 90.010 | 500000 @ 90.005, 500000 @ 90.006",
        "90.002/90.005 x 500000 | SELL 1000000 LIMIT 90.000 | 500000 @ 90.002, 500000 @ 90.001",
        "90.008/90.010 x 1000000 | BUY 2000000 LIMIT 90.010 | 1000000 @ 90.01",
        "90.000/90.010 x 10000; 90.000/90.010 x 10000 | BUY 15000 LIMIT 90.010"
            + " | 10000 @ 90.01, 5000 @ 90.01",
        "90.002/90.005 x 100000 | BUY 150000 LIMIT 90.005 IOC | 100000 @ 90.005",
        // a limit that rests fills at its own price: what is there where it is touched, else all
        "90.002/90.005 x 1; 89.999/90.000 x 100000 | BUY 1000000 LIMIT 90.000 | 100000 @ 90",
        "90.002/90.005 x 1; 89.998/89.999 x 100000 | BUY 1000000 LIMIT 90.000"
            + " | 100000 @ 90, 900000 @ 90",
        "90.002/90.005 x 1; 90.010/90.011 x 100000 | SELL 1000000 LIMIT 90.010 | 100000 @ 90.01",
        "90.002/90.005 x 1; 90.011/90.012 x 100000 | SELL 1000000 LIMIT 90.010"
            + " | 100000 @ 90.01, 900000 @ 90.01",
        "90.002/90.005 x 1; 89.900/89.950 x 1000000 | BUY 100000 LIMIT 90.000 | 100000 @ 90",
        "90.002/90.005 x 1; 90.101/90.102 x 1000000 | SELL 100000 LIMIT 90.100 | 100000 @ 90.1",
        // a stop trades at the market that triggers it
        "90.002/90.005 x 1; 96.710/96.711 x 1000000 | BUY 100000 STOP 96.711 | 100000 @ 96.711",
        "90.002/90.005 x 1; 89.997/89.999 x 1000000 | SELL 100000 STOP 90.000 | 100000 @ 89.997",
        "90.002/90.005 x 1; 89.990/89.995 x 1000000 | BUY 10000 MARKET_IF_TOUCHED 90.000"
            + " | 10000 @ 89.995",
        // a limit that is triggered: at the trigger if that is better, else when the market is back
        "90.002/90.005 x 1; 90.010/90.011 x 100000 | BUY 100000 STOP_LIMIT 90.010 90.100"
            + " | 100000 @ 90.01",
        "90.002/90.005 x 1; 89.998/89.999 x 100000 | SELL 100000 STOP_LIMIT 90.000 89.900"
            + " | 100000 @ 90",
        "90.002/90.005 x 1; 90.006/90.007 x 1 | BUY 100000 STOP_LIMIT 90.006 90.001 | none",
        "90.002/90.005 x 1; 90.006/90.007 x 1; 90.000/90.001 x 100000"
            + " | BUY 100000 STOP_LIMIT 90.006 90.001 | 100000 @ 90.001",
        "90.002/90.005 x 1; 90.006/90.012 x 1; 90.000/90.001 x 100000"
            + " | BUY 100000 STOP_LIMIT 90.006 90.008 | 100000 @ 90.006",
        "10/11 x 1; 11/12 x 100000; 11/12 x 100000 | BUY 200000 STOP_LIMIT 12 12"
            + " | 100000 @ 12, 100000 @ 12",
        "13/14 x 1; 12/13 x 100000; 12/13 x 100000 | SELL 200000 STOP_LIMIT 12 12"
            + " | 100000 @ 12, 100000 @ 12",
        "90.002/90.005 x 1 ; 89.990/89.995 x 100000 | BUY 10000 LIMIT_IF_TOUCHED 90.000 90.000"
            + " | 10000 @ 89.995",
        // a trailing stop follows the side that it trades at
        "13/14 x 1; 14/15 x 1; 13.5/14.5 x 1; 13.0/14.0 x 1000 | SELL 1000 TRAILING_STOP 1"
            + " | 1000 @ 13",
        "13/14 x 1; 12/13 x 1; 12.5/13.5 x 1; 13.2/14.2 x 1000 | BUY 1000 TRAILING_STOP 1"
            + " | 1000 @ 14.2"
      })
  void ordersMeetQuotesAsInNautilusTrader(String quotes, String order, String expected) {
    SimulatedVenue venue = venue(RULES);
    String[] all = quotes.split(";", -1);
    quote(venue, all[0]);
    submit(venue, order);
    for (int i = 1; i < all.length; i++) {
      quote(venue, all[i]);
    }
    assertThat(fills()).isEqualTo(expected);
  }

  /** A stop that the market is beyond when it comes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BUY 100000 STOP 90.005 | 100000 @ 90.005",
        "SELL 100000 STOP 90.002 | 100000 @ 90.002",
        "BUY 100000 STOP_LIMIT 90.000 90.100 | 100000 @ 90.005",
        "SELL 100000 STOP_LIMIT 90.010 90.000 | 100000 @ 90.002",
        "BUY 100000 MARKET_IF_TOUCHED 90.010 | 100000 @ 90.005",
        "SELL 100000 LIMIT_IF_TOUCHED 90.000 90.001 | 100000 @ 90.002"
      })
  void aStopThatTheMarketIsBeyondIsRejectedOrTriggers(String order, String expected) {
    SimulatedVenue rejecting = venue(RULES);
    quote(rejecting, "90.002/90.005 x 100000");
    submit(rejecting, order);
    assertThat(reports).extracting(ExecutionReport::type).containsExactly(Type.REJECTED);
    assertThat(reports.get(0).reason()).isEqualTo("the market is beyond the stop price");
    reports.clear();
    SimulatedVenue filling = venue(RULES.withWaiting(RULES.waiting().withStopRejected(false)));
    quote(filling, "90.002/90.005 x 100000");
    submit(filling, order);
    assertThat(fills()).isEqualTo(expected);
  }

  @Test
  void aStopBeforeTheMarketIsAccepted() {
    SimulatedVenue venue = venue(RULES);
    quote(venue, "90.002/90.005 x 100000");
    submit(venue, "BUY 100000 STOP 90.006");
    submit(venue, "SELL 100000 STOP_LIMIT 90.001 90.000");
    submit(venue, "SELL 100000 MARKET_IF_TOUCHED 90.003");
    assertThat(reports).extracting(ExecutionReport::type).containsOnly(Type.ACCEPTED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // the prices of NautilusTrader's own tests: moved through, and gapped over
        "90.000 90.010 89.990 90.005 | BUY 100000 STOP 90.015"
            + " | 90.005 90.020 90.000 90.018 | 100000 @ 90.015",
        "90.000 90.010 89.990 90.000 | SELL 100000 STOP 89.985"
            + " | 90.000 90.005 89.980 89.990 | 100000 @ 89.985",
        "90.000 90.010 89.990 90.005 | BUY 100000 STOP 90.015"
            + " | 90.025 90.030 90.020 90.028 | 100000 @ 90.025",
        "90.000 90.010 89.990 89.995 | SELL 100000 STOP 89.985"
            + " | 89.975 89.980 89.970 89.972 | 100000 @ 89.975",
        // 250000 are at a price of a bar: the rest of a stop is one tick worse
        "90.000 90.010 89.990 90.005 | BUY 400000 STOP 90.015"
            + " | 90.005 90.020 90.000 90.018 | 250000 @ 90.015, 150000 @ 90.016",
        // a limit is touched at the low and passed, or only touched
        "90 90 90 90 | BUY 400000 LIMIT 89.5 | 90 91 89 90 | 250000 @ 89.5, 150000 @ 89.5",
        "90 90 90 90 | BUY 400000 LIMIT 89 | 90 91 89 90 | 250000 @ 89",
        "90 90 90 90 | BUY 100 LIMIT 89.5 | 89 91 88 90 | 100 @ 89.5",
        "90 90 90 90 | BUY 100 MARKET_IF_TOUCHED 89.5 | 90 91 89 90 | 100 @ 89.5",
        // the high comes first: a trailing stop is moved by it and meets the low
        "90 90 90 90 | SELL 100 TRAILING_STOP 1 | 91 92 90.5 91 | 100 @ 91",
        "90 90 90 90 | BUY 100 TRAILING_STOP 1 | 90 90.5 88 89.5 | 100 @ 89",
        // a stop-limit is triggered by the high, and its limit is met by the low
        "90 90 90 90 | BUY 100 STOP_LIMIT 91 90.5 | 90.7 92 90.6 91 | none",
        "90 90 90 90 | BUY 100 STOP_LIMIT 91 90.5 | 90 92 90 91 | 100 @ 90.5",
        "90 90 90 90 | BUY 100 STOP_LIMIT 91 91.5 | 90 91.2 90 91 | 100 @ 91"
      })
  void ordersMeetThePricesOfABarOneAfterTheOther(
      String before, String order, String prices, String expected) {
    SimulatedVenue venue = venue(RULES);
    trades(venue, before);
    submit(venue, order);
    trades(venue, prices);
    assertThat(fills()).isEqualTo(expected);
  }

  /** The stop is at 89, the target at 91, and both are in the bar. */
  @ParameterizedTest
  @CsvSource({
    "OPEN_HIGH_LOW_CLOSE, 90 92 88.5 90, 100 @ 91",
    "NEARER_FIRST,        90 92 88.5 90, 100 @ 89",
    "NEARER_FIRST,        90 91.5 88 90, 100 @ 91",
    "NEARER_FIRST,        90 92 88 90,   100 @ 89"
  })
  void theHighComesFirstOrTheNearerExtreme(BarRules.Path path, String prices, String expected) {
    SimulatedVenue venue = venue(RULES.withBars(BarRules.DEFAULT.with(path)));
    trades(venue, "90 90 90 90");
    submit(venue, "SELL 100 STOP 89");
    submit(venue, "SELL 100 LIMIT 91");
    trades(venue, prices);
    assertThat(fills()).startsWith(expected);
  }

  @ParameterizedTest
  @CsvSource({"BY_PRICE, '2 @ 101, 1 @ 100, 3 @ 99'", "AS_SUBMITTED, '3 @ 99, 1 @ 100, 2 @ 101'"})
  void purchasesMeetAPriceBeforeSalesTheMostEagerFirst(
      BarRules.Sequence sequence, String expected) {
    SimulatedVenue venue = venue(RULES.withBars(BarRules.DEFAULT.with(sequence)));
    quote(venue, "98/102 x 100");
    submit(venue, "SELL 3 LIMIT 99");
    assertThat(fills()).as("nobody buys at 99").isEqualTo("none");
    submit(venue, "BUY 1 LIMIT 100");
    submit(venue, "BUY 2 LIMIT 101");
    quote(venue, "100/100 x 100");
    assertThat(fills()).isEqualTo(expected);
  }

  @Test
  void theBidAndTheAskBarMoveTheBookTogether() {
    SimulatedVenue venue = venue(RULES);
    time += MINUTE;
    bar(venue, PriceSource.BID, "90 90 90 90");
    bar(venue, PriceSource.ASK, "90.2 90.2 90.2 90.2");
    submit(venue, "BUY 100 LIMIT 89.5");
    submit(venue, "SELL 100 STOP 89");
    time += MINUTE;
    bar(venue, PriceSource.BID, "90 91 88 90");
    assertThat(fills()).isEqualTo("none");
    bar(venue, PriceSource.ASK, "90.2 91.2 88.2 90.2");
    assertThat(fills()).isEqualTo("100 @ 89.5, 100 @ 89");
  }

  @Test
  void anOrderOnItsWayMeetsWhatTheBarLeaves() {
    SimulatedVenue venue = venue(RULES.withLatency(MINUTE / 2, 0));
    trades(venue, "90 90 90 90");
    submit(venue, "BUY 100 LIMIT 89.5");
    submit(venue, "BUY 100 MARKET");
    trades(venue, "90 91 89 90.5");
    assertThat(fills()).isEqualTo("100 @ 90.5");
    trades(venue, "90 91 89 90.5");
    assertThat(fills()).isEqualTo("100 @ 90.5, 100 @ 89.5");
  }

  private static VenueRules chance(String touch, String slip, long seed) {
    return RULES
        .withSlippage(Slippage.parse(slip.equals("1") ? "none" : "beyond-limit:ticks:1"))
        .withWaiting(RULES.waiting().with(new Chance(Fixed.parse(touch), Fixed.parse(slip), seed)));
  }

  /** Python's random.seed(42) begins 0.639, 0.025, 0.275, 0.223, 0.736. */
  @Test
  void aTouchedLimitFillsWhenTheNumberIsLowEnough() {
    SimulatedVenue venue = venue(chance("0.25", "1", 42));
    quote(venue, "99/101 x 100");
    submit(venue, "BUY 10 LIMIT 100");
    quote(venue, "99/100 x 100");
    assertThat(fills()).isEqualTo("none");
    quote(venue, "99/100 x 100");
    assertThat(fills()).isEqualTo("10 @ 100");
    submit(venue, "BUY 10 LIMIT 98");
    quote(venue, "97/98 x 100");
    assertThat(fills()).isEqualTo("10 @ 100");
    quote(venue, "96/97 x 100");
    assertThat(fills()).as("passed: no number is asked").isEqualTo("10 @ 100, 10 @ 98");
    submit(venue, "BUY 10 LIMIT 97");
    assertThat(fills()).as("what comes takes").isEqualTo("10 @ 100, 10 @ 98, 10 @ 97");
    submit(venue, "BUY 10 LIMIT 95");
    quote(venue, "94/95 x 100");
    assertThat(fills()).as("0.223").isEqualTo("10 @ 100, 10 @ 98, 10 @ 97, 10 @ 95");
  }

  @Test
  void aFillSlipsWhenTheNumberIsLowEnoughAndWhatIsLeftSlipsWithIt() {
    SimulatedVenue venue = venue(chance("1", "0.25", 42));
    quote(venue, "99/100 x 10");
    for (int i = 0; i < 4; i++) {
      submit(venue, "BUY 15 MARKET");
    }
    assertThat(fills())
        .isEqualTo(
            "10 @ 100, 5 @ 100.001, 10 @ 100.001, 5 @ 100.002,"
                + " 10 @ 100, 5 @ 100.001, 10 @ 100.001, 5 @ 100.002");
  }

  @Test
  void theSameSeedFillsTheSame() {
    List<String> runs = new ArrayList<>();
    for (long seed : new long[] {7, 7, 8}) {
      reports.clear();
      orders = 0;
      SimulatedVenue venue = venue(chance("0.5", "1", seed));
      quote(venue, "99/101 x 100");
      for (int i = 0; i < 60; i++) {
        submit(venue, "BUY 1 LIMIT " + (100 - i));
        quote(venue, (99 - i) + "/" + (100 - i) + " x 100");
      }
      runs.add(reports.stream().map(r -> r.orderId() + " " + r.type()).toList().toString());
    }
    assertThat(runs.get(0)).isEqualTo(runs.get(1)).isNotEqualTo(runs.get(2));
  }

  /** The numbers that Python 3 prints after random.seed. */
  @Test
  void drawsAreThoseOfPython() {
    Draws fortyTwo = new Draws(42);
    assertThat(fortyTwo.next()).isEqualTo(0.6394267984578837);
    assertThat(fortyTwo.next()).isEqualTo(0.025010755222666936);
    assertThat(new Draws(0).next()).isEqualTo(0.8444218515250481);
    Draws large = new Draws(1_234_567_890_123L);
    for (int i = 0; i < 1_999; i++) {
      large.next();
    }
    assertThat(large.next()).isEqualTo(LARGE);
  }

  @Test
  void probabilitiesAreFromZeroToOne() {
    assertThatThrownBy(() -> new Chance(Fixed.ONE + 1, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected probabilities from 0 to 1");
  }
}
