package io.qbrain.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.kernel.Input;
import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.Depth;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Quote;
import io.qbrain.model.TradeTick;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputLogTest {
  private static final InstrumentId ID = InstrumentId.of("SPY.ARCA");
  private static final Instant TIME = Instant.parse("2026-01-05T10:00:00Z");
  private static final long MINUTE = 60_000_000_000L;

  private final Path folder;

  InputLogTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void everyKindOfEventComesBackInOrder() {
    List<MarketEvent> events =
        List.of(
            bar("1m", 5 * MINUTE, 6 * MINUTE),
            bar("1m-bid", 5 * MINUTE, 6 * MINUTE),
            bar("1h", 5 * MINUTE, 6 * MINUTE),
            bar("1000vol", 5 * MINUTE, 6 * MINUTE),
            Quote.of(ID, TIME, Price.of(1), Price.of(2), Quantity.of(3), Quantity.of(4)),
            TradeTick.of(ID, TIME, Price.of(1), Quantity.of(3)),
            Depth.of(ID, TIME, 2, 100, 5, 101, 6, 99, 7, 0, 0));
    InputLog log = new InputLog(folder);
    for (int i = 0; i < events.size(); i++) {
      log.append(i + 1, new Input.Market(events.get(i)));
    }
    log.flush(events.size());
    log.close();

    List<MarketEvent> read = new ArrayList<>();
    new InputLog(folder).history(read::add);
    assertThat(read.subList(0, 4)).isEqualTo(events.subList(0, 4));
    assertThat(read)
        .map(Object::toString)
        .isEqualTo(events.stream().map(Object::toString).toList());
    assertThat(((Bar) read.get(2)).openTimeNanos()).isEqualTo(5 * MINUTE);
  }

  @Test
  void aSessionIsItsFilesAndThoseThatItWarmsUpWith() {
    InputLog log = new InputLog(folder);
    log.begin(0);
    log.append(1, new Input.Market(bar("1m", 5 * MINUTE, 6 * MINUTE)));
    log.flush(1);
    log.begin(1);
    log.append(2, new Input.Market(bar("1m", 6 * MINUTE, 7 * MINUTE)));
    log.flush(2);
    log.close();

    List<InputLog.Session> sessions = new InputLog(folder).sessions();
    assertThat(sessions).extracting(InputLog.Session::afterSequence).containsExactly(0L, 1L);
    assertThat(sessions.get(1).before()).isEqualTo(sessions.get(0).files());
  }

  @Test
  void aRecordThatWasCutOffEndsAFile() throws IOException {
    InputLog log = new InputLog(folder);
    log.begin(0);
    log.append(1, new Input.Market(bar("1m", 5 * MINUTE, 6 * MINUTE)));
    log.append(2, new Input.Market(bar("1m", 6 * MINUTE, 7 * MINUTE)));
    log.flush(2);
    log.close();
    Path file = log.sessions().get(0).files().get(0);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 3));

    List<MarketEvent> read = new ArrayList<>();
    new InputLog(folder).history(read::add);
    assertThat(read).containsExactly(bar("1m", 5 * MINUTE, 6 * MINUTE));
  }

  private static Bar bar(String spec, long openNanos, long closeNanos) {
    return Bar.ofRaw(ID, BarSpec.parse(spec), openNanos, closeNanos, 10, 12, 9, 11, 100);
  }
}
