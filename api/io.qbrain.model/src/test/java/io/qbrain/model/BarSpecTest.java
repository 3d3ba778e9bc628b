package io.qbrain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BarSpecTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1s",
        "90s",
        "5m",
        "1h",
        "7d",
        "999999999s",
        "1m-bid",
        "1h-ask",
        "1d-mid",
        "1000vol",
        "0.00000001vol",
        "500tick",
        "500tick-mid",
        "250000val",
        "0.5range",
        "0.25renko-bid"
      })
  void parseAndToStringAreInverse(String text) {
    BarSpec spec = BarSpec.parse(text);

    assertThat(spec).hasToString(text);
    assertThat(BarSpec.parse(spec.toString())).isEqualTo(spec).hasSameHashCodeAs(spec);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "m",
        "0m",
        "-1m",
        "1w",
        "1m-last",
        "1m-BID",
        "1.5m",
        "1.5tick",
        "0vol",
        "0.0range",
        "0.000000001vol",
        "vol",
        "1000 vol",
        "1000vol-",
        "1e3vol",
        "NaNrange",
        "99999999999vol",
        "9999999999d"
      })
  void refusesWhatIsNoLengthOrSize(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BarSpec.parse(text))
        .withMessageContaining("'" + text + "'");
  }

  @Test
  void everyUnitIsWrittenInItsLargest() {
    assertThat(BarSpec.parse("60s")).hasToString("1m").isEqualTo(BarSpec.MINUTE);
    assertThat(BarSpec.parse("24h")).hasToString("1d").isEqualTo(BarSpec.DAILY);
    assertThat(BarSpec.parse("1.50vol")).hasToString("1.5vol");
  }

  @Test
  void factoriesAgreeWithTheText() {
    assertThat(BarSpec.of(Duration.ofMinutes(5)).of(PriceSource.BID)).hasToString("5m-bid");
    assertThat(BarSpec.volume(Quantity.of(1000))).hasToString("1000vol");
    assertThat(BarSpec.count(500)).hasToString("500tick");
    assertThat(BarSpec.value(Quantity.of(250_000))).hasToString("250000val");
    assertThat(BarSpec.range(Price.parse("0.5"))).hasToString("0.5range");
    assertThat(BarSpec.renko(Price.parse("0.25"))).hasToString("0.25renko");
  }

  @Test
  void onlyBarsOfTimeHaveALength() {
    assertThat(BarSpec.parse("5m-ask").stepNanos()).isEqualTo(300_000_000_000L);
    assertThat(BarSpec.parse("5m").hasLength()).isTrue();
    assertThat(BarSpec.parse("5vol").stepNanos()).isZero();
    assertThat(BarSpec.parse("5vol").step()).isZero();
    assertThat(BarSpec.parse("5vol").hasLength()).isFalse();
  }

  @Test
  void theShorterComesFirstThenBidAskMiddleLast() {
    List<String> ordered =
        List.of("1m-bid", "1m-ask", "1m-mid", "1m", "1h-bid", "1h", "1d", "5vol", "9tick-bid");
    List<BarSpec> specs = new ArrayList<>(ordered.stream().map(BarSpec::parse).toList());
    Collections.shuffle(specs, new Random(7));
    Collections.sort(specs);

    assertThat(specs).map(BarSpec::toString).isEqualTo(ordered);
  }

  @Test
  void aBarWithoutALengthOpensWhenTheOneBeforeClosed() {
    BarSeries bars =
        BarSeries.builder(InstrumentId.of("A.X"), BarSpec.count(2))
            .add(1_000, 1, 1, 1, 1, 1)
            .add(5_000, 1, 1, 1, 1, 1)
            .add(5_000, 1, 1, 1, 1, 1)
            .build();

    assertThat(bars.openTimeNanos(0)).isEqualTo(1_000);
    assertThat(bars.openTimeNanos(1)).isEqualTo(1_000);
    assertThat(bars.bar(2).openTimeNanos()).isEqualTo(5_000);
    assertThat(bars.firstRowAtOrAfter(5_000)).isEqualTo(1);
  }

  @Test
  void aBarThatASessionCutShortKeepsWhenItOpened() {
    long hour = 3_600_000_000_000L;
    BarSeries bars =
        BarSeries.builder(InstrumentId.of("A.X"), BarSpec.parse("1h"))
            .add(hour, 1, 1, 1, 1, 1)
            .addFrom(hour, hour + hour / 2, 1, 1, 1, 1, 1)
            .add(3 * hour, 1, 1, 1, 1, 1)
            .build();

    assertThat(bars.hasOpenTimes()).isTrue();
    assertThat(bars.openTimeNanos(0)).isZero();
    assertThat(bars.openTimeNanos(1)).isEqualTo(hour);
    assertThat(bars.openTimeNanos(2)).isEqualTo(2 * hour);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                BarSeries.builder(InstrumentId.of("A.X"), BarSpec.MINUTE)
                    .addFrom(2, 1, 1, 1, 1, 1, 1))
        .withMessageContaining("open time <= close time");
  }
}
