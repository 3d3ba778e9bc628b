package io.qbrain.app;

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
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
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
      log.append(i + 1, events.get(i));
    }
    log.flush(events.size());
    log.close();

    List<MarketEvent> read = new ArrayList<>();
    new InputLog(folder).replay(read::add);
    assertThat(read.subList(0, 4)).isEqualTo(events.subList(0, 4));
    assertThat(read)
        .map(Object::toString)
        .isEqualTo(events.stream().map(Object::toString).toList());
    assertThat(((Bar) read.get(2)).openTimeNanos()).isEqualTo(5 * MINUTE);
  }

  @Test
  void aBarOfTradesIsWrittenAsItAlwaysWas() throws IOException {
    ByteArrayOutputStream old = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(old);
    out.writeLong(7);
    out.writeUTF("SPY.ARCA");
    out.writeLong(60);
    for (long value : new long[] {6 * MINUTE, 10, 12, 9, 11, 100}) {
      out.writeLong(value);
    }
    Bar bar = bar("1m", 5 * MINUTE, 6 * MINUTE);
    ByteArrayOutputStream now = new ByteArrayOutputStream();
    EventRecord.write(7, bar, new DataOutputStream(now));

    assertThat(now.toByteArray()).isEqualTo(old.toByteArray());
    assertThat(EventRecord.read(new DataInputStream(new ByteArrayInputStream(old.toByteArray()))))
        .isEqualTo(bar);
  }

  private static Bar bar(String spec, long openNanos, long closeNanos) {
    return Bar.ofRaw(ID, BarSpec.parse(spec), openNanos, closeNanos, 10, 12, 9, 11, 100);
  }
}
