package io.qbrain.backtest;

import io.qbrain.indicators.Sma;
import io.qbrain.model.Bar;
import io.qbrain.strategy.StrategyFactory;
import io.qbrain.verifier.HostOffer;
import io.qbrain.verifier.OsgiVersion;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Shows a strategy what the platform shows it: the JDK and the packages for authors, nothing else.
 * Their versions are read off the manifests of the modules that they are in.
 */
final class OwnPackages extends ClassLoader {
  private static final String MANIFEST = "META-INF/MANIFEST.MF";
  private static final Pattern USES = Pattern.compile(";uses:=\"[^\"]*\"");

  OwnPackages() {
    super("strategy packages", ClassLoader.getPlatformClassLoader());
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    int dot = name.lastIndexOf('.');
    if (dot > 0 && HostOffer.PACKAGES.contains(name.substring(0, dot))) {
      return Class.forName(name, false, StrategyFactory.class.getClassLoader());
    }
    throw new ClassNotFoundException(name);
  }

  /** Returns what this process offers to strategies. */
  static HostOffer offer() {
    Map<String, OsgiVersion> versions = new TreeMap<>();
    offer(versions, StrategyFactory.class);
    offer(versions, Bar.class);
    offer(versions, Sma.class);
    return HostOffer.of(versions);
  }

  private static void offer(Map<String, OsgiVersion> versions, Class<?> type) {
    String exports = header(type, "Export-Package");
    if (exports != null) {
      Matcher m =
          Pattern.compile(
                  "(?:^|,)" + Pattern.quote(type.getPackageName()) + ";version=\"([^\"]+)\"")
              .matcher(USES.matcher(exports).replaceAll(""));
      if (m.find()) {
        versions.put(type.getPackageName(), OsgiVersion.parse(m.group(1)));
      }
    }
  }

  /** Returns a header of the manifest of the module that a class is in, or null. */
  static @Nullable String header(Class<?> type, String name) {
    URL self = type.getResource(type.getSimpleName() + ".class");
    if (self == null) {
      return null;
    }
    String root = "../".repeat(type.getPackageName().split("\\.").length);
    try (InputStream in = new URL(self, root + MANIFEST).openStream()) {
      return new Manifest(in).getMainAttributes().getValue(name);
    } catch (IOException e) {
      return null;
    }
  }
}
