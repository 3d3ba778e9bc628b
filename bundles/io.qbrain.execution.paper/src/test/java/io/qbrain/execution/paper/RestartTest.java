package io.qbrain.execution.paper;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.kernel.FeeModel;
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
import io.qbrain.model.Quantity;
import io.qbrain.model.Quote;
import io.qbrain.model.Side;
import io.qbrain.model.TimeInForce;
import io.qbrain.model.Times;
import io.qbrain.model.TradeTick;
import io.qbrain.model.TrailingOffset;
import io.qbrain.simulation.Liquidity;
import io.qbrain.simulation.Preset;
import io.qbrain.simulation.VenueRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the venue knows after it was killed: each thing that a later fill depends on. */
class RestartTest {
  private static final InstrumentId ID = InstrumentId.of("ALPHA.SIM");
  private static final VenueRules RULES = Preset.DEFAULT.venue();

  /** Ten o'clock in Shanghai on a Monday. */
  private static final Instant T0 = Instant.parse("2026-03-02T02:00:00Z");

  private Path folder;
  private Instrument instrument = Instrument.builder(ID, Currency.USD).build();
  private VenueRules rules = RULES.withFees(FeeModel.NONE);
  private VenueScript.Hearing heard = new VenueScript.Hearing();
  private PaperGateway gateway;
  private long now = Times.nanos(T0);

  @BeforeEach
  void listen(@TempDir Path temporary) {
    folder = temporary;
    gateway = new PaperGateway(Preset.DEFAULT, folder.resolve("venue.log"));
  }

  /** The old one is left as a killed process leaves it: its files are not closed. */
  private void start() {
    long durable = heard.last();
    heard = new VenueScript.Hearing();
    gateway = new PaperGateway(Preset.DEFAULT.withVenue(rules), folder.resolve("venue.log"));
    gateway.list(instrument);
    gateway.connect(durable, heard);
  }

  @AfterEach
  void disconnect() {
    gateway.disconnect();
  }

  private void submit(String id, OrderRequest request) {
    Order order = Order.of(ClientOrderId.of(id), InstanceId.of("one"), request, now);
    gateway.submit(order.submitted(now));
  }

  private void bar(int minute, String open, String high, String low, String close, long volume) {
    now = Times.nanos(T0.plusSeconds(60L * minute));
    gateway.onMarket(
        Bar.of(
            ID,
            BarSpec.MINUTE,
            T0.plusSeconds(60L * minute),
            Price.parse(open),
            Price.parse(high),
            Price.parse(low),
            Price.parse(close),
            Quantity.of(volume)));
  }

  private void flat(int minute, String price) {
    bar(minute, price, price, price, price, 1_000);
  }

  private List<Type> told() {
    return heard.all().stream().map(ExecutionReport::type).toList();
  }

  @Test
  void aTrailingStopKeepsItsBestPrice() {
    start();
    submit(
        "s-1",
        OrderRequest.builder(ID, Side.SELL, OrderType.TRAILING_STOP, Quantity.of(1))
            .trailing(TrailingOffset.price(Price.of(5)))
            .build());
    flat(1, "100");
    flat(2, "120");
    start();
    flat(3, "116");
    assertThat(told()).isEmpty();
    bar(4, "116", "116", "110", "112", 1_000);
    assertThat(told()).containsExactly(Type.TRIGGERED, Type.FILL);
    assertThat(heard.all().get(1).price()).isEqualTo(Price.of(115));
  }

  @Test
  void aFeeByTheOrderIsNotChargedTwice() {
    rules =
        rules
            .withFees(FeeModel.parse("per-order:1,0,none"))
            .withLiquidity(Liquidity.ANY.withVolumeShare(Fixed.parse("0.1")));
    start();
    submit("s-1", OrderRequest.market(ID, Side.BUY, Quantity.of(200)));
    flat(1, "100");
    assertThat(heard.all().get(1).fee()).hasToString("1.00 USD");
    start();
    flat(2, "100");
    assertThat(heard.all().get(0).fee()).hasToString("0.00 USD");
  }

  @Test
  void theFeesPaidComeFromTheLogWhereTheMemoryIsLost() throws IOException {
    rules =
        rules
            .withFees(FeeModel.parse("per-order:1,0,none"))
            .withLiquidity(Liquidity.ANY.withVolumeShare(Fixed.parse("0.1")));
    start();
    submit("s-1", OrderRequest.market(ID, Side.BUY, Quantity.of(200)));
    flat(1, "100");
    Files.delete(folder.resolve("venue.log.memory"));
    start();
    flat(2, "100");
    assertThat(heard.all().get(0).quantity()).isEqualTo(Quantity.of(100));
    assertThat(heard.all().get(0).fee()).hasToString("0.00 USD");
  }

  @Test
  void priceLimitsCountFromTheCloseBeforeTheRestart() {
    instrument = Instrument.builder(ID, Currency.USD).market("china-a").build();
    start();
    flat(1, "10");
    start();
    flat(24 * 60 + 1, "11");
    submit("s-1", OrderRequest.market(ID, Side.BUY, Quantity.of(100)));
    start();
    flat(24 * 60 + 2, "11");
    assertThat(told()).as("locked at 10 % above the close of the day before").isEmpty();
    bar(24 * 60 + 3, "10.99", "11", "10.9", "11", 1_000);
    assertThat(told()).containsExactly(Type.FILL);
  }

  @Test
  void aPlaceInTheQueueIsKept() {
    rules =
        rules.withLiquidity(
            new Liquidity(Liquidity.UNLIMITED, Liquidity.Rest.WAITS, 0, true, true));
    start();
    quote(1, 300);
    submit("s-1", OrderRequest.limit(ID, Side.BUY, Quantity.of(50), Price.of(99)));
    trade(2, 200);
    quote(3, 500);
    start();
    trade(4, 80);
    assertThat(told()).as("20 stand before it still").isEmpty();
    trade(5, 50);
    assertThat(heard.all()).extracting(ExecutionReport::quantity).containsExactly(Quantity.of(30));
  }

  private void quote(int second, long size) {
    gateway.onMarket(
        Quote.of(
            ID,
            T0.plusSeconds(second),
            Price.of(99),
            Price.of(101),
            Quantity.of(size),
            Quantity.of(size)));
  }

  private void trade(int second, long quantity) {
    gateway.onMarket(TradeTick.of(ID, T0.plusSeconds(second), Price.of(99), Quantity.of(quantity)));
  }

  @Test
  void aCancelOnItsWayArrives() {
    rules = rules.withLatency(Duration.ofSeconds(90).toNanos(), 0);
    start();
    submit("s-1", OrderRequest.limit(ID, Side.BUY, Quantity.of(1), Price.of(90)));
    flat(1, "100");
    gateway.cancel(ClientOrderId.of("s-1"));
    start();
    gateway.cancel(ClientOrderId.of("s-1"));
    flat(2, "100");
    assertThat(told()).isEmpty();
    flat(4, "89");
    assertThat(told()).containsExactly(Type.CANCELED);
    assertThat(heard.all().get(0).timeNanos()).isEqualTo(Times.nanos(T0.plusSeconds(150)));
  }

  @Test
  void anOrderOnItsWayFillsNoEarlier() {
    rules = rules.withLatency(Duration.ofSeconds(90).toNanos(), 0);
    start();
    submit("s-1", OrderRequest.market(ID, Side.BUY, Quantity.of(1)));
    start();
    flat(1, "100");
    flat(2, "101");
    assertThat(told()).isEmpty();
    flat(3, "102");
    assertThat(heard.all()).extracting(ExecutionReport::price).containsExactly(Price.of(102));
  }

  @Test
  void anOrderGoodTillADateAndOneOfADayExpire() {
    start();
    flat(1, "100");
    submit(
        "s-1",
        OrderRequest.builder(ID, Side.BUY, OrderType.LIMIT, Quantity.of(1))
            .limit(Price.of(90))
            .timeInForce(TimeInForce.GTD)
            .expireNanos(Times.nanos(T0.plusSeconds(150)))
            .build());
    submit(
        "s-2",
        OrderRequest.limit(ID, Side.BUY, Quantity.of(1), Price.of(90))
            .withTimeInForce(TimeInForce.DAY));
    flat(2, "100");
    start();
    flat(4, "89");
    assertThat(told()).as("one expires, the other fills").containsExactly(Type.EXPIRED, Type.FILL);
    submit(
        "s-3",
        OrderRequest.limit(ID, Side.BUY, Quantity.of(1), Price.of(80))
            .withTimeInForce(TimeInForce.DAY));
    flat(5, "100");
    start();
    flat(24 * 60, "79");
    assertThat(told()).containsExactly(Type.EXPIRED);
  }

  @Test
  void aBarThatTheFeedRepeatsChangesNothing() {
    start();
    submit(
        "s-1",
        OrderRequest.builder(ID, Side.SELL, OrderType.TRAILING_STOP, Quantity.of(1))
            .trailing(TrailingOffset.price(Price.of(5)))
            .build());
    bar(1, "100", "120", "100", "118", 1_000);
    start();
    bar(1, "100", "120", "100", "118", 1_000);
    assertThat(told()).isEmpty();
  }

  @Test
  void theMemoryIsWrittenAnewWhenItHasGrown() throws IOException {
    start();
    submit("s-1", OrderRequest.limit(ID, Side.BUY, Quantity.of(1), Price.of(90)));
    Path memory = folder.resolve("venue.log.memory");
    long largest = 0;
    for (int i = 1; i <= 20_000; i++) {
      flat(i, "100");
      if (i % 500 == 0) {
        largest = Math.max(largest, Files.size(memory));
      }
    }
    assertThat(largest).isBetween(1L << 20, 5L << 20);
    assertThat(Files.size(memory)).isLessThan(5L << 20);
    start();
    flat(20_001, "89");
    assertThat(told()).containsExactly(Type.FILL);
  }
}
