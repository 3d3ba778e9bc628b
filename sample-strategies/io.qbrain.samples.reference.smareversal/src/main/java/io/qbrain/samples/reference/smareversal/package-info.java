/** Always long or short by the cross of two averages, as in backtesting.py's SmaCross. */
@NullMarked
package io.qbrain.samples.reference.smareversal;

import org.jspecify.annotations.NullMarked;
