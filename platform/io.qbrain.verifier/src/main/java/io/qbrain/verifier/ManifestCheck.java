package io.qbrain.verifier;

import static io.qbrain.verifier.FindingCode.HEADER;
import static io.qbrain.verifier.FindingCode.IMPORT;
import static io.qbrain.verifier.FindingCode.NOT_A_BUNDLE;
import static io.qbrain.verifier.FindingCode.NO_STRATEGY;
import static io.qbrain.verifier.FindingCode.RESERVED;
import static io.qbrain.verifier.FindingCode.SPI_RANGE;
import static io.qbrain.verifier.FindingCode.VERSION;

import io.qbrain.model.StrategyRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The second stage: is it a bundle, and does it want nothing but the strategy SPI? */
final class ManifestCheck {
  private static final String SYMBOLIC_NAME = "Bundle-SymbolicName";
  private static final String BUNDLE_VERSION = "Bundle-Version";
  private static final String IMPORTS = "Import-Package";
  private static final String ANY_VERSION = "0.0.0";

  /** Headers that a strategy must not have, and what it does instead. */
  private static final Map<String, String> DENIED = denied();

  private final HostOffer offer;
  private final BundleManifest manifest;
  private final Findings findings;

  ManifestCheck(HostOffer offer, BundleManifest manifest, Findings findings) {
    this.offer = offer;
    this.manifest = manifest;
    this.findings = findings;
  }

  private static Map<String, String> denied() {
    Map<String, String> denied = new TreeMap<>();
    String component = "a strategy is started through its component (@Component) alone";
    denied.put("Bundle-Activator", component);
    denied.put("ExtensionBundle-Activator", component);
    denied.put("Bundle-Blueprint", component);
    denied.put("Web-ContextPath", component);
    denied.put("Karaf-Commands", component);
    denied.put("Meta-Persistence", "a strategy keeps its state through save and restore");
    denied.put("Fragment-Host", "a strategy is a bundle of its own");
    denied.put("Require-Bundle", "import the packages of the strategy SPI instead");
    denied.put("DynamicImport-Package", "import the packages of the strategy SPI instead");
    denied.put("Export-Package", "a strategy gives no packages to others; keep them private");
    denied.put("Bundle-NativeCode", "a strategy is plain Java");
    denied.put("Class-Path", "put the classes that it needs into the bundle itself");
    denied.put("Multi-Release", "the classes of a strategy are the same on every Java");
    denied.put("Bundle-UpdateLocation", "a new version is installed as such");
    denied.put("Launcher-Agent-Class", "a strategy is no agent");
    denied.put("Premain-Class", "a strategy is no agent");
    denied.put("Agent-Class", "a strategy is no agent");
    return denied;
  }

  /** Says whether it is a bundle at all; the other checks need one. */
  boolean isBundle() {
    Optional<String> manifestVersion = manifest.value("Bundle-ManifestVersion");
    Optional<String> version = manifest.value(BUNDLE_VERSION);
    if (manifest.value(SYMBOLIC_NAME).isEmpty()) {
      refuseBundle(SYMBOLIC_NAME, "is missing");
    } else if (!manifestVersion.equals(Optional.of("2"))) {
      refuseBundle("Bundle-ManifestVersion", "expected 2, found " + manifestVersion.orElse("none"));
    } else if (version.isEmpty()) {
      refuseBundle(BUNDLE_VERSION, "is missing");
    }
    return findings.isEmpty();
  }

  /** Says whether the bundle may have a strategy; of one without, nothing else is worth saying. */
  boolean mayHaveStrategy() {
    if (manifest.value("Service-Component").isEmpty()) {
      findings.add(
          NO_STRATEGY,
          "Service-Component",
          "is missing, so the bundle has no strategy: annotate its StrategyFactory with @Component"
              + " and build it with bnd (bnd-maven-plugin)");
    } else if (!manifest.value(IMPORTS).orElse("").contains(HostOffer.SPI)) {
      findings.add(
          NO_STRATEGY,
          IMPORTS,
          "%s is not imported, so the bundle has no strategy: expected a class that implements its"
                  .formatted(HostOffer.SPI)
              + " StrategyFactory");
    }
    return findings.isEmpty();
  }

  private void refuseBundle(String header, String what) {
    findings.add(
        NOT_A_BUNDLE,
        header,
        what + ": the jar is no OSGi bundle; build it with bnd (bnd-maven-plugin)");
  }

  String symbolicName() {
    List<HeaderClause> clauses = manifest.clauses(SYMBOLIC_NAME);
    return clauses.isEmpty() ? "" : clauses.get(0).paths().get(0);
  }

  /** The range in which the bundle imports the strategy SPI, as written. */
  String spiRange() {
    return manifest.clauses(IMPORTS).stream()
        .filter(clause -> clause.paths().contains(HostOffer.SPI))
        .map(ManifestCheck::range)
        .findFirst()
        .orElse(ANY_VERSION);
  }

  /** The bundle's version as that of a strategy; empty if it cannot be one. */
  Optional<String> strategyVersion() {
    String text = manifest.value(BUNDLE_VERSION).orElse("");
    try {
      OsgiVersion version = OsgiVersion.parse(text);
      String numbers = version.major() + "." + version.minor() + "." + version.micro();
      String whole = version.qualifier().isEmpty() ? numbers : numbers + "-" + version.qualifier();
      return Optional.of(new StrategyRef(StrategyRef.LOCAL, "any", whole).version());
    } catch (IllegalArgumentException e) {
      findings.add(
          VERSION,
          BUNDLE_VERSION,
          "expected three numbers and at most a qualifier of 40 letters, digits and '-', such as"
              + " 1.4.2 or 1.4.2.SNAPSHOT, found '"
              + text
              + "'");
      return Optional.empty();
    }
  }

  void check() {
    for (String name : manifest.headers().keySet()) {
      DENIED.entrySet().stream()
          .filter(denied -> denied.getKey().equalsIgnoreCase(name))
          .forEach(
              denied ->
                  findings.add(HEADER, name, "is not allowed in a strategy: " + denied.getValue()));
    }
    checked(SYMBOLIC_NAME, this::checkSymbolicName);
    checked("Bundle-ClassPath", this::checkClassPath);
    checked(IMPORTS, this::checkImports);
    checked("Require-Capability", this::checkRequirements);
    checked("Provide-Capability", this::checkCapabilities);
  }

  private void checked(String header, Runnable check) {
    try {
      check.run();
    } catch (IllegalArgumentException e) {
      findings.add(HEADER, header, "is malformed: " + e.getMessage());
    }
  }

  private void checkSymbolicName() {
    if (ReservedNames.contains(symbolicName())) {
      findings.add(
          RESERVED,
          SYMBOLIC_NAME,
          "'%s' belongs to the platform: take a name of your own, such as com.example.trend"
              .formatted(symbolicName()));
    }
  }

  private void checkClassPath() {
    for (HeaderClause clause : manifest.clauses("Bundle-ClassPath")) {
      if (!clause.paths().equals(List.of("."))) {
        findings.add(
            HEADER, "Bundle-ClassPath", "expected nothing but '.', found " + clause.paths());
      }
    }
  }

  private void checkImports() {
    List<HeaderClause> clauses = manifest.clauses(IMPORTS);
    for (HeaderClause clause : clauses) {
      for (String name : clause.paths()) {
        if (HostOffer.PACKAGES.contains(name)) {
          checkRange(name, range(clause));
        } else if (!name.startsWith("java.")) {
          findings.add(
              IMPORT,
              IMPORTS,
              "%s is not offered to strategies, only %s are: carry its classes in the bundle, or keep bnd from importing it (Import-Package: !%s,*)"
                  .formatted(name, offer.packages().keySet(), name));
        }
      }
    }
  }

  private static String range(HeaderClause clause) {
    return clause.attributes().getOrDefault("version", ANY_VERSION);
  }

  private void checkRange(String name, String range) {
    OsgiVersion offered = offer.packages().get(name);
    if (offered == null) {
      findings.add(IMPORT, IMPORTS, name + " is not offered by this host");
    } else if (!OsgiRange.parse(range).includes(offered)) {
      findings.add(
          SPI_RANGE,
          IMPORTS,
          "asks for %s %s, this host offers %s: build the strategy against version %s of the strategy SPI"
              .formatted(name, range, offered, offer.spi()));
    }
  }

  private void checkRequirements() {
    for (HeaderClause clause : manifest.clauses("Require-Capability")) {
      String filter = clause.directives().getOrDefault("filter", "");
      boolean isAllowed =
          clause.paths().equals(List.of("osgi.ee"))
              || (clause.paths().equals(List.of("osgi.extender"))
                  && filter.contains("(osgi.extender=osgi.component)"));
      if (!isAllowed) {
        findings.add(
            HEADER,
            "Require-Capability",
            "a strategy requires Java and the component extender only, found "
                + clause.paths()
                + " "
                + filter);
      }
    }
  }

  private void checkCapabilities() {
    for (HeaderClause clause : manifest.clauses("Provide-Capability")) {
      if (!clause.paths().equals(List.of("osgi.service"))) {
        findings.add(
            HEADER,
            "Provide-Capability",
            "a strategy provides its factory's service only, found " + clause.paths());
      }
    }
  }
}
