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
import io.qbrain.model.Instance;
import io.qbrain.model.InstanceId;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.Order;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.ReasonCode;
import io.qbrain.model.Turn;
import io.qbrain.port.Feed;
import io.qbrain.port.History;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trading of one account, on a thread of its own: takes inputs from a bounded inbox, gives them
 * to the kernel, makes what it decided durable, and only then lets orders go to the gateway.
 *
 * <p>An order of one turn reaches a simulated venue before the next market event does, however long
 * the commit took; so paper and backtest see the same order of things. A journal that fails halts
 * the account: nothing more leaves it until the journal answers again, and the account has been
 * built anew from what is durable.
 */
final class TradingLoop implements MarketSink, Feed.Resume {
  private static final Logger LOG = LoggerFactory.getLogger(TradingLoop.class);
  private static final int MAX_BATCH = 512;

  /** Market events of an instrument that are kept to build bars of. */
  private static final int PAST_EVENTS = 50_000;

  private static final long IDLE_MILLIS = 100;
  private static final long PUBLISH_NANOS = 100_000_000L;
  private static final long SAVE_NANOS = 60_000_000_000L;

  /** How long after a failure of the journal the account tries to go on; then twice as long. */
  private static final long RECOVERY_MILLIS = 1_000;

  /** What others see: an account as it was after a durable turn. */
  record Published(AccountSnapshot account, long sequence, long droppedEvents) {}

  private final AccountConfig config;
  private final Journal journal;
  private final JournalWriter writer;
  private final OrderGateway gateway;
  private final Clock clock;
  private final Strategies strategies;
  private final InputLog inputLog;
  private final Records records = new Records();
  private final DroppedEvents droppedEvents = new DroppedEvents();
  private final Inbox inbox = new Inbox();
  private final Deque<ExecutionReport> reports = new ArrayDeque<>();
  private final List<Turn> uncommitted = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private final List<Order> requested = new ArrayList<>();
  private final List<Inbox.Item> answered = new ArrayList<>();
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
  private volatile CountDownLatch stopping = new CountDownLatch(1);
  private volatile boolean reconnected;
  private volatile Consumer<Turn> durable = turn -> {};
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
        public void dropped(MarketEvent event, ReasonCode code) {
          droppedEvents.add(event, code);
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
    this.writer = new JournalWriter(journal);
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

  /** Tells of every turn from now on once it is durable, on the trading thread: must not wait. */
  void onDurable(Consumer<Turn> hears) {
    durable = hears;
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

  /** Returns what is kept beyond {@link #records}, if it can be asked; any thread. */
  Optional<History> history() {
    return journal.history();
  }

  /** Returns why nothing is traded, or null. */
  @Nullable String halted() {
    String reason = halted;
    return reason == null ? writer.waiting() : reason;
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
    rebuild();
    halted = null;
    stopping = new CountDownLatch(1);
    Thread t = new Thread(this::run, "qbrain-account-" + account());
    t.setDaemon(true);
    thread = t;
    t.start();
  }

  private void rebuild() {
    Kernel fresh = newKernel(strategies);
    sequence = journal.lastSequence(account());
    durableSequence = sequence;
    records.clear();
    journal.replay(
        account(),
        turn -> {
          fresh.apply(turn);
          records.apply(turn);
        });
    kernel = fresh;
    AccountSnapshot recovered = kernel.snapshot();
    recovered.kills().forEach(k -> gate.latch(k.scope()));
    inputLog.history(this::remember);
    inputLog.begin(sequence);
    recovered.instruments().values().forEach(i -> gateway.list(i.instrument()));
    gateway.connect(kernel.venueSequence(), listener);
    boolean isNew = sequence == 0;
    if (!kernel.termsAreJournaled()) {
      handle(new Input.SetTerms(config.settings().terms().text(), "as configured"));
    } else if (!kernel.terms().equals(config.settings().terms())) {
      LOG.warn(
          "account {}: the terms in force stay {}; the configuration says {}, and account:terms"
              + " changes them",
          account(),
          kernel.terms().text(),
          config.settings().terms().text());
    }
    if (isNew) {
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
            inbox.put(new Input.Report(report));
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

  @Override
  public Result accept(MarketEvent event) {
    boolean taken = halted == null && inbox.offer(new Input.Market(event));
    return taken ? Result.ACCEPTED : Result.FULL;
  }

  @Override
  public Optional<Bar> lastBar(InstrumentId instrument, BarSpec spec) {
    return lastBars.lastBar(instrument, spec);
  }

  /**
   * Carries out a command and waits until it is durable; returns what it did.
   *
   * @throws ServiceException if it is refused, or the account is halted
   */
  Answer.Done command(Input input) {
    String reason = halted();
    if (reason != null) {
      throw Answer.unavailable(account(), reason);
    }
    if (input instanceof Input.Kill kill) {
      gate.latch(kill.scope());
    }
    Answer answer = new Answer();
    if (!inbox.offer(input, answer)) {
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
    return answer.done();
  }

  private void run() {
    try {
      boolean goesOn = true;
      while (goesOn) {
        try {
          takeInputs();
          goesOn = false;
        } catch (JournalWriter.Failure e) {
          halt(String.valueOf(e.getMessage()), e);
          goesOn = recover(String.valueOf(e.getMessage()));
        }
      }
    } catch (InterruptedException e) {
      halt("its thread was interrupted", e);
    } catch (RuntimeException | Error e) {
      halt(String.valueOf(e.getMessage() == null ? e : e.getMessage()), e);
    }
  }

  private void takeInputs() throws InterruptedException {
    while (stopping.getCount() > 0 || !inbox.isEmpty()) {
      Inbox.Item item = inbox.poll(IDLE_MILLIS);
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
  }

  /**
   * Goes on from what is durable as soon as the journal can be read again, as after a crash;
   * returns false if the account is stopped before.
   */
  private boolean recover(String reason) throws InterruptedException {
    long waitMillis = RECOVERY_MILLIS;
    while (!stopping.await(waitMillis, TimeUnit.MILLISECONDS)) {
      try {
        journal.lastSequence(account());
        forget();
        gateway.disconnect();
        rebuild();
        startInstances();
        halted = null;
        LOG.warn("account {} goes on after: {}", account(), reason);
        return true;
      } catch (PortException e) {
        LOG.warn("account {} cannot go on yet: {}", account(), e.getMessage());
        waitMillis = Math.min(RECOVERY_MILLIS * 8, waitMillis * 2);
      }
    }
    return false;
  }

  /** Running instances get a strategy anew, where it is installed. */
  private void startInstances() {
    for (var book : kernel.snapshot().books()) {
      Instance instance = book.instance();
      if (instance.state() == Instance.State.RUNNING) {
        handle(new Input.StartInstance(instance.id(), "the account goes on"));
      }
    }
    commit();
    publish();
  }

  /** What was decided and is not durable was never decided. */
  private void forget() {
    uncommitted.clear();
    effects.clear();
    requested.clear();
    reports.clear();
    gate.clear();
  }

  /** Who waits for an answer gets none; market data and reports stay for when it goes on. */
  private void halt(String reason, Throwable cause) {
    halted = reason;
    LOG.error("account {} is halted: {}", account(), reason, cause);
    PortException failure = new PortException(reason, cause);
    answered.forEach(i -> i.fail(failure));
    answered.clear();
    inbox.fail(failure);
  }

  private void process(Inbox.Item item) {
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
    Answer answer = item.answer();
    Refusal refusal = handle(item.input(), answer);
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
    return handle(input, null);
  }

  private @Nullable Refusal handle(Input input, @Nullable Answer answer) {
    sequence++;
    Refusal refusal = kernel.handle(input, sink);
    if (answer != null && refusal == null) {
      answer.decided(input, effects);
    }
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
        writer.append(List.copyOf(uncommitted));
        durableSequence = uncommitted.get(uncommitted.size() - 1).sequence();
        uncommitted.forEach(records::apply);
        uncommitted.forEach(durable);
        uncommitted.clear();
      }
      gate.open(kernel.nowNanos());
      drainReports();
    }
    if (!answered.isEmpty()) {
      publish();
      for (Inbox.Item item : answered) {
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
    stopping.countDown();
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
