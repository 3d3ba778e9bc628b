/**
 * Checks strategy jars without loading them.
 *
 * <p>{@link io.qbrain.verifier.StrategyVerifier} reads a jar and answers a {@link
 * io.qbrain.verifier.VerificationReport}: the {@link io.qbrain.verifier.StrategyFacts} of a jar
 * that may be installed, or the {@link io.qbrain.verifier.Finding}s that say why it may not. What
 * the host offers to strategies is a {@link io.qbrain.verifier.HostOffer}; how large a jar may be,
 * {@link io.qbrain.verifier.ArchiveLimits}.
 *
 * <p>The checks come in stages: the archive, the manifest, then component and classes. A stage that
 * found something ends the verification where the next one could not rely on it.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.qbrain.verifier;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
