package io.qbrain.data.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.qbrain.data.influx.InfluxSettings.Policy;
import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.Times;
import io.qbrain.port.PortException;
import io.qbrain.port.SeriesId;
import io.qbrain.port.SeriesStore;
import io.qbrain.series.ImportWatch;
import io.qbrain.series.SeriesSync;
import io.qbrain.series.store.ColumnStore;
import io.qbrain.testkit.SeriesStoreContract;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real InfluxDB keeps what every series store promises. */
class InfluxSeriesTest extends SeriesStoreContract {
  private static final long MINUTE = 60_000_000_000L;
  private static final long BEGIN = 1_704_205_860_000_000_000L;
  private static final Instant NOW = Instant.parse("2024-03-01T00:00:00Z");
  private static @Nullable LocalInflux influx;

  private final List<InfluxSeries> opened = new ArrayList<>();

  @BeforeAll
  static void startServer(@TempDir Path folder) throws Exception {
    influx = LocalInflux.start(folder);
  }

  @AfterAll
  static void stopServer() throws Exception {
    if (influx != null) {
      influx.close();
    }
  }

  @AfterEach
  void stop() {
    opened.forEach(InfluxSeries::stop);
  }

  private static LocalInflux influx() {
    return Objects.requireNonNull(influx);
  }

  @Override
  protected synchronized SeriesStore open() {
    InfluxSeries store = new InfluxSeries(influx().settings(), Clock.fixed(NOW, ZoneOffset.UTC));
    store.start();
    opened.add(store);
    return store;
  }

  @Test
  void gapsOfTheColumnFilesAreFilledFromTheServer(@TempDir Path folder) {
    SeriesStore server = open();
    server.append(minutes(BEGIN, 3_000));
    ColumnStore files = new ColumnStore(folder);
    files.append(minutes(BEGIN + 100 * MINUTE, 50));
    files.append(minutes(BEGIN + 200 * MINUTE, 50));
    SeriesId id = SeriesId.bars(instrument(), BarSpec.MINUTE);

    SeriesSync.Outcome outcome =
        new SeriesSync(server, files, Optional.empty())
            .fill(id, Long.MIN_VALUE, Long.MAX_VALUE, ImportWatch.NONE);

    assertThat(outcome.fetched()).isEqualTo(2_900);
    assertThat(outcome.filled()).isEqualTo(1);
    assertThat(outcome.gaps().count()).isZero();
    assertThat(files.find(id)).isEqualTo(server.find(id));
    SeriesSync.Outcome again =
        new SeriesSync(server, files, Optional.empty())
            .fill(id, Long.MIN_VALUE, Long.MAX_VALUE, ImportWatch.NONE);
    assertThat(again.fetched()).isZero();
  }

  @Test
  void rowsHaveTagsThatOthersCanAskBy() throws Exception {
    open().append(minutes(BEGIN, 3));

    assertThat(
            influx()
                .ask(
                    "SELECT COUNT(\"c\") FROM qbrain.bars WHERE instrument = '"
                        + instrument()
                        + "' AND spec = '1m'"))
        .contains("[\"1970-01-01T00:00:00Z\",3]");
  }

  @Test
  void aServerThatIsBusyForAMomentIsAskedAgain() {
    assumeTrue(influx().isLocal(), "another server cannot be told to fail");
    SeriesStore store = open();
    influx().failures.set(2);
    store.append(minutes(BEGIN, 10));

    influx().failures.set(100);
    assertThatExceptionOfType(PortException.class)
        .isThrownBy(() -> store.append(minutes(BEGIN + 10 * MINUTE, 10)))
        .withMessageContaining("status 503 after 3 attempts");
    assertThat(opened.get(0).health().up()).isFalse();
    influx().failures.set(0);
    assertThat(store.find(SeriesId.bars(instrument(), BarSpec.MINUTE)).orElseThrow().rows())
        .isEqualTo(10);
    assertThat(opened.get(0).health().up()).isTrue();
  }

  @Test
  void aServerThatIsAwayIsNamedWithoutTheToken() {
    InfluxSeries store =
        new InfluxSeries(
            new InfluxSettings(
                "http://127.0.0.1:1",
                "qbrain",
                new Policy("qbrain", 0),
                new Policy("coarse", 0),
                Set.of(),
                "",
                "s3cret",
                Duration.ofSeconds(2),
                9,
                false),
            Clock.systemUTC());
    assertThatExceptionOfType(PortException.class)
        .isThrownBy(store::start)
        .withMessageContaining("http://127.0.0.1:1, database qbrain")
        .withMessageNotContaining("s3cret");
    assertThat(store.health().up()).isFalse();
    BarSeries bars = minutes(BEGIN, 1);
    assertThatExceptionOfType(PortException.class)
        .isThrownBy(() -> store.append(bars))
        .withMessageContaining("expected a server that answers");
  }

  @Test
  void whatIsRecordedIsCopiedAsFarBackAsTheServerKeepsIt() {
    SeriesStore store = open();

    assertThat(store.mirroredFrom(SeriesId.bars(instrument(), BarSpec.MINUTE)))
        .as("kept for good")
        .hasValue(Long.MIN_VALUE);
    assertThat(store.mirroredFrom(SeriesId.bars(instrument(), BarSpec.parse("1h"))))
        .as("36,500 days, and one of them to spare")
        .hasValue(Times.nanos(NOW.minus(Duration.ofDays(36_499))));
  }

  @Test
  void retentionIsAPolicyOfTheServer() throws Exception {
    assumeTrue(influx().isFirst(), "buckets of 2.x and 3 are made by somebody else");
    open();
    assertThat(influx().ask("SHOW RETENTION POLICIES ON " + LocalInflux.database()))
        .contains("[\"qbrain\",\"0s\",\"8736h0m0s\",1,true]")
        .contains("[\"qbrain_coarse\",\"876000h0m0s\",\"8736h0m0s\",1,false]");
    open();
  }
}
