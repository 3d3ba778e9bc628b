package io.qbrain.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Currency;
import io.qbrain.model.ExecutionReport;
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
import io.qbrain.model.Times;
import io.qbrain.simulation.WaitingRules.LimitPrice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs of NautilusTrader 1.143 with probabilities between 0 and 1: quotes, orders that come with
 * them, and the fills that it prints. Its seed is ours; limits that rest filled at the market's
 * price in that version.
 */
class NautilusChanceTest {
  private static final InstrumentId A = InstrumentId.of("A.SIM");
  private static final long SECOND = 1_000_000_000L;
  private static final Quantity QUOTED = Quantity.of(1_000_000);
  private static final Quantity ORDERED = Quantity.of(1_000);
  private static final String FILLS = "=";

  private final List<String> fills = new ArrayList<>();
  private long time;

  /** Seed, probability of a fill at the touch, probability of slippage; then what happens. */
  record Case(String header, List<String> quotes, List<String> fills) {
    @Override
    public String toString() {
      return header;
    }
  }

  static Stream<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    try (InputStream in = NautilusChanceTest.class.getResourceAsStream("nautilus-chance.txt")) {
      String all = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      for (String text : all.split("# ", -1)) {
        if (!text.isBlank()) {
          List<String> lines = text.lines().toList();
          int middle = lines.indexOf(FILLS);
          cases.add(
              new Case(
                  lines.get(0), lines.subList(1, middle), lines.subList(middle + 1, lines.size())));
        }
      }
    }
    return cases.stream();
  }

  private SimulatedVenue venue(String header) {
    String[] words = header.split(" ", -1);
    Chance chance =
        new Chance(Fixed.parse(words[1]), Fixed.parse(words[2]), Long.parseLong(words[0]));
    VenueRules rules = Preset.NAUTILUS_L1.venue();
    SimulatedVenue venue =
        new SimulatedVenue(
            rules
                .withSlippage(Slippage.parse("beyond-limit:ticks:1"))
                .withWaiting(rules.waiting().with(LimitPrice.MARKET).with(chance)),
            (order, price) -> Quantity.ZERO,
            this::report);
    venue.list(Instrument.builder(A, Currency.USD).tickSize(Price.parse("0.00001")).build());
    return venue;
  }

  private void report(ExecutionReport report) {
    if (report.type() == ExecutionReport.Type.FILL) {
      fills.add(
          String.format(
              Locale.ROOT,
              "%s %d %s %.5f",
              report.orderId().toString().substring(2),
              time / SECOND,
              report.quantity(),
              report.price().toDouble()));
    }
  }

  private void submit(SimulatedVenue venue, long number, String[] words) {
    OrderType type = OrderType.valueOf(words[3]);
    OrderRequest.Builder order = OrderRequest.builder(A, Side.valueOf(words[2]), type, ORDERED);
    if (type.hasLimit()) {
      order.limit(Price.parse(words[4]));
    }
    venue.submit(
        Order.of(ClientOrderId.of("o-" + number), InstanceId.of("s"), order.build(), time)
            .submitted(time),
        time);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyFillIsThatOfNautilusTrader(Case c) {
    SimulatedVenue venue = venue(c.header());
    for (String line : c.quotes()) {
      String[] words = line.split("[/ ]", -1);
      long number = time / SECOND;
      time += SECOND;
      venue.onMarket(
          Quote.of(
              A,
              Times.instant(time),
              Price.parse(words[0]),
              Price.parse(words[1]),
              QUOTED,
              QUOTED));
      if (words.length > 2) {
        submit(venue, number, words);
      }
    }
    assertThat(fills).isEqualTo(c.fills());
  }
}
