package io.qbrain.kernel;

import io.qbrain.model.Bar;
import io.qbrain.model.Depth;
import io.qbrain.model.Effect;
import io.qbrain.model.Fill;
import io.qbrain.model.Instance;
import io.qbrain.model.Order;
import io.qbrain.model.Quote;
import io.qbrain.model.Times;
import io.qbrain.model.TradeTick;
import io.qbrain.strategy.Denial;
import io.qbrain.strategy.OrderUpdate;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.Timer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Calls strategies. What a callback asks for is carried out after it has returned; what that brings
 * about (a denial, an update) is queued and called afterwards, never from within.
 */
final class Callbacks {
  /** Callbacks that one input may bring about before the instance counts as running in a circle. */
  private static final int MAX_FOLLOW_UPS = 1_000;

  private record Pending(Runner runner, Object event) {}

  private final Emitter out;
  private final Deque<Pending> queue = new ArrayDeque<>();
  private @Nullable OrderDesk desk;
  private boolean faulted;
  private boolean more;

  Callbacks(Emitter out) {
    this.out = out;
  }

  void connect(OrderDesk orderDesk) {
    desk = orderDesk;
  }

  /** Returns whether an instance was faulted since the last call. */
  boolean takeFaulted() {
    boolean was = faulted;
    faulted = false;
    more = false;
    return was;
  }

  void later(Runner runner, Object event) {
    queue.add(new Pending(runner, event));
    more = true;
  }

  /** Tells a strategy of an order, unless it does not listen. */
  void later(Runner runner, Order order, @Nullable Fill fill) {
    if (runner.wantsOrderUpdates) {
      later(runner, OrderUpdate.of(order, fill));
    }
  }

  /** Returns whether there is more to call, or to do about a fault. */
  boolean hasMore() {
    return more;
  }

  void drain() {
    int calls = 0;
    while (!queue.isEmpty()) {
      Pending next = queue.remove();
      if (!next.runner().isLive()) {
        continue;
      }
      if (++calls > MAX_FOLLOW_UPS) {
        fault(next.runner(), "more than " + MAX_FOLLOW_UPS + " callbacks followed from one event");
        continue;
      }
      call(next.runner(), next.event(), out.nowNanos, false);
    }
  }

  /**
   * The hot path: the same as {@link #call} without looking for the event's type. Returns whether
   * nothing came of it.
   */
  boolean bar(Runner runner, Bar bar, long timeNanos) {
    Strategy strategy = runner.strategy;
    Context context = runner.context;
    if (strategy == null || context == null) {
      return true;
    }
    runner.events++;
    runner.lastEventNanos = timeNanos;
    context.begin(timeNanos, false);
    try {
      strategy.onBar(bar, context);
      context.end();
    } catch (Throwable t) {
      context.discard();
      fault(runner, "onBar", t);
      return false;
    }
    if (context.hasIntents()) {
      carryOut(runner, context);
      return false;
    }
    return true;
  }

  void call(Runner runner, Object event, long timeNanos, boolean isHistory) {
    Strategy strategy = runner.strategy;
    Context context = runner.context;
    if (strategy == null || context == null) {
      return;
    }
    context.begin(timeNanos, isHistory);
    try {
      dispatch(strategy, context, event);
      context.end();
    } catch (Throwable t) {
      context.discard();
      fault(runner, name(event), t);
      return;
    }
    if (context.hasIntents()) {
      carryOut(runner, context);
    }
  }

  void carryOut(Runner runner, Context context) {
    if (desk != null) {
      desk.carryOut(runner, context.intents());
      context.clearIntents();
    }
  }

  /** What is called at the start of an instance. */
  enum Life {
    START,
    STOP
  }

  private static void dispatch(Strategy strategy, Context context, Object event) {
    if (event instanceof Bar bar) {
      strategy.onBar(bar, context);
    } else if (event instanceof Slice slice) {
      strategy.onSlice(slice, context);
    } else if (event instanceof Quote quote) {
      strategy.onQuote(quote, context);
    } else if (event instanceof TradeTick trade) {
      strategy.onTrade(trade, context);
    } else if (event instanceof Depth depth) {
      strategy.onDepth(depth, context);
    } else if (event instanceof OrderUpdate update) {
      strategy.onOrderUpdate(update, context);
    } else if (event instanceof Denial denial) {
      strategy.onDenied(denial, context);
    } else if (event instanceof Timer timer) {
      strategy.onTimer(timer, context);
    } else if (event == Life.START) {
      strategy.onStart(context);
    } else if (event == Life.STOP) {
      strategy.onStop(context);
    } else {
      throw new IllegalStateException("no callback for " + event.getClass());
    }
  }

  private static String name(Object event) {
    if (event instanceof Bar) {
      return "onBar";
    } else if (event instanceof Slice) {
      return "onSlice";
    } else if (event instanceof Quote) {
      return "onQuote";
    } else if (event instanceof TradeTick) {
      return "onTrade";
    } else if (event instanceof Depth) {
      return "onDepth";
    } else if (event instanceof OrderUpdate) {
      return "onOrderUpdate";
    } else if (event instanceof Denial) {
      return "onDenied";
    } else if (event instanceof Timer) {
      return "onTimer";
    }
    return event == Life.START ? "onStart" : "onStop";
  }

  void fault(Runner runner, String callback, Throwable thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    fault(
        runner,
        callback
            + " at "
            + Times.instant(out.nowNanos)
            + " threw "
            + thrown.getClass().getName()
            + (thrown.getMessage() == null ? "" : ": " + thrown.getMessage())
            + (trace.length == 0 ? "" : " (" + trace[0] + ")"));
  }

  private void fault(Runner runner, String reason) {
    faulted = true;
    more = true;
    out.emit(new Effect.InstanceChanged(runner.instance.in(Instance.State.FAULTED, reason)));
    out.log(runner.instance.id(), "FAULTED: " + reason);
    if (desk != null) {
      desk.cancelAll(runner.book, "the instance is faulted");
    }
  }
}
