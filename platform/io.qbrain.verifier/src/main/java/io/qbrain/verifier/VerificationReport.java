package io.qbrain.verifier;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The answer of a verification: facts or findings.
 *
 * @param facts the facts of a jar without findings
 * @param findings why the jar is refused, in the order in which they were found
 */
public record VerificationReport(Optional<StrategyFacts> facts, List<Finding> findings) {

  /** Checks that there is one or the other. */
  public VerificationReport {
    findings = List.copyOf(findings);
    if (facts.isPresent() != findings.isEmpty()) {
      throw new IllegalArgumentException(
          "expected facts or findings, found " + facts + " and " + findings);
    }
  }

  static VerificationReport accepted(StrategyFacts facts) {
    return new VerificationReport(Optional.of(facts), List.of());
  }

  static VerificationReport refused(Findings findings) {
    return new VerificationReport(Optional.empty(), findings.list());
  }

  /** Returns all findings as one text. */
  public String describe() {
    return findings.stream().map(Finding::toString).collect(Collectors.joining("; "));
  }
}
