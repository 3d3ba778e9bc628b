/**
 * For authors of strategies: run one over prices, and assert what it did.
 *
 * <pre>{@code
 * import static io.qbrain.testkit.BacktestAssert.assertThat;
 *
 * BacktestResult result =
 *     StrategyHarness.of(new EmaCrossFactory())
 *         .param("fast", 2)
 *         .param("slow", 3)
 *         .closes(10, 10, 10, 12, 13, 9)
 *         .run();
 * assertThat(result).hasFills(2).isFlat().hasEquity("99995.00");
 * }</pre>
 *
 * <p>{@link io.qbrain.testkit.StrategyHarness} makes the run, {@link
 * io.qbrain.testkit.BacktestAssert} says what is expected of it, {@link io.qbrain.testkit.Prices}
 * makes bars of numbers or of a seed, {@link io.qbrain.testkit.StateAssert} restarts a strategy in
 * the middle of a run, {@link io.qbrain.testkit.BundleAssert} asks the platform's verifier about
 * the built bundle, and {@link io.qbrain.testkit.ReferenceCases} finds data that is not part of a
 * project.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.qbrain.testkit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
