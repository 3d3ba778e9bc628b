package io.qbrain.data.influx;

import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import io.qbrain.port.SeriesId;
import io.qbrain.port.SeriesStore.Extent;
import io.qbrain.port.TaskKind;
import io.qbrain.port.TaskRun;
import io.qbrain.strategy.Param;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/**
 * Makes coarse bars of what is on the InfluxDB server, into the retention policy of those, so that
 * they stay when the fine rows have gone. May be run again at any time.
 */
@Component(
    service = TaskKind.class,
    configurationPid = InfluxConfiguration.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class DownsampleKind implements TaskKind<DownsampleKind.Parameters> {
  private final InfluxSeries series;

  /** Works on a server. */
  @Activate
  public DownsampleKind(@Reference InfluxSeries series) {
    this.series = series;
  }

  /**
   * What is made.
   *
   * @param source what it is made of; blank for all bars of the server
   * @param to how long the bars are
   * @param lagMinutes how long after its end a bar is made
   * @param againDays how many days before the last bar are made once more
   */
  public record Parameters(
      @Param(
              value = " ",
              help = "series such as SPY.ARCA:1m or SPY.ARCA:trades; blank for all bars")
          String source,
      @Param(value = "1h", help = "length of the bars, one of coarse_specs") String to,
      @Param(value = "5", min = "0", max = "10000", help = "minutes after its end a bar is made")
          int lagMinutes,
      @Param(value = "2", min = "0", max = "10000", help = "days that are made once more")
          int againDays) {
    /** Checks the forms. */
    public Parameters {
      if (!source.isBlank() && !Downsampling.fits(SeriesId.parse(source.strip()), spec(to))) {
        throw new IllegalArgumentException(
            "expected trades, or bars of which several make one of " + to + ", found " + source);
      }
    }

    private static BarSpec spec(String text) {
      BarSpec spec = BarSpec.parse(text.strip());
      if (!spec.hasLength()) {
        throw new IllegalArgumentException("expected a length such as 1h or 1d, found " + text);
      }
      return spec;
    }
  }

  @Override
  public String name() {
    return "influx-downsample";
  }

  @Override
  public String description() {
    return "Makes coarser bars of the rows on the InfluxDB server, which stay when those have gone";
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public Map<String, String> run(Parameters parameters, TaskRun run) {
    BarSpec to = Parameters.spec(parameters.to());
    if (!series.settings().isCoarse(to)) {
      throw new IllegalArgumentException(
          "expected one of coarse_specs in etc/io.qbrain.data.influx.cfg, "
              + series.settings().coarseSpecs()
              + ", found "
              + to);
    }
    long until = run.dueNanos() - TimeUnit.MINUTES.toNanos(parameters.lagMinutes());
    long again = TimeUnit.DAYS.toNanos(parameters.againDays());
    List<SeriesId> sources =
        parameters.source().isBlank()
            ? sources(to)
            : List.of(SeriesId.parse(parameters.source().strip()));
    long read = 0;
    long made = 0;
    for (int i = 0; i < sources.size(); i++) {
      SeriesId source = sources.get(i);
      double done = i;
      Downsampling.Outcome outcome =
          new Downsampling(series, source, to)
              .run(
                  until,
                  again,
                  share -> {
                    run.checkCanceled();
                    run.progress((done + share) / sources.size(), source.toString());
                  });
      read += outcome.read();
      made += outcome.made();
    }
    return new TreeMap<>(
        Map.of(
            "series", String.valueOf(sources.size()),
            "read", String.valueOf(read),
            "made", String.valueOf(made)));
  }

  /**
   * Of several fine series of an instrument and one kind of price, the coarsest has fewest rows.
   */
  private List<SeriesId> sources(BarSpec to) {
    record Made(InstrumentId instrument, BarSpec spec) implements Comparable<Made> {
      @Override
      public int compareTo(Made other) {
        int first = instrument.compareTo(other.instrument);
        return first == 0 ? spec.compareTo(other.spec) : first;
      }
    }
    TreeMap<Made, SeriesId> best = new TreeMap<>();
    for (Extent extent : series.list()) {
      SeriesId id = extent.id();
      BarSpec spec = id.spec().orElse(null);
      if (spec != null && !series.settings().isCoarse(spec) && Downsampling.fits(id, to)) {
        best.merge(
            new Made(id.instrument(), to.of(spec.source())),
            id,
            (a, b) ->
                a.spec().orElseThrow().stepNanos() >= b.spec().orElseThrow().stepNanos() ? a : b);
      }
    }
    return new ArrayList<>(best.values());
  }
}
