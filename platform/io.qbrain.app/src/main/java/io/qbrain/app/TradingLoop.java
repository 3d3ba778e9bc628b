package io.qbrain.app;

import io.qbrain.kernel.Input;
import io.qbrain.kernel.Kernel;
import io.qbrain.kernel.Strategies;
import io.qbrain.model.AccountId;
import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.MarketEvent;
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
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
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

  private static final long IDLE_MILLIS = 100;

  private final AccountConfig config;
  private final Journal journal;
  private final OrderGateway gateway;
  private final Clock clock;
  private final InputLog inputLog;
  private final Turns turns;
  private final Intake intake;
  private volatile @Nullable String halted = "not started";
  private volatile CountDownLatch stopping = new CountDownLatch(1);
  private volatile boolean recovering;
  private volatile Supplier<@Nullable String> silence = () -> null;
  private @Nullable Thread thread;

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
    this.clock = clock;
    this.inputLog = new InputLog(folder.resolve("inputs"));
    this.turns = new Turns(new Turns.Parts(config, journal, gateway, strategies, inputLog, clock));
    this.intake = turns.intake();
  }

  /** Returns the empty account, with the markets that the platform knows. */
  Kernel newKernel(Strategies from) {
    return turns.newKernel(from);
  }

  /** Tells of every turn from now on once it is durable, on the trading thread: must not wait. */
  void onDurable(Consumer<Turn> hears) {
    turns.onDurable(hears);
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
    return turns.records();
  }

  /** Returns what is kept beyond {@link #records}, if it can be asked; any thread. */
  Optional<History> history() {
    return journal.history();
  }

  /** Returns why nothing is traded, or null. */
  @Nullable String halted() {
    String reason = halted;
    if (reason == null) {
      reason = turns.waiting();
    }
    return reason == null ? silence.get() : reason;
  }

  /**
   * Names who knows that the journal's server keeps silent: from then on commands are refused, also
   * while the account itself still waits for it.
   */
  void heedSilence(Supplier<@Nullable String> known) {
    silence = known;
  }

  /** Returns the account's time as last published, in nanoseconds since 1970; any thread. */
  long nowNanos() {
    return turns.publication().nowNanos();
  }

  /** Returns the clock's time, in nanoseconds since 1970; any thread. */
  long clockNanos() {
    return clock.millis() * 1_000_000L;
  }

  Publication.Published published() {
    return turns.publication().get(account(), halted);
  }

  /** Returns how many events of the market were not taken since the start; any thread. */
  long droppedEvents() {
    return turns.publication().droppedEvents();
  }

  /** Returns how many inputs wait; any thread. */
  int waitingInputs() {
    return intake.waiting();
  }

  /** Rebuilds the account from the journal, connects the gateway, and starts to take inputs. */
  void start() {
    turns.rebuild();
    halted = null;
    stopping = new CountDownLatch(1);
    Thread t = new Thread(this::run, "qbrain-account-" + account());
    t.setDaemon(true);
    thread = t;
    turns.ownedBy(t);
    t.start();
  }

  @Override
  public Result accept(MarketEvent event) {
    // What comes while the account waits for a server is taken when it goes on.
    boolean taken = (halted == null || recovering) && intake.offer(event);
    return taken ? Result.ACCEPTED : Result.FULL;
  }

  @Override
  public Optional<Bar> lastBar(InstrumentId instrument, BarSpec spec) {
    return turns.lastBars().lastBar(instrument, spec);
  }

  /**
   * Carries out a command and waits until it is durable; returns what it did.
   *
   * @throws ServiceException if it is refused, or the account is halted
   */
  Answer.Done command(Input input) {
    String reason = halted();
    boolean goesOn = recovering || halted == null;
    if (reason != null && goesOn && intake.killsLater(input)) {
      throw Answer.unavailable(
          account(),
          reason + "; the kill switch is set, and will be written down when the account goes on");
    }
    return intake.command(input, reason);
  }

  private void run() {
    try {
      boolean goesOn = true;
      while (goesOn) {
        try {
          takeInputs();
          goesOn = false;
        } catch (PortException e) { // a server or a disk: what is durable is as it was
          recovering = true;
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
    while (stopping.getCount() > 0 || !intake.isEmpty()) {
      Inbox.Item item = intake.poll(IDLE_MILLIS);
      if (item == null) {
        turns.passTime();
      }
      for (int i = 0; item != null && i < MAX_BATCH; i++) {
        turns.process(item);
        item = i + 1 < MAX_BATCH ? intake.poll() : null;
      }
      turns.saveNowAndThen();
      turns.commit();
      turns.checkVenue();
      turns.publishIfDue();
    }
    turns.handle(new Input.SaveStates());
    turns.commit();
    turns.publish();
  }

  /**
   * Goes on from what is durable as soon as the journal can be read again, as after a crash;
   * returns false if the account is stopped before.
   */
  private boolean recover(String reason) throws InterruptedException {
    return turns
        .recovery()
        .goOn(
            stopping,
            () -> {
              turns.forget();
              gateway.disconnect();
              turns.rebuild();
              turns.startInstances();
              halted = null;
              recovering = false;
              LOG.info("account {} goes on after: {}", account(), reason);
            },
            still -> halted = still);
  }

  /** Who waits for an answer gets none; market data and reports stay for when it goes on. */
  private void halt(String reason, Throwable cause) {
    halted = reason;
    if (recovering) {
      LOG.warn("account {} is halted until it can go on: {}", account(), reason);
    } else {
      LOG.error("account {} is halted: {}", account(), reason, cause);
    }
    intake.fail(new PortException(reason, cause));
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
      turns.ownedBy(null);
    }
    if (halted == null) {
      halted = "stopped";
    }
    gateway.disconnect();
    inputLog.close();
  }
}
