package io.qbrain.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.EventSeries;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.QuoteSeries;
import io.qbrain.model.TradeSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TickImportTest {
  private final Path folder;

  TickImportTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private ImportedEvents read(String kind, String options, String... lines) throws IOException {
    Path file = folder.resolve("ticks.csv");
    Files.writeString(file, String.join("\n", lines));
    return DataSpec.parse("A.X:" + kind + "=" + file + options).readEvents();
  }

  @Test
  void readsQuotesByHeader() throws IOException {
    EventSeries quotes =
        read(
                "quotes",
                "",
                "timestamp,ask_price,bid_price,bid_size",
                "2026-01-05T10:00:00.5Z,101,100,7",
                "2026-01-05T10:00:00.5Z,102,101,8")
            .series();
    assertThat(quotes.size()).isEqualTo(2);
    assertThat(quotes.event(1)).hasToString("A.X 2026-01-05T10:00:00.500Z 101 / 102");
  }

  @Test
  void readsTradesWithoutHeaderAndBooksByLevel() throws IOException {
    assertThat(read("trades", "", "1767607200000,100.5,3").series().event(0))
        .hasToString("A.X 2026-01-05T10:00:00Z 3 @ 100.5");
    assertThat(
            read(
                    "depth",
                    "",
                    "ts,bids[0].price,bids[0].amount,asks[0].price,asks[0].amount,"
                        + "bids[1].price,bids[1].amount,asks[1].price,asks[1].amount",
                    "2026-01-05T10:00:00Z,100,5,101,6,99,1,,")
                .series()
                .event(0))
        .hasToString("A.X 2026-01-05T10:00:00Z 100 x 5 / 101 x 6, levels 2 / 1");
  }

  @Test
  void namesLineAndColumnOfWhatCannotBe() throws IOException {
    String header = "time,bid,ask,bidsize,asksize";
    String good = "2026-01-05T10:00:00Z,100,101,1,1";
    refused(
        "quotes",
        "",
        ":3: expected ask >= bid (100) in column 3, found '99'",
        header,
        good,
        "2026-01-05T10:00:01Z,100,99,1,1");
    refused(
        "quotes",
        "",
        ":3: expected a number within +/- 9.2e10 in column 2, found 'NaN'",
        header,
        good,
        "2026-01-05T10:00:01Z,NaN,99,1,1");
    refused(
        "quotes",
        "",
        ":3: expected a time at or after 2026-01-05T10:00:00Z in column 1",
        header,
        good,
        "2026-01-05T09:59:59Z,100,101,1,1");
    refused(
        "quotes",
        "",
        ":2: expected a price > 0 in column 2, found '-1'",
        header,
        "2026-01-05T10:00:00Z,-1,101,1,1");
    refused(
        "quotes",
        "?tick=0.05",
        ":2: expected a price in ticks of 0.05 in column 2",
        header,
        "2026-01-05T10:00:00Z,100.01,101,1,1");
    refused(
        "quotes",
        "?until=2026-01-05",
        ":2: expected a time before 2026-01-05T00:00:00Z",
        header,
        good);
    refused(
        "trades",
        "",
        ":2: expected a quantity > 0 in column 3, found '0'",
        "time,price,quantity",
        "2026-01-05T10:00:00Z,100,0");
    refused("trades", "", "(quantity is missing)", "time,price,side", "2026-01-05T10:00:00Z,1,b");
  }

  private void refused(String kind, String options, String message, String... lines) {
    assertThatThrownBy(() -> read(kind, options, lines))
        .isInstanceOf(SeriesException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aLenientImportCountsWhatItLeavesOut() throws IOException {
    ImportReport report =
        read(
                "trades",
                "?mode=lenient&negative=allowed",
                "time,price,quantity",
                "2026-01-05T10:00:00Z,-37.63,1",
                "2026-01-05T10:00:01Z,1,-1",
                "soon,1,1")
            .report();
    assertThat(report.bars()).isEqualTo(1);
    assertThat(report.refused()).isEqualTo(2);
    assertThat(report.count(Finding.Kind.IMPOSSIBLE)).isEqualTo(1);
    assertThat(report.count(Finding.Kind.TIME)).isEqualTo(1);
  }

  @Test
  void barsComeBeforeQuotesBeforeTradesOfOneTime() {
    InstrumentId id = InstrumentId.of("A.X");
    SeriesCursor cursor =
        SeriesCursor.of(
            List.of(
                TradeSeries.builder(id).add(5, 1, 1).add(6, 1, 1).build(),
                QuoteSeries.builder(id).add(5, 1, 2, 0, 0).add(5, 1, 3, 0, 0).build(),
                BarSeries.builder(id, BarSpec.MINUTE).add(5, 1, 1, 1, 1, 1).build(),
                BarSeries.builder(id, BarSpec.parse("1m-ask")).add(5, 1, 1, 1, 1, 1).build(),
                BarSeries.builder(id, BarSpec.parse("1m-bid")).add(5, 1, 1, 1, 1, 1).build()));
    List<String> seen = new ArrayList<>();
    while (cursor.next()) {
      seen.add(
          (cursor.series() instanceof BarSeries b
                  ? b.spec().toString()
                  : cursor.event().getClass().getSimpleName())
              + (cursor.lastOfTime() ? "." : ""));
    }
    assertThat(seen)
        .containsExactly("1m-bid", "1m-ask", "1m", "Quote", "Quote", "TradeTick.", "TradeTick.");
  }
}
