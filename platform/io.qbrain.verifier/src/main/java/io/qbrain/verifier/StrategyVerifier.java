package io.qbrain.verifier;

import static io.qbrain.verifier.FindingCode.NOT_A_BUNDLE;
import static io.qbrain.verifier.FindingCode.NOT_A_JAR;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Checks the jar of a strategy without loading it. It keeps no state and may be called on any
 * thread; it reads the file only, which must not change meanwhile.
 */
public final class StrategyVerifier {
  private static final int BUFFER_BYTES = 1 << 16;

  private final HostOffer offer;
  private final ArchiveLimits limits;

  /** Makes a verifier for a host. */
  public StrategyVerifier(HostOffer offer, ArchiveLimits limits) {
    this.offer = offer;
    this.limits = limits;
  }

  /**
   * Checks a jar.
   *
   * @throws IOException if the file cannot be read at all
   */
  public VerificationReport verify(Path jar) throws IOException {
    Findings findings = new Findings();
    if (!Files.isRegularFile(jar)) {
      findings.add(NOT_A_JAR, "", jar + " is no file: expected the jar of a strategy bundle");
      return VerificationReport.refused(findings);
    }
    new ArchiveCheck(limits, findings).check(jar);
    if (!findings.isEmpty()) {
      return VerificationReport.refused(findings);
    }
    try (Archive archive = Archive.open(jar)) {
      Optional<BundleManifest> manifest = manifest(archive, findings);
      if (manifest.isEmpty()) {
        return VerificationReport.refused(findings);
      }
      return verifyBundle(jar, archive, manifest.get(), findings);
    }
  }

  private static Optional<BundleManifest> manifest(Archive archive, Findings findings)
      throws IOException {
    Optional<byte[]> file = archive.read(BundleManifest.PATH, BundleManifest.MAX_BYTES);
    if (file.isEmpty()) {
      findings.add(
          NOT_A_BUNDLE,
          BundleManifest.PATH,
          "is missing: the jar is no OSGi bundle; build it with bnd (bnd-maven-plugin)");
      return Optional.empty();
    }
    try {
      return Optional.of(BundleManifest.parse(file.get()));
    } catch (IOException | IllegalArgumentException e) {
      findings.add(NOT_A_BUNDLE, BundleManifest.PATH, "is malformed: " + e.getMessage());
      return Optional.empty();
    }
  }

  private VerificationReport verifyBundle(
      Path jar, Archive archive, BundleManifest manifest, Findings findings) throws IOException {
    ManifestCheck manifestCheck = new ManifestCheck(offer, manifest, findings);
    if (!manifestCheck.isBundle() || !manifestCheck.mayHaveStrategy()) {
      return VerificationReport.refused(findings);
    }
    manifestCheck.check();
    Optional<String> version = manifestCheck.strategyVersion();
    ClassCheck classes = new ClassCheck(offer, archive, findings);
    classes.check();
    if (!findings.isEmpty()) {
      return VerificationReport.refused(findings);
    }
    Optional<String> factory = new ComponentCheck(archive, manifest, findings).factoryClass();
    Optional<String> name =
        factory.isPresent() ? classes.strategyName(factory.get()) : Optional.empty();
    if (version.isEmpty() || factory.isEmpty() || name.isEmpty() || !findings.isEmpty()) {
      return VerificationReport.refused(findings);
    }
    return VerificationReport.accepted(
        new StrategyFacts(
            name.get(),
            version.get(),
            manifestCheck.symbolicName(),
            factory.get(),
            manifestCheck.spiRange(),
            sha256(jar),
            Files.size(jar)));
  }

  private static String sha256(Path file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
