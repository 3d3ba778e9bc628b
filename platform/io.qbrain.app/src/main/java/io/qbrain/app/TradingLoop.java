package io.qbrain.app;

import io.qbrain.kernel.AccountSnapshot;
import io.qbrain.kernel.EffectSink;
import io.qbrain.kernel.Input;
import io.qbrain.kernel.Kernel;
import io.qbrain.kernel.Refusal;
import io.qbrain.kernel.Strategies;
import io.qbrain.markets.Markets;
import io.qbrain.model.AccountId;
import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.Effect;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.InstanceId;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.Order;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Turn;
import io.qbrain.port.Feed;
import io.qbrain.port.Journal;
import io.qbrain.port.MarketSink;
import io.qbrain.port.OrderGateway;
import io.qbrain.port.PortException;
import io.qbrain.service.ServiceException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trading of one account, on a thread of its own: takes inputs from a bounded inbox, gives them
 * to the kernel, makes what it decided durable, and only then lets orders go to the gateway.
 *
 * <p>An order of one turn reaches a simulated venue before the next market event does, however long
 * the commit took; so paper and backtest see the same order of things. A journal that fails halts
 * the account: nothing more leaves it until it is started again from what is durable.
 */
final class TradingLoop implements MarketSink, Feed.Resume {
  private static final Logger LOG = LoggerFactory.getLogger(TradingLoop.class);
  private static final int INBOX = 16_384;
  private static final int RESERVED = 2_048;
  private static final int MAX_BATCH = 512;

  /** Market events of an instrument that are kept to build bars of. */
  private static final int PAST_EVENTS = 50_000;

  private static final long IDLE_MILLIS = 100;
  private static final long PUBLISH_NANOS = 100_000_000L;
  private static final long SAVE_NANOS = 60_000_000_000L;

  /** What others see: an account as it was after a durable turn. */
  record Published(AccountSnapshot account, long sequence, long droppedEvents) {}

  private record Item(Input input, @Nullable Answer answer) {}

  private final AccountConfig config;
  private final Journal journal;
  private final OrderGateway gateway;
  private final Clock clock;
  private final Strategies strategies;
  private final InputLog inputLog;
  private final Records records = new Records();
  private final BlockingQueue<Item> inbox = new ArrayBlockingQueue<>(INBOX);
  private final Deque<ExecutionReport> reports = new ArrayDeque<>();
  private final List<Turn> uncommitted = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private final List<Order> requested = new ArrayList<>();
  private final List<Item> answered = new ArrayList<>();
  private final ReleaseGate gate;
  private final LastBars lastBars = new LastBars();
  private Kernel kernel;
  private long sequence;
  private long durableSequence;
  private final Markets markets = new Markets();
  private long publishedAt;
  private long savedAt = System.nanoTime();
  private volatile @Nullable Published published;
  private volatile long publishedNowNanos;
  private volatile @Nullable String halted = "not started";
  private volatile boolean stopping;
  private volatile boolean reconnected;
  private @Nullable Thread thread;

  private final EffectSink sink =
      new EffectSink() {
        @Override
        public void effect(Effect effect) {
          effects.add(effect);
        }

        @Override
        public void send(Order order) {
          requested.add(order);
        }

        @Override
        public void log(InstanceId instance, long timeNanos, String message) {
          records.log(instance, timeNanos, message);
        }
      };

  TradingLoop(
      AccountConfig config,
      Journal journal,
      OrderGateway gateway,
      Strategies strategies,
      Path folder,
      Clock clock) {
    this.config = config;
    this.journal = journal;
    this.gateway = gateway;
    this.strategies = strategies;
    this.clock = clock;
    this.inputLog = new InputLog(folder.resolve("inputs"));
    Unanswered unanswered = new Unanswered(config.answerWithin(), System::nanoTime);
    this.gate = new ReleaseGate(config.settings().account(), gateway, reports::add, unanswered);
    this.kernel = newKernel(strategies);
  }

  /** Returns the empty account, with the markets that the platform knows. */
  Kernel newKernel(Strategies from) {
    Kernel fresh = new Kernel(config.settings(), from, markets::find);
    fresh.remember(PAST_EVENTS);
    return fresh;
  }

  AccountId account() {
    return config.settings().account();
  }

  AccountConfig config() {
    return config;
  }

  InputLog inputLog() {
    return inputLog;
  }

  Records records() {
    return records;
  }

  /** Returns why nothing is traded, or null. */
  @Nullable String halted() {
    return halted;
  }

  /** Returns the account's time as last published, in nanoseconds since 1970; any thread. */
  long nowNanos() {
    return publishedNowNanos;
  }

  /** Returns the clock's time, in nanoseconds since 1970; any thread. */
  long clockNanos() {
    return clock.millis() * 1_000_000L;
  }

  Published published() {
    Published now = published;
    if (now == null) {
      throw new ServiceException(
          ServiceException.Kind.UNAVAILABLE,
          "account.not-ready",
          "account " + account() + " is not ready: " + halted);
    }
    return now;
  }

  /** Rebuilds the account from the journal, connects the gateway, and starts to take inputs. */
  void start() {
    kernel = newKernel(strategies);
    sequence = journal.lastSequence(account());
    durableSequence = sequence;
    journal.replay(
        account(),
        turn -> {
          kernel.apply(turn);
          records.apply(turn);
        });
    AccountSnapshot recovered = kernel.snapshot();
    recovered.kills().forEach(k -> gate.latch(k.scope()));
    inputLog.history(this::remember);
    inputLog.begin(sequence);
    recovered.instruments().values().forEach(i -> gateway.list(i.instrument()));
    gateway.connect(kernel.venueSequence(), listener);
    halted = null;
    if (sequence == 0) {
      handle(new Input.Deposit(config.capital(), "opening", clock.millis() * 1_000_000L));
    }
    drainReports();
    gate.reconcile(kernel.openOrders());
    drainReports();
    gate.addUnanswered(kernel.openOrders());
    commit();
    publish();
    LOG.info(
        "account {}: {} instances, {} open orders, sequence {}",
        account(),
        recovered.books().size(),
        kernel.openOrders().size(),
        durableSequence);
    stopping = false;
    Thread t = new Thread(this::run, "qbrain-account-" + account());
    t.setDaemon(true);
    thread = t;
    t.start();
  }

  private void remember(MarketEvent event) {
    kernel.history(event);
    lastBars.see(event);
  }

  private final OrderGateway.Listener listener =
      new OrderGateway.Listener() {
        @Override
        public void onReport(ExecutionReport report) {
          if (thread == null || Thread.currentThread() == thread) {
            reports.add(report);
          } else {
            put(new Item(new Input.Report(report), null));
          }
        }

        @Override
        public void onReconnected() {
          reconnected = true;
        }

        @Override
        public Quantity sizeAtFill(Order order, Price price) {
          return kernel.sizeAtFill(order, price);
        }
      };

  /** Waits for room: a report is never dropped. */
  private void put(Item item) {
    try {
      inbox.put(item);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PortException("interrupted while waiting for room in the inbox of " + account(), e);
    }
  }

  @Override
  public Result accept(MarketEvent event) {
    if (halted != null || inbox.remainingCapacity() <= RESERVED) {
      return Result.FULL;
    }
    return inbox.offer(new Item(new Input.Market(event), null)) ? Result.ACCEPTED : Result.FULL;
  }

  @Override
  public Optional<Bar> lastBar(InstrumentId instrument, BarSpec spec) {
    return lastBars.lastBar(instrument, spec);
  }

  /**
   * Carries out a command and waits until it is durable.
   *
   * @throws ServiceException if it is refused, or the account is halted
   */
  void command(Input input) {
    String reason = halted;
    if (reason != null) {
      throw Answer.unavailable(account(), reason);
    }
    if (input instanceof Input.Kill kill) {
      gate.latch(kill.scope());
    }
    Answer answer = new Answer();
    if (!inbox.offer(new Item(input, answer))) {
      throw Answer.unavailable(account(), "its inbox is full");
    }
    Optional<Refusal> refusal = answer.await(account());
    if (refusal.isPresent()) {
      if (input instanceof Input.Kill kill) {
        gate.unlatch(kill.scope());
      }
      throw Answer.refused(refusal.get());
    }
    if (input instanceof Input.Resume resume) {
      gate.unlatch(resume.scope());
    }
  }

  private void run() {
    try {
      while (!stopping || !inbox.isEmpty()) {
        Item item = inbox.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (item == null) {
          passTime();
        }
        for (int i = 0; item != null && i < MAX_BATCH; i++) {
          process(item);
          item = i + 1 < MAX_BATCH ? inbox.poll() : null;
        }
        saveNowAndThen();
        commit();
        checkVenue();
        publishIfDue();
      }
      handle(new Input.SaveStates());
      commit();
      publish();
    } catch (InterruptedException e) {
      halt("its thread was interrupted", e);
    } catch (RuntimeException | Error e) {
      halt(String.valueOf(e.getMessage() == null ? e : e.getMessage()), e);
    }
  }

  private void halt(String reason, Throwable cause) {
    halted = reason;
    LOG.error("account {} is halted: {}", account(), reason, cause);
    PortException failure = new PortException(reason, cause);
    answered.forEach(i -> fail(i, failure));
    answered.clear();
    for (Item i = inbox.poll(); i != null; i = inbox.poll()) {
      fail(i, failure);
    }
  }

  private static void fail(Item item, PortException failure) {
    if (item.answer() != null) {
      item.answer().fail(failure);
    }
  }

  private void process(Item item) {
    if (item.input() instanceof Input.Market m) {
      if (!gate.isEmpty()) {
        commit();
      }
      advanceBefore(m.event().timeNanos());
      gateway.onMarket(m.event());
      drainReports();
      if (!gate.isEmpty()) {
        commit();
      }
      market(m.event());
      return;
    }
    if (item.input() instanceof Input.ListInstrument l) {
      gateway.list(l.instrument());
    }
    Refusal refusal = handle(item.input());
    Answer answer = item.answer();
    if (answer != null) {
      if (refusal != null) {
        answer.give(refusal);
      } else {
        answered.add(item);
      }
    }
  }

  /** What is due before an event comes first, and what is ordered on it reaches the venue. */
  private void advanceBefore(long timeNanos) {
    while (kernel.firstDueNanos() <= timeNanos) {
      handle(new Input.TimeAdvanced(kernel.firstDueNanos() - 1));
      if (!gate.isEmpty()) {
        commit();
      }
    }
  }

  private void market(MarketEvent event) {
    sequence++;
    lastBars.see(event);
    inputLog.append(sequence, new Input.Market(event));
    kernel.market(event, sink);
    endTurn();
  }

  private void drainReports() {
    for (ExecutionReport r = reports.poll(); r != null; r = reports.poll()) {
      handle(new Input.Report(r));
    }
  }

  private @Nullable Refusal handle(Input input) {
    sequence++;
    Refusal refusal = kernel.handle(input, sink);
    if (refusal != null && input instanceof Input.Report) {
      LOG.error("account {}: {}", account(), refusal.message());
    }
    if (input instanceof Input.Report r && r.report().type() != ExecutionReport.Type.UNKNOWN) {
      gate.heard(r.report().orderId());
    }
    // What was refused changed nothing; a report moves the time all the same.
    if (refusal == null || input instanceof Input.Report) {
      inputLog.append(sequence, input);
    }
    endTurn();
    return refusal;
  }

  private void endTurn() {
    if (effects.isEmpty()) {
      return;
    }
    long now = clock.millis() * 1_000_000L;
    uncommitted.add(new Turn(account(), sequence, kernel.nowNanos(), now, effects));
    gate.add(requested);
    requested.clear();
    effects.clear();
  }

  /** Makes what was decided durable, then sends it, until nothing new comes of it. */
  private void commit() {
    while (!uncommitted.isEmpty() || !gate.isEmpty()) {
      if (!uncommitted.isEmpty()) {
        inputLog.flush(sequence);
        journal.append(List.copyOf(uncommitted));
        durableSequence = uncommitted.get(uncommitted.size() - 1).sequence();
        uncommitted.forEach(records::apply);
        uncommitted.clear();
      }
      gate.open(kernel.nowNanos());
      drainReports();
    }
    if (!answered.isEmpty()) {
      publish();
      for (Item item : answered) {
        if (item.answer() != null) {
          item.answer().give(null);
        }
      }
      answered.clear();
    }
    inputLog.flush(sequence);
  }

  /** Asks the venue for what it has not answered, and for everything after it was away. */
  private void checkVenue() {
    if (reconnected) {
      reconnected = false;
      gate.reconcile(kernel.openOrders());
    }
    gate.checkAnswers(kernel::openOrders, kernel.nowNanos());
    if (!gate.isEmpty() || !reports.isEmpty()) {
      drainReports();
      commit();
    }
  }

  private void passTime() {
    long next = LiveTime.next(clock.millis() * 1_000_000L, kernel.nowNanos());
    if (next != kernel.nowNanos()) {
      handle(new Input.TimeAdvanced(next));
    }
  }

  /** By the monotonic clock: the wall clock may stand still or jump. */
  private void saveNowAndThen() {
    long now = System.nanoTime();
    if (now - savedAt >= SAVE_NANOS) {
      savedAt = now;
      handle(new Input.SaveStates());
    }
  }

  private void publishIfDue() {
    if (System.nanoTime() - publishedAt >= PUBLISH_NANOS) {
      publish();
    }
  }

  private void publish() {
    publishedAt = System.nanoTime();
    publishedNowNanos = kernel.nowNanos();
    published = new Published(kernel.snapshot(), durableSequence, kernel.droppedEvents());
  }

  /** Takes what is in the inbox, saves the strategies' states, and lets go of the gateway. */
  void stop() {
    stopping = true;
    Thread t = thread;
    if (t != null) {
      try {
        t.join(TimeUnit.SECONDS.toMillis(Answer.WITHIN_SECONDS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      if (t.isAlive()) {
        LOG.error("account {} did not stop within {} s", account(), Answer.WITHIN_SECONDS);
      }
      thread = null;
    }
    if (halted == null) {
      halted = "stopped";
    }
    gateway.disconnect();
    inputLog.close();
  }
}
