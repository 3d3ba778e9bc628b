package io.qbrain.backtest;

import io.qbrain.model.StrategyRef;
import io.qbrain.strategy.ParameterSchema;
import io.qbrain.strategy.StrategyFactory;
import io.qbrain.verifier.ArchiveLimits;
import io.qbrain.verifier.StrategyFacts;
import io.qbrain.verifier.StrategyVerifier;
import io.qbrain.verifier.VerificationReport;
import java.io.Closeable;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/**
 * The strategy of a bundle, loaded without OSGi: checked as the platform checks it, found by the
 * same component description, and seeing the same packages. Close it when no run uses it any more.
 */
public final class StrategyJar implements Closeable {
  private final StrategyFacts facts;
  private final StrategyFactory<?> factory;
  private final URLClassLoader loader;

  private StrategyJar(StrategyFacts facts, StrategyFactory<?> factory, URLClassLoader loader) {
    this.facts = facts;
    this.factory = factory;
    this.loader = loader;
  }

  /**
   * Loads a jar.
   *
   * @throws BacktestException if it is no bundle, has no strategy or more than one, asks for
   *     another version of the SPI, or its factory cannot be made
   */
  public static StrategyJar load(Path jar) {
    VerificationReport report;
    try {
      report = new StrategyVerifier(OwnPackages.offer(), ArchiveLimits.DEFAULT).verify(jar);
    } catch (IOException e) {
      throw new BacktestException("artifact.unreadable", jar + " cannot be read: " + e);
    }
    StrategyFacts facts =
        report
            .facts()
            .orElseThrow(
                () ->
                    new BacktestException(
                        report.findings().get(0).code().text(), jar + ": " + report.describe()));
    URLClassLoader loader =
        new URLClassLoader(facts.name(), new URL[] {url(jar)}, new OwnPackages());
    try {
      return new StrategyJar(facts, factory(jar, facts, loader), loader);
    } catch (BacktestException e) {
      try {
        loader.close();
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (IOException e) {
      throw new BacktestException("artifact.unreadable", jar + " cannot be read: " + e);
    }
  }

  private static StrategyFactory<?> factory(Path jar, StrategyFacts facts, ClassLoader loader) {
    String name = facts.factoryClass();
    try {
      Object made = Class.forName(name, true, loader).getConstructor().newInstance();
      if (!(made instanceof StrategyFactory<?> factory)) {
        throw new BacktestException(
            "artifact.component", jar + ": expected a StrategyFactory, found " + name);
      }
      ParameterSchema.of(factory.configType());
      return factory;
    } catch (ReflectiveOperationException | LinkageError | IllegalArgumentException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      boolean missing =
          cause instanceof ClassNotFoundException || cause instanceof NoClassDefFoundError;
      throw new BacktestException(
          "artifact.component",
          jar
              + ": "
              + name
              + " cannot be made: "
              + (missing
                  ? "class "
                      + String.valueOf(cause.getMessage()).replace('/', '.')
                      + " is neither in the jar nor offered to strategies"
                  : cause));
    }
  }

  /** Returns what the strategy is called. */
  public StrategyRef ref() {
    return facts.ref(StrategyRef.LOCAL);
  }

  /** Returns what the jar says about its strategy. */
  public StrategyFacts facts() {
    return facts;
  }

  /** Returns the factory. */
  public StrategyFactory<?> factory() {
    return factory;
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }
}
