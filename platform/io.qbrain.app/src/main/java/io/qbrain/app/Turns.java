package io.qbrain.app;

import io.qbrain.kernel.AccountSnapshot;
import io.qbrain.kernel.Input;
import io.qbrain.kernel.Kernel;
import io.qbrain.kernel.Refusal;
import io.qbrain.kernel.Strategies;
import io.qbrain.markets.Markets;
import io.qbrain.model.AccountId;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.Instance;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.Order;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Turn;
import io.qbrain.port.Journal;
import io.qbrain.port.OrderGateway;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The turns of an account: gives inputs to the kernel, makes what it decided durable, and only then
 * lets orders go to the gateway. Everything here is the trading thread's, but for what says so.
 */
final class Turns {
  private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

  /** Market events of an instrument that are kept to build bars of. */
  private static final int PAST_EVENTS = 50_000;

  private static final long SAVE_NANOS = 60_000_000_000L;

  /** What an account is made of. */
  record Parts(
      AccountConfig config,
      Journal journal,
      OrderGateway gateway,
      Strategies strategies,
      InputLog inputLog,
      Clock clock) {}

  private final Parts parts;
  private final OrderGateway gateway;
  private final InputLog inputLog;
  private final JournalWriter writer;
  private final Records records = new Records();
  private final Deque<ExecutionReport> reports = new ArrayDeque<>();
  private final PendingTurns pending;
  private final ReleaseGate gate;
  private final Intake intake;
  private final Recovery recovery;
  private final Publication publication = new Publication();
  private final LastBars lastBars = new LastBars();
  private final Markets markets = new Markets();
  private Kernel kernel;
  private long savedAt = System.nanoTime();
  private volatile @Nullable Thread thread;
  private volatile boolean reconnected;
  private volatile Consumer<Turn> durable = turn -> {};

  Turns(Parts parts) {
    this.parts = parts;
    this.gateway = parts.gateway();
    this.inputLog = parts.inputLog();
    this.writer = new JournalWriter(parts.journal());
    Unanswered unanswered = new Unanswered(parts.config().answerWithin(), System::nanoTime);
    this.gate = new ReleaseGate(account(), gateway, reports::add, unanswered);
    this.pending = new PendingTurns(account(), records);
    this.intake = new Intake(account(), gate);
    this.recovery = new Recovery(account(), parts.journal(), records, inputLog, lastBars);
    this.kernel = newKernel(parts.strategies());
  }

  private AccountId account() {
    return parts.config().settings().account();
  }

  /** Returns the empty account, with the markets that the platform knows. */
  Kernel newKernel(Strategies from) {
    Kernel fresh = new Kernel(parts.config().settings(), from, markets::find);
    fresh.remember(PAST_EVENTS);
    return fresh;
  }

  Intake intake() {
    return intake;
  }

  Records records() {
    return records;
  }

  Publication publication() {
    return publication;
  }

  LastBars lastBars() {
    return lastBars;
  }

  Recovery recovery() {
    return recovery;
  }

  /** Returns what a write of turns waits for too long, or null; any thread. */
  @Nullable String waiting() {
    return writer.waiting();
  }

  /** Tells of every turn from now on once it is durable; any thread. */
  void onDurable(Consumer<Turn> hears) {
    durable = hears;
  }

  /** Names the thread whose calls these are; null for whoever calls. */
  void ownedBy(@Nullable Thread owner) {
    thread = owner;
  }

  /** Builds the account from the journal and connects the gateway. */
  void rebuild() {
    Kernel fresh = newKernel(parts.strategies());
    long last = recovery.read(fresh);
    pending.goOnAfter(last);
    kernel = fresh;
    AccountSnapshot recovered = recovery.resume(fresh, last, gate, gateway);
    gateway.connect(kernel.venueSequence(), listener);
    boolean isNew = last == 0;
    if (!kernel.termsAreJournaled()) {
      handle(new Input.SetTerms(parts.config().settings().terms().text(), "as configured"));
    } else if (!kernel.terms().equals(parts.config().settings().terms())) {
      LOG.warn(
          "account {}: the terms in force stay {}; the configuration says {}, and account:terms"
              + " changes them",
          account(),
          kernel.terms().text(),
          parts.config().settings().terms().text());
    }
    if (isNew) {
      handle(new Input.Deposit(parts.config().capital(), "opening", clockNanos()));
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
        pending.durableSequence());
  }

  private final OrderGateway.Listener listener =
      new OrderGateway.Listener() {
        @Override
        public void onReport(ExecutionReport report) {
          Thread owner = thread;
          if (owner == null || Thread.currentThread() == owner) {
            reports.add(report);
          } else {
            intake.put(report);
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

  /** Running instances get a strategy anew, where it is installed. */
  void startInstances() {
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
  void forget() {
    pending.forget();
    reports.clear();
    gate.clear();
  }

  void process(Inbox.Item item) {
    if (item.input() instanceof Input.Market m) {
      if (!gate.isEmpty()) {
        commit();
      }
      advanceBefore(m.event().timeNanos());
      if (kernel.takes(m.event())) {
        gateway.onMarket(m.event());
        drainReports();
        if (!gate.isEmpty()) {
          commit();
        }
      }
      market(m.event());
      return;
    }
    if (item.input() instanceof Input.ListInstrument l) {
      gateway.list(l.instrument());
    }
    intake.done(item, handle(item.input(), item.answer()));
  }

  /** What is due before an event comes first, and what is ordered on it reaches the venue. */
  private void advanceBefore(long timeNanos) {
    long before = Long.MIN_VALUE;
    while (kernel.firstDueNanos() <= timeNanos && kernel.firstDueNanos() != before) {
      before = kernel.firstDueNanos();
      handle(new Input.TimeAdvanced(before - 1));
      if (!gate.isEmpty()) {
        commit();
      }
    }
  }

  private void market(MarketEvent event) {
    long sequence = pending.next();
    lastBars.see(event);
    inputLog.append(sequence, new Input.Market(event));
    kernel.market(event, pending);
    endTurn();
  }

  private void drainReports() {
    for (ExecutionReport r = reports.poll(); r != null; r = reports.poll()) {
      handle(new Input.Report(r));
    }
  }

  @Nullable Refusal handle(Input input) {
    return handle(input, null);
  }

  private @Nullable Refusal handle(Input input, @Nullable Answer answer) {
    long sequence = pending.next();
    Refusal refusal = kernel.handle(input, pending);
    if (answer != null && refusal == null) {
      answer.decided(input, pending.effects());
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
    pending.end(kernel.nowNanos(), clockNanos(), gate);
  }

  /** Makes what was decided durable, then sends it, until nothing new comes of it. */
  void commit() {
    while (!pending.isEmpty() || !gate.isEmpty()) {
      if (!pending.isEmpty()) {
        inputLog.flush(pending.sequence());
        pending.commit(writer, durable);
      }
      gate.open(kernel.nowNanos());
      drainReports();
    }
    if (intake.isOwedAnAnswer()) {
      publish();
      intake.answer();
    }
    inputLog.flush(pending.sequence());
  }

  /** Asks the venue for what it has not answered, and for everything after it was away. */
  void checkVenue() {
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

  void passTime() {
    long next = LiveTime.next(clockNanos(), kernel.nowNanos());
    if (next != kernel.nowNanos()) {
      handle(new Input.TimeAdvanced(next));
    }
  }

  /** By the monotonic clock: the wall clock may stand still or jump. */
  void saveNowAndThen() {
    long now = System.nanoTime();
    if (now - savedAt >= SAVE_NANOS) {
      savedAt = now;
      handle(new Input.SaveStates());
    }
  }

  void publishIfDue() {
    if (publication.isDue()) {
      publish();
    }
  }

  void publish() {
    publication.publish(kernel, pending.durableSequence());
  }

  private long clockNanos() {
    return parts.clock().millis() * 1_000_000L;
  }
}
