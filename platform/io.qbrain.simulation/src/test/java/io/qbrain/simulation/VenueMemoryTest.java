package io.qbrain.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.qbrain.kernel.FeeModel;
import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Currency;
import io.qbrain.model.Depth;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.MarketProfile;
import io.qbrain.model.Order;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.OrderStatus;
import io.qbrain.model.Price;
import io.qbrain.model.PriceSource;
import io.qbrain.model.Quantity;
import io.qbrain.model.Quote;
import io.qbrain.model.Side;
import io.qbrain.model.Times;
import io.qbrain.model.TradeTick;
import io.qbrain.model.TradingCalendar;
import io.qbrain.model.TradingPhase;
import io.qbrain.model.TradingSession;
import io.qbrain.model.TrailingOffset;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A venue that remembers what another one knew goes on as that one. */
class VenueMemoryTest {
  private static final InstrumentId A = InstrumentId.of("A.SIM");
  private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
  private static final VenueRules RULES = new VenueRules(false, 0, FeeModel.NONE);

  private static SimulatedVenue venue(List<ExecutionReport> reports) {
    SimulatedVenue venue = new SimulatedVenue(RULES, (order, price) -> Quantity.ZERO, reports::add);
    venue.list(Instrument.builder(A, Currency.USD).build());
    return venue;
  }

  private static Bar bar(int minute, int open, int high, int low, int close) {
    return Bar.of(
        A,
        BarSpec.MINUTE,
        NOON.plusSeconds(60L * minute),
        Price.of(open),
        Price.of(high),
        Price.of(low),
        Price.of(close),
        Quantity.of(1_000));
  }

  private static Order submitted(String id, OrderRequest request) {
    long time = Times.nanos(NOON);
    return Order.of(ClientOrderId.of(id), InstanceId.of("s"), request, time).submitted(time);
  }

  private static List<Order> orders() {
    return List.of(
        submitted(
            "trail",
            OrderRequest.trailingStop(
                A, Side.SELL, Quantity.of(10), TrailingOffset.parse("5 price"))),
        submitted("buy", OrderRequest.limit(A, Side.BUY, Quantity.of(7), Price.of(90))),
        submitted("stop", OrderRequest.stop(A, Side.BUY, Quantity.of(3), Price.of(130))));
  }

  private static final List<Bar> BEFORE =
      List.of(bar(1, 100, 104, 99, 103), bar(2, 103, 112, 102, 110));
  private static final List<Bar> AFTER =
      List.of(bar(3, 110, 111, 106, 107), bar(4, 106, 107, 89, 92), bar(5, 93, 131, 92, 130));

  private static List<String> text(List<ExecutionReport> reports) {
    return reports.stream()
        .map(r -> r.orderId() + " " + r.type() + " " + r.quantity() + " @ " + r.price())
        .toList();
  }

  private static SimulatedVenue restored(SimulatedVenue from, List<ExecutionReport> reports) {
    SimulatedVenue to = venue(reports);
    for (Order order : orders()) {
      byte[] memory = from.memory().of(order.id());
      if (memory != null) {
        to.memory().restore(order, "V1", false, 0);
        to.memory().recall(order.id(), memory, null);
      }
    }
    to.memory().recall(A, Objects.requireNonNull(from.memory().of(A)));
    return to;
  }

  @Test
  void aVenueThatRemembersFillsAsTheOneThatNeverStopped() {
    List<ExecutionReport> told = new ArrayList<>();
    SimulatedVenue venue = venue(told);
    orders().forEach(o -> venue.submit(o, Times.nanos(NOON)));
    BEFORE.forEach(venue::onMarket);
    List<ExecutionReport> toldLater = new ArrayList<>();
    SimulatedVenue later = restored(venue, toldLater);
    assertThat(later.memory().working(A)).isEqualTo(venue.memory().working(A)).hasSize(3);

    told.clear();
    AFTER.forEach(venue::onMarket);
    AFTER.forEach(later::onMarket);
    assertThat(text(toldLater))
        .isEqualTo(text(told))
        .contains("trail FILL 10 @ 107", "buy FILL 7 @ 90", "stop FILL 3 @ 130");
  }

  @Test
  void withoutItsMemoryATrailingStopWouldBeAnotherOne() {
    List<ExecutionReport> told = new ArrayList<>();
    SimulatedVenue venue = venue(told);
    venue.memory().restore(orders().get(0), "V1", false, 0);
    AFTER.forEach(venue::onMarket);
    assertThat(text(told)).doesNotContain("trail FILL 10 @ 107");
  }

  @Test
  void aWorkingOrderHasAStatusAndOneThatIsGoneHasNone() {
    SimulatedVenue venue = venue(new ArrayList<>());
    Order buy = orders().get(1);
    venue.submit(buy, Times.nanos(NOON));
    assertThat(venue.memory().status(buy.id(), 5))
        .hasValueSatisfying(
            r -> {
              assertThat(r.type()).isEqualTo(ExecutionReport.Type.STATUS);
              assertThat(r.reason()).isEqualTo(OrderStatus.ACCEPTED.name());
            });
    assertThat(venue.memory().replacing(buy.id())).isEmpty();
    venue.cancel(buy.id(), Times.nanos(NOON));
    assertThat(venue.memory().status(buy.id(), 5)).isEmpty();
    assertThat(venue.memory().of(buy.id())).isNull();
    assertThat(venue.memory().of(InstrumentId.of("B.SIM"))).isNull();
  }

  static Stream<MarketEvent> events() {
    return Stream.of(
        Quote.of(A, NOON, Price.of(99), Price.of(101), Quantity.of(2), Quantity.of(3)),
        TradeTick.of(A, NOON, Price.of(100), Quantity.of(1)),
        Depth.of(A, NOON, 1, 99, 5, 101, 6),
        bar(1, 100, 101, 99, 100));
  }

  @ParameterizedTest
  @MethodSource("events")
  void theLastEventOfAnyKindIsRemembered(MarketEvent event) {
    SimulatedVenue venue = venue(new ArrayList<>());
    venue.onMarket(event);
    byte[] memory = Objects.requireNonNull(venue.memory().of(A));
    SimulatedVenue later = venue(new ArrayList<>());
    later.memory().recall(A, memory);
    assertThat(later.memory().of(A)).isEqualTo(memory);
    assertThat(later.memory().of(A)).isNotEqualTo(venue(new ArrayList<>()).memory().of(A));
  }

  @Test
  void theLastBarsOfBidsAndAsksAreRemembered() {
    SimulatedVenue venue = venue(new ArrayList<>());
    for (PriceSource source : List.of(PriceSource.BID, PriceSource.ASK)) {
      venue.onMarket(
          Bar.of(
              A,
              BarSpec.MINUTE.of(source),
              NOON,
              Price.of(100),
              Price.of(102),
              Price.of(99),
              Price.of(101),
              Quantity.of(5)));
    }
    byte[] memory = Objects.requireNonNull(venue.memory().of(A));
    SimulatedVenue later = venue(new ArrayList<>());
    later.memory().recall(A, memory);
    assertThat(later.memory().of(A)).isEqualTo(memory);
  }

  @Test
  void memoryOfTheFirstVersionIsRead() {
    SimulatedVenue venue = venue(new ArrayList<>());
    venue.onMarket(TradeTick.of(A, NOON, Price.of(100), Quantity.of(1)));
    byte[] memory = Objects.requireNonNull(venue.memory().of(A));
    int since = Long.BYTES; // when the last trade was
    byte[] second = Arrays.copyOf(memory, memory.length - since);
    second[0] = 2;
    SimulatedVenue between = venue(new ArrayList<>());
    between.memory().recall(A, second);
    assertThat(Arrays.copyOfRange(Objects.requireNonNull(between.memory().of(A)), 1, second.length))
        .isEqualTo(Arrays.copyOfRange(memory, 1, second.length));
    int added = Integer.BYTES + 2 + 1 + since; // no ids, no bars, and whether trades came
    byte[] old = Arrays.copyOf(memory, memory.length - added);
    old[0] = 1;
    SimulatedVenue later = venue(new ArrayList<>());
    later.memory().recall(A, old);
    byte[] again = Objects.requireNonNull(later.memory().of(A));
    assertThat(Arrays.copyOfRange(again, 1, old.length))
        .isEqualTo(Arrays.copyOfRange(memory, 1, old.length));
  }

  /** The first had no type, the second not whether the limit was reached. */
  @ParameterizedTest
  @CsvSource({"1, 16", "2, 1"})
  void memoryOfAnOrderOfAnOlderVersionIsRead(byte version, int added) {
    SimulatedVenue venue = venue(new ArrayList<>());
    Order trail = orders().get(0);
    venue.submit(trail, Times.nanos(NOON));
    BEFORE.forEach(venue::onMarket);
    byte[] memory = Objects.requireNonNull(venue.memory().of(trail.id()));
    byte[] old = Arrays.copyOf(memory, memory.length - added);
    old[0] = version;
    SimulatedVenue later = venue(new ArrayList<>());
    later.memory().restore(trail, "V1", false, 0);
    later.memory().recall(trail.id(), old, null);
    assertThat(later.memory().of(trail.id())).isEqualTo(memory);
  }

  /** The market was closed when it came, though it is open at the time that it was made. */
  @Test
  void anOrderThatWaitsForTheOpenStillDoes() {
    VenueRules rules = RULES.withTiming(FillTiming.QUOTE_CLOSE);
    long open = Times.nanos(NOON.plusSeconds(3_600));
    MarketProfile profile =
        MarketProfile.builder(
                "shares",
                ZoneOffset.UTC,
                TradingCalendar.of(
                    List.of(
                        TradingSession.builder(LocalDate.of(2026, 1, 5), Times.nanos(NOON))
                            .until(Times.nanos(NOON.plusSeconds(60)), TradingPhase.CONTINUOUS)
                            .build(),
                        TradingSession.builder(LocalDate.of(2026, 1, 6), open)
                            .until(open + 3_600_000_000_000L, TradingPhase.CONTINUOUS)
                            .build())))
            .build();
    Order order = submitted("late", OrderRequest.market(A, Side.BUY, Quantity.of(1)));
    List<List<String>> all = new ArrayList<>();
    for (boolean stops : new boolean[] {false, true}) {
      List<ExecutionReport> told = new ArrayList<>();
      SimulatedVenue venue = inMarket(rules, profile, told);
      venue.submit(order, Times.nanos(NOON.plusSeconds(120)));
      if (stops) {
        byte[] memory = Objects.requireNonNull(venue.memory().of(order.id()));
        venue = inMarket(rules, profile, told);
        venue.memory().restore(order, "V1", false, 0);
        venue.memory().recall(order.id(), memory, null);
        assertThat(venue.memory().of(order.id())).isEqualTo(memory);
      }
      venue.onMarket(bar(61, 103, 105, 103, 104));
      all.add(text(told));
    }
    assertThat(all.get(1)).isEqualTo(all.get(0)).endsWith("late FILL 1 @ 103");
  }

  private static SimulatedVenue inMarket(
      VenueRules rules, MarketProfile profile, List<ExecutionReport> reports) {
    SimulatedVenue venue =
        new SimulatedVenue(rules, (o, p) -> Quantity.ZERO, reports::add, name -> profile);
    venue.list(Instrument.builder(A, Currency.USD).market("shares").build());
    return venue;
  }

  @Test
  void damagedMemoryIsRefused() {
    SimulatedVenue venue = venue(new ArrayList<>());
    BEFORE.forEach(venue::onMarket);
    byte[] memory = Objects.requireNonNull(venue.memory().of(A));
    byte[] version = memory.clone();
    version[0] = 9;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> venue.memory().recall(A, version))
        .withMessageContaining("version 1 to 4, found 9");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> venue.memory().recall(A, Arrays.copyOf(memory, memory.length - 1)))
        .withMessageContaining("damaged");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> venue.memory().recall(A, Arrays.copyOf(memory, memory.length + 1)))
        .withMessageContaining("1 bytes too many");
    byte[] letter = memory.clone();
    letter[1] = 'X';
    assertThatIllegalArgumentException()
        .isThrownBy(() -> venue.memory().recall(A, letter))
        .withMessageContaining("found X");
  }
}
