package io.qbrain.verifier;

/** Why a jar is refused. The text is stable: people and programs search for it. */
public enum FindingCode {
  /** No readable zip archive: empty, text, cut off, damaged, something before or after it. */
  NOT_A_JAR("artifact.not-a-jar"),
  /** More bytes, entries or unpacked bytes than allowed. */
  TOO_LARGE("artifact.too-large"),
  /** An entry that a strategy's jar must not have: odd names, duplicates, nested archives. */
  ENTRY("artifact.entry"),
  /** A jar, but no OSGi bundle. */
  NOT_A_BUNDLE("artifact.not-a-bundle"),
  /** A manifest header that a strategy bundle must not have. */
  HEADER("artifact.header"),
  /** A symbolic name or package that belongs to the platform. */
  RESERVED("artifact.reserved"),
  /** An import of something that strategies are not offered. */
  IMPORT("artifact.import"),
  /** The host does not offer the version of the strategy SPI that the bundle asks for. */
  SPI_RANGE("artifact.spi-range"),
  /** No component provides a strategy factory. */
  NO_STRATEGY("artifact.no-strategy"),
  /** More than one component. */
  SEVERAL_STRATEGIES("artifact.several-strategies"),
  /** The component cannot be used as a strategy factory. */
  COMPONENT("artifact.component"),
  /** The strategy's name is missing, wrong, or not the expected one. */
  NAME("artifact.name"),
  /** The bundle's version cannot be the version of a strategy, or is not the expected one. */
  VERSION("artifact.version"),
  /** Classes of a Java version that the host does not run. */
  CLASS_VERSION("artifact.class-version");

  private final String text;

  FindingCode(String text) {
    this.text = text;
  }

  /** Returns the stable text, e.g. {@code artifact.not-a-jar}. */
  public String text() {
    return text;
  }
}
