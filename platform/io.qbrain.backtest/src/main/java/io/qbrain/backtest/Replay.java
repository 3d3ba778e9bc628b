package io.qbrain.backtest;

import io.qbrain.kernel.BarGrid;
import io.qbrain.kernel.BarRun;
import io.qbrain.kernel.BarStream;
import io.qbrain.kernel.EffectSink;
import io.qbrain.kernel.Input;
import io.qbrain.kernel.Kernel;
import io.qbrain.kernel.MarketLookup;
import io.qbrain.kernel.Refusal;
import io.qbrain.kernel.ReportQueue;
import io.qbrain.kernel.TradeEntry;
import io.qbrain.model.Bar;
import io.qbrain.model.BarSeries;
import io.qbrain.model.Effect;
import io.qbrain.model.Fill;
import io.qbrain.model.InstanceId;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.Order;
import io.qbrain.model.OrderStatus;
import io.qbrain.model.Price;
import io.qbrain.model.PriceSource;
import io.qbrain.model.Times;
import io.qbrain.simulation.Lane;
import io.qbrain.simulation.RowSource;
import io.qbrain.simulation.SimulatedVenue;
import io.qbrain.simulation.Slippage;
import io.qbrain.simulation.VenueRules;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One kernel and one simulated venue in lock-step: for each event the venue matches first, its
 * reports are applied, then the kernel sees the event, then what it ordered goes to the venue. What
 * the kernel finds due before the event, a built bar or a slice, comes first.
 */
final class Replay implements EffectSink {
  private final Kernel kernel;
  private final SimulatedVenue venue;
  private final ReportQueue reports;
  private final Deque<Order> outgoing = new ArrayDeque<>();
  private final EffectLog effects = new EffectLog();
  private final List<Fill> fills = new Chunks<>();
  private final List<String> log = new ArrayList<>();
  private final Schedule schedule;

  /** When the next input of the schedule is due. */
  private long scheduledNanos;

  private long events;

  Replay(Kernel kernel, VenueRules rules, MarketLookup markets, Schedule schedule) {
    this.schedule = schedule;
    this.scheduledNanos = schedule.nextNanos();
    this.kernel = kernel;
    this.reports = kernel.reportQueue(this);
    boolean entriesSlip = rules.slippage().has(Slippage.Modifier.ENTRIES);
    FillQuestions questions = new FillQuestions(kernel, entriesSlip, this::applyReports);
    this.venue = new SimulatedVenue(rules, questions, reports, markets);
  }

  /** Carries out a command; throws BacktestException if it is refused. */
  void command(Input input) {
    if (input instanceof Input.ListInstrument l) {
      venue.list(l.instrument());
    }
    Refusal refusal = kernel.handle(input, this);
    settle();
    if (refusal != null) {
      throw new BacktestException(refusal.code(), refusal.message());
    }
  }

  /** Says that what an instrument is quoted at will be among the data. */
  void expectQuotes(InstrumentId instrument) {
    venue.expectQuotes(instrument);
  }

  /** Tells the venue of an event before the run begins. */
  void history(MarketEvent event) {
    if (event instanceof Bar bar) {
      venue.history(bar);
    }
  }

  /** A series of bars with the handles of its instrument, so that no bar looks for them. */
  static final class Track extends Ahead implements RowSource {
    private final BarRun run;
    private final BarStream stream;
    private final Lane lane;
    private final boolean byClose;

    /** The grid that its bars pass in, and its place there; null if there is none. */
    private @Nullable BarGrid grid;

    private int place;

    private Track(BarSeries series, boolean alone, BarRun run, BarStream stream, Lane lane) {
      super(series, alone);
      this.run = run;
      this.stream = stream;
      this.lane = lane;
      PriceSource source = series.spec().source();
      this.byClose = source == PriceSource.LAST || source == PriceSource.MID;
    }

    @Override
    public BarSeries series() {
      return series;
    }

    @Override
    public int takeRow() {
      return grid == null ? BarGrid.NONE : grid.takeRow(place);
    }
  }

  /** Returns the handles of a series; {@code alone} if no other is replayed beside it. */
  Track track(BarSeries series, boolean alone) {
    InstrumentId id = series.instrument();
    BarStream stream = Objects.requireNonNull(kernel.stream(id, series.spec()), "listed");
    Lane lane = Objects.requireNonNull(venue.lane(id), "listed");
    return new Track(series, alone, kernel.run(stream, series, this), stream, lane);
  }

  void event(MarketEvent event) {
    events++;
    long time = event.timeNanos();
    if (kernel.firstDueNanos() <= time || scheduledNanos <= time) {
      comesFirst(time);
    }
    venue.onMarket(event);
    if (!reports.isEmpty()) {
      settle();
    }
    kernel.market(event, this);
    if (!outgoing.isEmpty()) {
      settle();
    }
  }

  /** The same as {@link #event} of the bar of a row that closes at a time. */
  void bar(Track track, int row, long time) {
    take(track, row, meet(track, row, time), time);
  }

  /**
   * Does what comes before the kernel sees the bar of a row: what is due, and what the venue makes
   * of the bar. Returns the bar.
   */
  private Bar meet(Track track, int row, long time) {
    track.reach(row);
    if (kernel.firstDueNanos() <= time || scheduledNanos <= time) {
      comesFirst(time);
    }
    Bar bar = track.series.bar(row);
    if (track.byClose) {
      venue.onBar(track.lane, track.series, row, bar);
    } else {
      venue.onMarket(bar);
    }
    if (!reports.isEmpty()) {
      settle();
    }
    return bar;
  }

  /** The kernel takes the bar of a row, whatever it brings. */
  private void take(Track track, int row, Bar bar, long time) {
    events++;
    track.run.bar(row, bar, time);
    afterBar(track);
  }

  /** Sends what was ordered on the last bar of a track. */
  private void afterBar(Track track) {
    if (!outgoing.isEmpty()) {
      venue.expect(track.lane);
      settle();
    }
  }

  /** Returns whether nothing is due at a time or before it. */
  private boolean isQuiet(long time) {
    return kernel.firstDueNanos() > time && scheduledNanos > time && kernel.passes(time, this);
  }

  /**
   * Does the same with the bar of a row, and with those after it as long as they bring nothing.
   * Adds a point to a curve for each: of the last one, perhaps before what it brought.
   *
   * @return the row after the last one that was taken
   */
  int bars(Track track, int row, int end, EquityCurve equity) {
    long time = track.series.closeTimeNanos(row);
    boolean idle = track.byClose && venue.isIdle(track.lane);
    Bar met = idle ? null : meet(track, row, time);
    if (track.byClose && venue.isIdle(track.lane)) {
      int next = equity.advance(track.run, row, end, scheduledNanos);
      if (next > row) {
        events += next - row;
        if (idle || next > row + 1) {
          venue.passes(track.lane, track.series, next - 1);
        }
        if (!outgoing.isEmpty()) {
          track.reach(next);
          settle();
        }
        return next;
      }
    }
    take(track, row, met == null ? meet(track, row, time) : met, time);
    equity.add(kernel.equityRaw());
    return row + 1;
  }

  /**
   * Tracks of one grid, which are replayed row by row.
   *
   * @param first the row of each track that is in the first row of the grid
   * @param slot what to ask the venue about the first track
   */
  record Grid(Track[] tracks, int[] first, BarGrid bars, int slot) {}

  /**
   * Returns tracks as a grid.
   *
   * @param first the row of each track that is in the first row of the grid
   */
  Grid grid(Track[] tracks, int[] first) {
    List<Track> all = List.of(tracks);
    List<BarStream> streams = all.stream().map(t -> t.stream).toList();
    List<BarSeries> series = all.stream().map(Track::series).toList();
    BarGrid bars = kernel.grid(streams, series, first);
    List<@Nullable Lane> lanes = new ArrayList<>();
    for (int i = 0; i < tracks.length; i++) {
      tracks[i].grid = bars;
      tracks[i].place = i;
      lanes.add(tracks[i].byClose ? tracks[i].lane : null);
    }
    return new Grid(tracks, first, bars, venue.follow(lanes, all));
  }

  /** Does the same as {@link #bar} with the bars of one time. */
  void row(Grid grid, int row, long time) {
    Track[] tracks = grid.tracks;
    int met = 0; // the place after the last bar that the venue has seen
    int i = 0;
    while (i < tracks.length) {
      int free = i;
      if (isQuiet(time)) {
        int from = i;
        free = venue.idleUntil(grid.slot + Math.max(i, met), grid.slot + tracks.length) - grid.slot;
        i = grid.bars.pass(row, from, free, time);
        events += i - from;
        if (from < met) {
          tracks[from].takeRow();
        }
      }
      if (i == tracks.length) {
        return;
      }
      Track track = tracks[i];
      if (i < free && track.run.finish()) {
        events++;
        afterBar(track);
        i++;
      } else if (i < met) {
        int its = grid.first[i] + row;
        take(track, its, track.series.bar(its), time);
        i++;
      } else {
        meet(track, grid.first[i] + row, time);
        met = i + 1;
      }
    }
  }

  /** What is due before an event, and what was scheduled up to it, in order of time. */
  private void comesFirst(long timeNanos) {
    long due = kernel.firstDueNanos();
    while (Math.min(due, scheduledNanos) <= timeNanos) {
      long before = due;
      boolean byTime = due <= scheduledNanos;
      if (byTime) {
        endOfTime(due - 1);
      } else {
        takeScheduled();
      }
      due = kernel.firstDueNanos();
      if (byTime && due == before) {
        return; // a timer that is set anew for the same time rings with the event
      }
    }
  }

  /** Carries out what was scheduled up to a time. */
  void scheduled(long timeNanos) {
    while (scheduledNanos <= timeNanos) {
      takeScheduled();
    }
  }

  private void takeScheduled() {
    Input input = schedule.take();
    scheduledNanos = schedule.nextNanos();
    command(input);
  }

  void endOfTime(long timeNanos) {
    kernel.handle(new Input.TimeAdvanced(timeNanos), this);
    settle();
  }

  /** Sends what is to be sent and applies what comes back, until nothing is left. */
  private void settle() {
    while (true) {
      Order order = outgoing.poll();
      if (order != null) {
        if (order.status() == OrderStatus.PENDING_CANCEL) {
          venue.cancel(order.id(), kernel.nowNanos());
        } else if (order.status() == OrderStatus.PENDING_REPLACE) {
          venue.replace(order, kernel.nowNanos());
        } else {
          venue.submit(order, kernel.nowNanos());
        }
        continue;
      }
      if (!reports.deliver()) {
        return;
      }
    }
  }

  /** Applies what the venue has reported so far on the event that it matches. */
  private void applyReports() {
    boolean more = reports.deliver();
    while (more) {
      more = reports.deliver();
    }
  }

  /** Closes what an instance holds at a price of the time of the last bar of each instrument. */
  void closeAt(InstanceId instance, Map<Bar, Price> lastBars) {
    venue.end();
    List<Order> closing = new ArrayList<>();
    kernel.handle(new Input.Flatten(instance, "end of run"), this);
    for (Order o : outgoing) {
      if (o.status() == OrderStatus.SUBMITTED) {
        closing.add(o);
      }
    }
    settle();
    for (Order o : closing) {
      lastBars.forEach(
          (bar, price) -> {
            if (bar.instrument().equals(o.instrument())) {
              venue.fillNow(o.id(), price, bar.timeNanos());
            }
          });
    }
    settle();
  }

  @Override
  public void effect(Effect effect) {
    effects.add(effect);
    if (effect instanceof Effect.OrderChanged changed && changed.fill() != null) {
      fills.add(changed.fill());
    }
  }

  @Override
  public void orderChanged(Order order, long venueSequence) {
    effects.add(order, venueSequence);
  }

  @Override
  public void orderFilled(Order order, long venueSequence, TradeEntry entry) {
    effects.add(order, venueSequence, entry);
    fills.add(entry.fill());
  }

  @Override
  public void send(Order order) {
    outgoing.add(order);
  }

  @Override
  public void log(InstanceId instance, long timeNanos, String message) {
    log.add(Times.instant(timeNanos) + " " + instance + " " + message);
  }

  List<Effect> effects() {
    return effects;
  }

  List<Fill> fills() {
    return fills;
  }

  List<String> logLines() {
    return log;
  }

  long bars() {
    return events;
  }
}
