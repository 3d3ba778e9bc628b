package io.qbrain.verifier;

import static io.qbrain.verifier.FindingCode.CLASS_VERSION;
import static io.qbrain.verifier.FindingCode.NAME;
import static io.qbrain.verifier.FindingCode.NO_STRATEGY;
import static io.qbrain.verifier.FindingCode.RESERVED;

import io.qbrain.model.StrategyRef;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Do the classes stay out of the platform's packages, can the host run them, and what is the
 * strategy's name? What members they may call will be checked here, too.
 */
final class ClassCheck {
  private static final String SUFFIX = ".class";
  private static final int MAX_SUPERCLASSES = 16;

  private final HostOffer offer;
  private final Archive archive;
  private final Findings findings;

  ClassCheck(HostOffer offer, Archive archive, Findings findings) {
    this.offer = offer;
    this.archive = archive;
    this.findings = findings;
  }

  void check() throws IOException {
    Set<String> reserved = new TreeSet<>();
    for (String entry : archive.files()) {
      if (entry.endsWith(SUFFIX)) {
        String packageName =
            entry.substring(0, Math.max(0, entry.lastIndexOf('/'))).replace('/', '.');
        if (ReservedNames.contains(packageName) && reserved.add(packageName)) {
          findings.add(
              RESERVED,
              entry,
              "the package %s belongs to the platform: move your classes into a package of your own; do not carry the platform's in the jar"
                  .formatted(packageName));
        }
        checkVersion(entry);
      }
    }
  }

  private void checkVersion(String entry) throws IOException {
    Optional<ClassFile> read = read(entry);
    if (read.isPresent() && read.get().javaVersion() > offer.javaVersion()) {
      findings.add(
          CLASS_VERSION,
          entry,
          "needs Java %d, this host runs %d: compile with --release %d"
              .formatted(read.get().javaVersion(), offer.javaVersion(), offer.javaVersion()));
    }
  }

  private Optional<ClassFile> read(String entry) throws IOException {
    Optional<byte[]> file = archive.read(entry, ClassFile.MAX_BYTES);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(ClassFile.read(file.get()));
    } catch (IOException | RuntimeException e) {
      findings.add(CLASS_VERSION, entry, "is no class file (" + e.getMessage() + ")");
      return Optional.empty();
    }
  }

  /** The strategy's name: what the factory's method {@code name()} returns. */
  Optional<String> strategyName(String factoryClass) throws IOException {
    String next = factoryClass.replace('.', '/');
    for (int i = 0; i < MAX_SUPERCLASSES; i++) {
      String entry = next + SUFFIX;
      Optional<byte[]> file = archive.read(entry, ClassFile.MAX_BYTES);
      if (file.isEmpty()) {
        break;
      }
      ClassFile read = ClassFile.read(file.get());
      Optional<String> name = read.methods().get("name");
      if (name != null) {
        return checkedName(entry, name);
      }
      next = read.superName();
    }
    findings.add(
        NO_STRATEGY,
        factoryClass,
        "the component's class, or its method name(), is not in the jar: build it again");
    return Optional.empty();
  }

  private Optional<String> checkedName(String entry, Optional<String> name) {
    if (name.isEmpty()) {
      findings.add(
          NAME,
          entry,
          "name() must return a string constant, such as \"ema-cross\", that can be read without"
              + " running the class");
      return Optional.empty();
    }
    try {
      return Optional.of(new StrategyRef(StrategyRef.LOCAL, name.get(), "0.0.0").name());
    } catch (IllegalArgumentException e) {
      findings.add(NAME, entry, "name(): " + e.getMessage());
      return Optional.empty();
    }
  }
}
