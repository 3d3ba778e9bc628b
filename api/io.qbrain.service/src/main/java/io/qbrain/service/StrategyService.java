package io.qbrain.service;

import io.qbrain.model.StrategyRef;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Strategies: the jars in the store, and which of them are installed. */
public interface StrategyService {

  /** Whether a stored strategy can be used. */
  enum State {
    /** In the store only. */
    STORED,
    /** Installed: instances can be made of it. */
    INSTALLED,
    /** Should be installed, but could not be; the reason says why. */
    FAILED
  }

  /**
   * A parameter of a strategy; texts that are not given are null.
   *
   * @param name its name
   * @param type int, long, double, boolean, string, enum, duration, time, quantity, price,
   *     instrument, bars; a list ends in {@code []}
   * @param defaultValue the default; without one it must be given
   * @param help what it means
   * @param min least value
   * @param max greatest value
   * @param choices the values of an enum
   */
  record ParameterView(
      String name,
      String type,
      @Nullable String defaultValue,
      String help,
      @Nullable String min,
      @Nullable String max,
      List<String> choices) {}

  /**
   * A strategy.
   *
   * @param ref its name and version
   * @param state whether it can be used
   * @param reason why it failed, else empty
   * @param description one line by its author
   * @param sha256 digest of its jar, in lower-case hex
   * @param sizeBytes length of its jar
   * @param spiRange the SPI versions that it runs with
   * @param parameters its parameters; empty unless installed
   * @param instances how many instances there are of it
   */
  record StrategyView(
      StrategyRef ref,
      State state,
      String reason,
      String description,
      String sha256,
      long sizeBytes,
      String spiRange,
      List<ParameterView> parameters,
      int instances) {}

  /** Returns every stored strategy, in order. */
  List<StrategyView> list();

  /** Returns one; NOT_FOUND {@code strategy.unknown}. */
  StrategyView get(StrategyRef ref);

  /**
   * Checks a jar, stores it under the namespace {@code local} and installs it. Name and version are
   * those that the jar says. Touches exactly one bundle.
   *
   * <p>INVALID {@code artifact.not-a-jar}, {@code artifact.not-a-bundle}, {@code
   * artifact.no-strategy}, {@code artifact.spi-range}, {@code artifact.name}, CONFLICT {@code
   * artifact.exists}, TOO_LARGE {@code artifact.too-large}.
   */
  StrategyView install(Path jar, String reason);

  /** Installs a stored strategy. */
  StrategyView install(StrategyRef ref, String reason);

  /**
   * Takes a strategy out; it stays in the store. CONFLICT {@code strategy.in-use} while it has
   * instances.
   */
  void uninstall(StrategyRef ref, String reason);

  /**
   * Takes an uploaded jar: read once, at most to the size limit, its digest checked while reading;
   * then checked as by {@link #install(Path, String)} and stored, not installed.
   *
   * @param sha256 the digest that the sender says, in lower-case hex, if it does; INVALID {@code
   *     artifact.digest} if it is another
   */
  StrategyView upload(StrategyRef ref, InputStream jar, Optional<String> sha256);

  /** Returns the jar of a stored strategy as a file that the caller deletes. */
  Path download(StrategyRef ref);
}
