package io.qbrain.strategy;

import io.qbrain.model.Bar;
import io.qbrain.model.Depth;
import io.qbrain.model.Quote;
import io.qbrain.model.TradeTick;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The rules of a strategy. One object serves one instance.
 *
 * <p>Implement the callbacks that matter and leave the others. All of them are called on one
 * thread, one at a time, in the order of event times. A callback that throws stops the instance
 * (state FAULTED) and none of what it asked for is carried out.
 *
 * @since 1.0
 */
@ConsumerType
public interface Strategy {

  /** Called once when the instance starts, after the warm-up and before the first event. */
  default void onStart(StrategyContext context) {}

  /**
   * Called for each closed bar of a subscription. Bars of one time come in the order of instrument
   * ids, those of an instrument the shorter first, and of one length bid, ask, middle, last; the
   * context already knows all of them that came before.
   */
  default void onBar(Bar bar, StrategyContext context) {}

  /**
   * Called once all subscribed bars of one closing time are in, after their {@link #onBar}: the
   * place for decisions over several instruments.
   */
  default void onSlice(Slice slice, StrategyContext context) {}

  /** Called for each quote of a subscription. */
  default void onQuote(Quote quote, StrategyContext context) {}

  /** Called for each trade of a subscription. */
  default void onTrade(TradeTick trade, StrategyContext context) {}

  /**
   * Called for each order book of a subscription.
   *
   * @since 1.1
   */
  default void onDepth(Depth depth, StrategyContext context) {}

  /** Called when an order of this instance changed; a denial comes to {@link #onDenied}. */
  default void onOrderUpdate(OrderUpdate update, StrategyContext context) {}

  /**
   * Called when an order or target was refused before it was sent. A denied target is not tried
   * again until the strategy asks for it again.
   */
  default void onDenied(Denial denial, StrategyContext context) {}

  /** Called when a timer set by {@link StrategyContext#schedule} has come. */
  default void onTimer(Timer timer, StrategyContext context) {}

  /** Called when the instance stops; orders asked for here are not sent. */
  default void onStop(StrategyContext context) {}

  /**
   * Writes what the strategy must know to go on after a restart. Called between callbacks. A
   * strategy that saves nothing is warmed up with history instead.
   */
  default void save(StateWriter state) {}

  /**
   * Reads what {@link #save} wrote, before {@link #onStart}. Called only if the saved state version
   * is the one of {@link Requirements#stateVersion}.
   */
  default void restore(StateReader state) {}
}
