package io.qbrain.app;

import io.qbrain.kernel.EffectSink;
import io.qbrain.kernel.Input;
import io.qbrain.kernel.Kernel;
import io.qbrain.kernel.Strategies;
import io.qbrain.model.Effect;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Turn;
import io.qbrain.port.Journal;
import io.qbrain.port.PortException;
import io.qbrain.service.ReplayService.ReplayCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs the recorded inputs of a session again, from the account that it began with, and compares
 * every decision with the journal's: the proof that what was traded is what the strategies decide.
 *
 * <p>Runs on the caller's thread, on a kernel of its own; the account goes on trading meanwhile.
 */
final class ReplayProof {
  private final Journal journal;
  private final Strategies strategies;

  ReplayProof(Journal journal, Strategies strategies) {
    this.journal = journal;
    this.strategies = strategies;
  }

  /** Proves the newest session of an account up to what is durable now. */
  ReplayCheck prove(TradingLoop loop) {
    long end = loop.published().sequence();
    List<InputLog.Session> sessions = loop.inputLog().sessions();
    if (sessions.isEmpty()) {
      throw new PortException("the input log of " + loop.account() + " has no session");
    }
    InputLog.Session session = sessions.get(sessions.size() - 1);
    try (Run run = new Run(loop, session, end)) {
      try {
        journal.replay(loop.account(), run::turn);
        run.finish();
      } catch (Different e) {
        return run.result(e.getMessage());
      }
      return run.result(null);
    }
  }

  /** Where the replay first decided otherwise. */
  private static final class Different extends RuntimeException {
    private static final long serialVersionUID = 1;

    Different(String message) {
      super(message, null, false, false);
    }
  }

  private final class Run implements AutoCloseable, EffectSink {
    private final TradingLoop loop;
    private final InputLog.Session session;
    private final long end;
    private final Kernel kernel;
    private final InputReader inputs;
    private final List<Effect> decided = new ArrayList<>();
    private final Map<InstrumentId, Instrument> instruments = new TreeMap<>();
    private InputCodec.@Nullable Logged next;
    private boolean begun;
    private long inputCount;
    private long turnCount;

    Run(TradingLoop loop, InputLog.Session session, long end) {
      this.loop = loop;
      this.session = session;
      this.end = end;
      this.kernel = loop.newKernel(strategies);
      this.inputs = new InputReader(session.files());
    }

    @Override
    public void effect(Effect effect) {
      decided.add(effect);
    }

    @Override
    public void log(InstanceId instance, long timeNanos, String message) {
      // What a strategy writes to its log is no decision.
    }

    void turn(Turn turn) {
      if (turn.sequence() > end) {
        return;
      }
      turn.effects().forEach(this::remember);
      if (turn.sequence() <= session.afterSequence()) {
        kernel.apply(turn);
        return;
      }
      begin();
      runBefore(turn.sequence());
      InputCodec.Logged input = next;
      if (input == null || input.sequence() != turn.sequence()) {
        throw new Different(
            "data: the input log has no input "
                + turn.sequence()
                + ", on which the journal has "
                + turn.effects());
      }
      take(input);
      turnCount++;
      compare(turn);
    }

    private void remember(Effect effect) {
      if (effect instanceof Effect.InstrumentListed listed) {
        instruments.put(listed.instrument().id(), listed.instrument());
      }
    }

    private void begin() {
      if (!begun) {
        begun = true;
        InputLog.events(session.before(), kernel::history);
        advance();
        if (next != null && next.isSession()) {
          advance();
        }
      }
    }

    private void advance() {
      next = inputs.next();
    }

    /** Runs the inputs before a sequence; the journal has nothing of them. */
    private void runBefore(long sequence) {
      while (next != null && next.sequence() < sequence) {
        InputCodec.Logged input = next;
        take(input);
        if (!decided.isEmpty()) {
          throw new Different(
              "code: on input "
                  + describe(input)
                  + " the replay decided "
                  + decided
                  + ", the journal has nothing");
        }
      }
    }

    private void take(InputCodec.Logged logged) {
      decided.clear();
      Input input = logged.input();
      if (input == null) {
        Instrument instrument = logged.listed() == null ? null : instruments.get(logged.listed());
        if (instrument == null) {
          throw new Different("data: the journal has no instrument of input " + logged);
        }
        input = new Input.ListInstrument(instrument);
      }
      kernel.handle(input, this);
      inputCount++;
      advance();
    }

    private void compare(Turn turn) {
      for (int i = 0; i < Math.max(decided.size(), turn.effects().size()); i++) {
        Object ours = i < decided.size() ? decided.get(i) : "nothing";
        Object theirs = i < turn.effects().size() ? turn.effects().get(i) : "nothing";
        if (!ours.equals(theirs)) {
          throw new Different(
              "code: input "
                  + turn.sequence()
                  + ", decision "
                  + (i + 1)
                  + ": the journal has "
                  + theirs
                  + ", the replay "
                  + ours);
        }
      }
    }

    private String describe(InputCodec.Logged logged) {
      return logged.sequence() + " (" + (logged.input() == null ? logged : logged.input()) + ")";
    }

    void finish() {
      begin();
      runBefore(end + 1);
    }

    ReplayCheck result(@Nullable String difference) {
      return new ReplayCheck(
          loop.account(),
          session.afterSequence() + 1,
          end,
          inputCount,
          turnCount,
          difference == null ? "" : difference);
    }

    @Override
    public void close() {
      inputs.close();
    }
  }
}
