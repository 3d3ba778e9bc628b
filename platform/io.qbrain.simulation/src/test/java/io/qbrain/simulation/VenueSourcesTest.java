package io.qbrain.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.kernel.FeeModel;
import io.qbrain.model.Bar;
import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Currency;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Order;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.Price;
import io.qbrain.model.PriceSource;
import io.qbrain.model.Quantity;
import io.qbrain.model.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Which of bids, asks and trades an order meets where the data have all of them. */
class VenueSourcesTest {
  private static final InstrumentId A = InstrumentId.of("A.SIM");
  private static final long MINUTE = 60_000_000_000L;

  private final List<ExecutionReport> reports = new ArrayList<>();
  private final SimulatedVenue venue =
      new SimulatedVenue(
          new VenueRules(true, 0, FeeModel.NONE)
              .withTiming(FillTiming.QUOTE_CLOSE)
              .withRestsOnTrades(true),
          (order, price) -> Quantity.ZERO,
          reports::add);

  /** Bars of a minute each, of one price each. */
  private void minute(int number, PriceSource source, String price) {
    long raw = Price.parse(price).raw();
    BarSeries.Builder one = BarSeries.builder(A, BarSpec.MINUTE.of(source));
    one.add(number * MINUTE, raw, raw, raw, raw, 0);
    BarSeries series = one.build();
    Bar bar = series.bar(0);
    if (source == PriceSource.LAST) {
      venue.onBar(Objects.requireNonNull(venue.lane(A)), series, 0, bar);
    } else {
      venue.onMarket(bar);
    }
  }

  private List<String> fills() {
    return reports.stream()
        .filter(r -> r.type() == ExecutionReport.Type.FILL)
        .map(r -> String.valueOf(r.price()))
        .toList();
  }

  @Test
  void aRestingOrderMeetsTradesThoughOnlyOneBarOfThemHasCome() {
    venue.list(Instrument.builder(A, Currency.USD).build());
    minute(1, PriceSource.BID, "9.9");
    minute(1, PriceSource.ASK, "10.1");
    minute(1, PriceSource.LAST, "10");
    OrderRequest limit = OrderRequest.limit(A, Side.BUY, Quantity.of(1), Price.of(20));
    venue.submit(
        Order.of(ClientOrderId.of("o-1"), InstanceId.of("s"), limit, MINUTE).submitted(MINUTE),
        MINUTE);
    minute(2, PriceSource.BID, "10.9");
    minute(2, PriceSource.ASK, "11.1");
    assertThat(fills()).isEmpty();
    minute(2, PriceSource.LAST, "11");
    assertThat(fills()).containsExactly("11");
  }
}
