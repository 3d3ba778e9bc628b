package io.qbrain.container.faults;

import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.port.SeriesId;
import io.qbrain.port.SeriesStore.Extent;
import io.qbrain.series.store.ColumnStore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Compares what the platform has recorded with what InfluxDB has of it, row by row. */
final class SeriesComparison {
  private static final Duration CAUGHT_UP_WITHIN = Duration.ofSeconds(60);

  private final Scene scene;
  private final InfluxProcess influx;
  private final ColumnStore recorded;

  SeriesComparison(Scene scene) {
    this.scene = scene;
    this.influx = scene.influx().orElseThrow();
    this.recorded = scene.recorded();
  }

  /** How many rows are recorded on this machine. */
  static long rows(ColumnStore recorded) {
    return recorded.list().stream().mapToLong(Extent::rows).sum();
  }

  /** Waits until the server has some rows. */
  void awaitRows() throws Exception {
    scene
        .platform()
        .await(
            "InfluxDB has rows of every series that is recorded",
            CAUGHT_UP_WITHIN,
            () -> {
              List<Extent> here = recorded.list();
              boolean all = !here.isEmpty();
              for (Extent extent : here) {
                all &= !there(extent.id(), extent.lastNanos()).isEmpty();
              }
              return all;
            });
  }

  /** Takes what is recorded now, and demands that the server has the same before long. */
  void tell(Report report) throws Exception {
    List<Extent> taken = new ArrayList<>(recorded.list());
    taken.sort(Comparator.comparing(Extent::id));
    long asked = System.nanoTime();
    boolean same = true;
    try {
      scene
          .platform()
          .await(
              "InfluxDB has what is recorded",
              CAUGHT_UP_WITHIN,
              () -> {
                boolean all = true;
                for (Extent extent : taken) {
                  all &= there(extent.id(), extent.lastNanos()).size() >= extent.rows();
                }
                return all;
              });
    } catch (AssertionError e) {
      same = false;
    }
    report.check("InfluxDB has caught up", same, (System.nanoTime() - asked) / 1_000_000 + " ms");
    for (Extent extent : taken) {
      List<String> here = here(extent);
      List<String> there = there(extent.id(), extent.lastNanos());
      report.same(
          "recorded here and in InfluxDB: " + extent.id(),
          here.size() + " rows, hash " + Books.hash(here),
          there.size() + " rows, hash " + Books.hash(there));
    }
  }

  private List<String> here(Extent extent) {
    BarSeries bars =
        (BarSeries) recorded.read(extent.id(), extent.firstNanos(), extent.lastNanos() + 1);
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < bars.size(); row++) {
      rows.add(
          bars.timeNanos(row)
              + ","
              + bars.openRaw(row)
              + ","
              + bars.highRaw(row)
              + ","
              + bars.lowRaw(row)
              + ","
              + bars.closeRaw(row)
              + ","
              + bars.volumeRaw(row));
    }
    return rows;
  }

  private List<String> there(SeriesId id, long lastNanos) throws IOException, InterruptedException {
    String spec = id.spec().map(BarSpec::toString).orElseThrow();
    String answer =
        influx.query(
            "select o, h, l, c, v from qbrain.bars where instrument = '"
                + id.instrument()
                + "' and spec = '"
                + spec
                + "' and time <= "
                + lastNanos);
    List<String> rows = new ArrayList<>();
    for (String line : answer.lines().skip(1).toList()) {
      rows.add(line.substring(line.indexOf(',', line.indexOf(',') + 1) + 1)); // name,tags,time,...
    }
    return rows;
  }
}
