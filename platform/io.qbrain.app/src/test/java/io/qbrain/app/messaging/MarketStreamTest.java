package io.qbrain.app.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.Depth;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Quote;
import io.qbrain.model.TradeTick;
import io.qbrain.port.StreamMessage;
import io.qbrain.testkit.contract.Eventually;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MarketStreamTest {
  private static final InstrumentId ALPHA = InstrumentId.of("ALPHA.SIM");
  private static final Instant T0 = Instant.parse("2026-01-02T10:00:00Z");
  private static final Price P = Price.parse("100.5");
  private static final Quantity Q = Quantity.of(7);

  private final ShakyStreams streams = new ShakyStreams();
  private final MarketStream market = new MarketStream(streams);

  @AfterEach
  void stop() {
    market.close();
  }

  private static Bar bar(BarSpec spec, String price) {
    Price p = Price.parse(price);
    return Bar.of(ALPHA, spec, T0, p, p, p, p, Q);
  }

  private List<StreamMessage> told() {
    return streams.read(MarketStream.STREAM, "", 1_000).stream().map(d -> d.message()).toList();
  }

  @Test
  void everyKindOfEventHasItsForm() {
    market.accept(bar(BarSpec.MINUTE, "101"));
    market.accept(Quote.of(ALPHA, T0, P, Price.parse("100.6"), Q, Q));
    market.accept(TradeTick.of(ALPHA, T0, P, Q));
    long[] levels = LongStream.of(100, 5, 101, 6).map(x -> x * 100_000_000).toArray();
    market.accept(Depth.of(ALPHA, T0, 1, levels));
    market.start();

    Eventually.until(this::told, t -> t.size() == 4);

    assertThat(told()).allMatch(m -> m.key().equals("ALPHA.SIM"));
    assertThat(told())
        .extracting(m -> m.type() + m.body())
        .containsExactlyInAnyOrder(
            "bar{\"instrument\":\"ALPHA.SIM\",\"time\":\"2026-01-02T10:00:00Z\",\"bars\":\"1m\","
                + "\"open\":101,\"high\":101,\"low\":101,\"close\":101,\"volume\":7}",
            "quote{\"instrument\":\"ALPHA.SIM\",\"time\":\"2026-01-02T10:00:00Z\","
                + "\"bid\":100.5,\"ask\":100.6,\"bidSize\":7,\"askSize\":7}",
            "trade{\"instrument\":\"ALPHA.SIM\",\"time\":\"2026-01-02T10:00:00Z\","
                + "\"price\":100.5,\"quantity\":7}",
            "depth{\"instrument\":\"ALPHA.SIM\",\"time\":\"2026-01-02T10:00:00Z\",\"levels\":1,"
                + "\"bid0\":100,\"bidSize0\":5,\"ask0\":101,\"askSize0\":6}");
  }

  @Test
  void whatNobodyHasSeenIsReplacedByWhatIsNewerAndCounted() {
    for (int i = 1; i <= 100; i++) {
      market.accept(bar(BarSpec.MINUTE, Integer.toString(i)));
      market.accept(bar(BarSpec.parse("1s"), Integer.toString(i)));
    }
    assertThat(market.view().conflated()).isEqualTo(198);
    assertThat(market.view().waiting()).isEqualTo(2);
    market.start();

    Eventually.until(() -> market.view().written(), n -> n == 2);

    assertThat(told()).allMatch(m -> m.body().contains("\"close\":100,"));
  }

  @Test
  void theNewestIsToldWhenTheServerIsBack() {
    streams.away = true;
    market.start();
    market.accept(bar(BarSpec.MINUTE, "1"));
    Eventually.until(() -> market.view().detail(), d -> d.contains("away"));
    MarketEvent newest = bar(BarSpec.MINUTE, "2");
    market.accept(newest);
    streams.away = false;

    Eventually.until(this::told, t -> !t.isEmpty());

    assertThat(told()).hasSize(1);
    assertThat(told().get(0).body()).contains("\"close\":2,");
    assertThat(market.view().conflated()).isEqualTo(1);
  }
}
