package io.qbrain.hosting;

import io.qbrain.model.StrategyRef;
import io.qbrain.service.ServiceException;
import io.qbrain.service.ServiceException.Kind;
import io.qbrain.verifier.ArchiveLimits;
import io.qbrain.verifier.Finding;
import io.qbrain.verifier.FindingCode;
import io.qbrain.verifier.StrategyFacts;
import io.qbrain.verifier.StrategyVerifier;
import io.qbrain.verifier.VerificationReport;
import java.io.IOException;
import java.nio.file.Path;
import org.osgi.framework.BundleContext;

/** Has jars checked by the verifier against what this framework offers now. */
final class JarInspection {
  private final BundleContext context;

  JarInspection(BundleContext context) {
    this.context = context;
  }

  /** Returns what an acceptable jar says about itself; refuses every other. */
  StrategyFacts inspect(Path jar) {
    try {
      VerificationReport report =
          new StrategyVerifier(OfferedPackages.of(context), ArchiveLimits.DEFAULT).verify(jar);
      return report.facts().orElseThrow(() -> refused(report));
    } catch (IOException e) {
      throw new ServiceException(
          Kind.UNAVAILABLE, "artifact.unreadable", "cannot read " + jar + ": " + e, e);
    }
  }

  private static ServiceException refused(VerificationReport report) {
    Finding first = report.findings().get(0);
    Kind kind = first.code() == FindingCode.TOO_LARGE ? Kind.TOO_LARGE : Kind.INVALID;
    return new ServiceException(kind, first.code().text(), report.describe());
  }

  /** Refuses a jar that holds another strategy or version than the one it is sent as. */
  static void requireNamed(StrategyRef ref, StrategyFacts facts) {
    if (!facts.name().equals(ref.name())) {
      throw new ServiceException(
          Kind.INVALID,
          FindingCode.NAME.text(),
          "the jar holds the strategy '%s', expected '%s'".formatted(facts.name(), ref.name()));
    }
    if (!facts.version().equals(ref.version())) {
      throw new ServiceException(
          Kind.INVALID,
          FindingCode.VERSION.text(),
          "the jar holds version %s, expected %s: Bundle-Version says which"
              .formatted(facts.version(), ref.version()));
    }
  }

  /** Refuses a stored jar that is not what was stored. */
  static void requireDigest(StrategyRef ref, StrategyFacts facts, String sha256) {
    if (!facts.sha256().equals(sha256)) {
      throw new ServiceException(
          Kind.INVALID,
          "artifact.digest",
          "the stored jar of %s has the sha256 %s, expected %s: the store is damaged"
              .formatted(ref, facts.sha256(), sha256));
    }
  }
}
