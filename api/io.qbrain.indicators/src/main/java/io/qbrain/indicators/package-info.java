/**
 * Streaming indicators for strategy authors.
 *
 * <p><b>Which when.</b> <i>Trend:</i> {@link io.qbrain.indicators.Sma} weighs a fixed window
 * evenly, {@link io.qbrain.indicators.Ema} reacts sooner and never quite forgets, {@link
 * io.qbrain.indicators.Rma} is Wilder's slower one; {@link io.qbrain.indicators.Macd} measures two
 * averages against each other; {@link io.qbrain.indicators.LinearRegression} gives the slope
 * itself, and {@link io.qbrain.indicators.CrossDetector} tells the bar on which one series crosses
 * another. <i>Speed:</i> {@link io.qbrain.indicators.Roc} is the return over some bars, to rank
 * instruments; {@link io.qbrain.indicators.Momentum} the same in price. <i>Too far?</i> {@link
 * io.qbrain.indicators.Rsi}, {@link io.qbrain.indicators.Stochastic} and {@link
 * io.qbrain.indicators.Cci} say how stretched a move is; {@link io.qbrain.indicators.ZScore} says
 * it of any series, such as the spread of a pair; {@link io.qbrain.indicators.BollingerBands} says
 * it in prices. <i>Breakouts:</i> {@link io.qbrain.indicators.Donchian}, {@link
 * io.qbrain.indicators.Highest}, {@link io.qbrain.indicators.Lowest}, compared with the price
 * before they are updated with it. <i>Risk:</i> {@link io.qbrain.indicators.Atr} (over {@link
 * io.qbrain.indicators.TrueRange}) for the distance of stops and the size of positions, {@link
 * io.qbrain.indicators.StandardDeviation} for volatility. <i>Volume:</i> {@link
 * io.qbrain.indicators.Obv}. For what is missing there is {@link
 * io.qbrain.indicators.RollingWindow}, and indicators may be fed from one another once the first is
 * warm.
 *
 * <p><b>Life.</b> All extend {@link io.qbrain.indicators.Indicator}: {@code update} with each bar,
 * {@code isWarm()} after {@code warmUp()} updates, {@code value()} from then on. A strategy asks
 * its host for at least {@code warmUp()} bars of history, and trades once all its indicators are
 * warm. Asking earlier, or feeding what is not a finite number, throws: a wrong signal would cost
 * more.
 *
 * <p><b>State.</b> {@code state()} gives all an indicator remembers as an array of doubles, for the
 * strategy's {@code save}; {@code restore} continues from it to the same last bit, and refuses the
 * state of another indicator, of other arguments or of a layout it does not know.
 *
 * <p><b>Arithmetic.</b> Signals are doubles, money is not: nothing here goes into a ledger. Only
 * plus, minus, times, divided by and square root are used, which are the same on every JDK. Rolling
 * sums do not drift; how is said at {@link io.qbrain.indicators.Sma}. Where a formula divides by
 * zero because nothing moved, the answer is the neutral one (50 for {@code Rsi} and {@code
 * Stochastic}, 0 for {@code Cci} and {@code ZScore}).
 */
@Export
@Version("1.0.0")
@NullMarked
package io.qbrain.indicators;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
