package io.qbrain.hosting;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import io.qbrain.model.StrategyRef;
import io.qbrain.strategy.Strategy;
import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** Builds strategy bundles as an author does: with bnd, from compiled classes. */
final class GuestJar {
  private final Path folder;
  private final Map<String, String> instructions = new LinkedHashMap<>();

  GuestJar(Path folder, String simplePackage) {
    this.folder = folder;
    instructions.put("Bundle-SymbolicName", "com.example." + simplePackage);
    instructions.put("Bundle-Version", "1.0.0");
    instructions.put("-privatepackage", "com.example." + simplePackage);
    instructions.put("-noextraheaders", "true");
    instructions.put("-reproducible", "true");
  }

  GuestJar with(String instruction, String value) {
    instructions.put(instruction, value);
    return this;
  }

  Path build() {
    try (Builder builder = new Builder()) {
      Properties properties = new Properties();
      properties.putAll(instructions);
      builder.setProperties(properties);
      builder.setClasspath(
          new File[] {
            Locations.of(GuestJar.class).toFile(),
            Locations.of(Strategy.class).toFile(),
            Locations.of(StrategyRef.class).toFile()
          });
      Jar jar = builder.build();
      if (!builder.isOk()) {
        throw new AssertionError(builder.getErrors());
      }
      Path file =
          folder.resolve(
              instructions.get("Bundle-SymbolicName") + "-" + instructions.hashCode() + ".jar");
      jar.write(file.toFile());
      return file;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
