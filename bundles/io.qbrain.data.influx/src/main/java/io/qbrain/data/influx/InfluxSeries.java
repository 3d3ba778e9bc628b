package io.qbrain.data.influx;

import com.influxdb.query.InfluxQLQueryResult.Series;
import io.qbrain.model.BarSpec;
import io.qbrain.model.EventSeries;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Times;
import io.qbrain.port.Mirror;
import io.qbrain.port.PortException;
import io.qbrain.port.SeriesId;
import io.qbrain.port.SeriesId.Kind;
import io.qbrain.port.SeriesStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;

/** A store of series on an InfluxDB server, if the configuration names one. */
@Component(
    service = {SeriesStore.class, Mirror.class, InfluxSeries.class},
    configurationPid = InfluxConfiguration.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = InfluxConfiguration.class)
public final class InfluxSeries implements SeriesStore, Mirror {
  /** Chunks end where the server's shards do, so that a chunk is seen whole or not at all. */
  private static final long SHARD_NANOS = 7 * 86_400_000_000_000L;

  private static final long READ_ROWS = 100_000;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final int MOST_DAYS = 100_000;
  private static final long NANOS_PER_DAY = 86_400_000_000_000L;

  private final InfluxSettings settings;
  private final Clock clock;
  private volatile @Nullable InfluxServer server;
  private volatile @Nullable InfluxWatch watch;
  private volatile String trouble = "not started";

  /** Takes its configuration; nothing is connected before the start. */
  @Activate
  public InfluxSeries(InfluxConfiguration configuration) {
    this(InfluxSettings.of(configuration), Clock.systemUTC());
  }

  InfluxSeries(InfluxSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  InfluxSettings settings() {
    return settings;
  }

  @Override
  public String name() {
    return "influxdb";
  }

  @Override
  public synchronized void start() {
    if (server != null) {
      return;
    }
    InfluxServer opened = new InfluxServer(settings);
    try {
      opened.prepare();
      server = opened;
      trouble = "";
      watch = new InfluxWatch(settings.toString(), settings.url(), () -> trouble = "");
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  @Override
  public synchronized void stop() {
    InfluxServer running = server;
    InfluxWatch watching = watch;
    server = null;
    watch = null;
    if (watching != null) {
      watching.close();
    }
    trouble = "not started";
    if (running != null) {
      running.close();
    }
  }

  @Override
  public Health health() {
    InfluxWatch watching = watch;
    String silence = watching == null ? "" : watching.silence();
    String why = silence.isEmpty() ? trouble : silence;
    return new Health(why.isEmpty(), why.isEmpty() ? settings.toString() : settings + ": " + why);
  }

  /** What is asked of the server. */
  private interface Request<T> {
    T of(InfluxServer server);
  }

  private <T> T ask(Request<T> request) {
    InfluxServer running = server;
    if (running == null) {
      throw new PortException(settings + ": expected a server that answers, found none yet");
    }
    InfluxWatch watching = watch;
    String silence = watching == null ? "" : watching.silence();
    if (!silence.isEmpty()) {
      throw new PortException(settings + ": " + silence);
    }
    try {
      T answer = request.of(running);
      trouble = "";
      return answer;
    } catch (PortException e) {
      trouble = String.valueOf(e.getMessage());
      throw e;
    }
  }

  @Override
  public List<Extent> list() {
    TreeMap<SeriesId, SeriesId> found = new TreeMap<>();
    for (Kind kind : Kind.values()) {
      for (Series series :
          ask(s -> s.query("SHOW SERIES FROM \"" + kind.text() + "\"", settings.raw()))) {
        series.getValues().stream()
            .map(r -> id(kind, String.valueOf(r.getValueByKey("key"))))
            .flatMap(Optional::stream)
            .forEach(id -> found.put(id, id));
      }
    }
    List<Extent> extents = new ArrayList<>();
    found.keySet().forEach(id -> find(id).ifPresent(extents::add));
    return extents;
  }

  private static Optional<SeriesId> id(Kind kind, String key) {
    String instrument = "";
    String spec = "";
    for (String part : key.split(",", -1)) {
      instrument = part.startsWith("instrument=") ? part.substring(11) : instrument;
      spec = part.startsWith("spec=") ? part.substring(5) : spec;
    }
    try {
      return Optional.of(
          new SeriesId(
              InstrumentId.of(instrument),
              kind,
              kind == Kind.BARS ? Optional.of(BarSpec.parse(spec)) : Optional.empty()));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // Somebody else's series in our measurement.
    }
  }

  @Override
  public Optional<Extent> find(SeriesId id) {
    InfluxRows rows = new InfluxRows(id);
    Optional<Long> first = one(id, rows, "FIRST", "time");
    Optional<Long> last = one(id, rows, "LAST", "time");
    Optional<Long> count = one(id, rows, "COUNT", "count");
    return first.isEmpty() || last.isEmpty() || count.isEmpty()
        ? Optional.empty()
        : Optional.of(new Extent(id, count.get(), first.get(), last.get()));
  }

  private Optional<Long> one(SeriesId id, InfluxRows rows, String function, String column) {
    String query =
        "SELECT "
            + function
            + "(\""
            + rows.firstField()
            + "\") FROM \""
            + rows.measurement()
            + "\""
            + rows.where(Long.MIN_VALUE, Long.MAX_VALUE);
    return ask(s -> s.query(query, settings.policy(id))).stream()
        .flatMap(series -> series.getValues().stream())
        .map(row -> Long.valueOf(String.valueOf(row.getValueByKey(column))))
        .findFirst();
  }

  @Override
  public OptionalLong mirroredFrom(SeriesId id) {
    if (!settings.isMirror()) {
      return OptionalLong.empty();
    }
    int days = settings.policy(id).days();
    return OptionalLong.of(
        days == 0 || days > MOST_DAYS
            ? Long.MIN_VALUE
            : clock.millis() * NANOS_PER_MILLI - (days - 1) * NANOS_PER_DAY);
  }

  @Override
  public EventSeries read(SeriesId id, long fromNanos, long toNanos) {
    if (fromNanos >= toNanos) {
      return id.empty();
    }
    InfluxRows rows = new InfluxRows(id);
    List<Series> answer = new ArrayList<>();
    for (long offset = 0; ; offset += READ_ROWS) {
      String query =
          rows.select()
              + rows.where(fromNanos, toNanos)
              + " ORDER BY time LIMIT "
              + READ_ROWS
              + " OFFSET "
              + offset;
      List<Series> part = ask(s -> s.query(query, settings.policy(id)));
      answer.addAll(part);
      if (part.stream().mapToLong(series -> series.getValues().size()).sum() < READ_ROWS) {
        try {
          return rows.read(answer);
        } catch (IllegalArgumentException e) {
          throw new PortException(settings + ": " + id + ": found damaged rows: " + e, e);
        }
      }
    }
  }

  @Override
  public synchronized void append(EventSeries rows) {
    if (rows.size() == 0) {
      return;
    }
    SeriesId id = SeriesId.of(rows);
    Optional<Long> there = one(id, new InfluxRows(id), "LAST", "time");
    long first = rows.timeNanos(0);
    boolean once = !new InfluxRows(id).isMany();
    if (there.isPresent()) {
      long last = there.get();
      if (first < last || (once && first == last)) {
        throw new PortException(
            id
                + ": expected rows "
                + (once ? "after " : "at or after ")
                + Times.instant(last)
                + ", found one of "
                + Times.instant(first)
                + "; nothing was added");
      }
    }
    int place = there.isPresent() && there.get() == first ? read(id, first, first + 1).size() : 0;
    write(id, rows, place);
  }

  private void write(SeriesId id, EventSeries rows, int firstPlace) {
    InfluxRows form = new InfluxRows(id);
    StringBuilder lines = new StringBuilder();
    int count = 0;
    int place = firstPlace;
    for (int row = 0; row < rows.size(); row++) {
      long time = rows.timeNanos(row);
      if (row > 0) {
        long before = rows.timeNanos(row - 1);
        place = time == before ? place + 1 : 0;
        if (count == settings.chunkRows()
            || Math.floorDiv(time, SHARD_NANOS) != Math.floorDiv(before, SHARD_NANOS)) {
          flush(id, lines);
          count = 0;
        }
      }
      form.line(lines, rows, row, place);
      count++;
    }
    flush(id, lines);
  }

  private void flush(SeriesId id, StringBuilder lines) {
    String text = lines.toString();
    lines.setLength(0);
    ask(
        s -> {
          s.write(text, settings.policy(id));
          return text;
        });
  }

  @Override
  public synchronized void replace(SeriesId id, long fromNanos, long toNanos, EventSeries rows) {
    if (rows.size() > 0
        && (!SeriesId.of(rows).equals(id)
            || rows.timeNanos(0) < fromNanos
            || rows.timeNanos(rows.size() - 1) >= toNanos)) {
      throw new PortException(
          id + ": expected rows of it within the range, found " + rows + " beyond it");
    }
    InfluxRows form = new InfluxRows(id);
    ask(
        s ->
            s.query(
                "DELETE FROM \"" + form.measurement() + "\"" + form.where(fromNanos, toNanos),
                settings.policy(id)));
    if (rows.size() > 0) {
      write(id, rows, 0);
    }
  }
}
