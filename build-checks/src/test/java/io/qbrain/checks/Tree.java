package io.qbrain.checks;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The project's folder on disk: its modules, their POMs and their compiled classes. */
record Tree(Path root) {

  private static final String PREFIX = "io.qbrain.";

  /** The nearest folder upwards that holds the Maven wrapper. */
  static Tree aroundHere() {
    Path here = Path.of("").toAbsolutePath();
    for (Path folder = here; folder != null; folder = folder.getParent()) {
      if (Files.isRegularFile(folder.resolve("mvnw"))) {
        return new Tree(folder);
      }
    }
    throw new IllegalStateException("no folder with mvnw found from " + here + " upwards");
  }

  House house() {
    Map<String, Folder> modules = new TreeMap<>();
    for (Folder folder : Folder.values()) {
      for (Path module : modules(folder)) {
        String name = module.getFileName().toString();
        if (name.startsWith(PREFIX)) {
          modules.put(name.substring(PREFIX.length()), folder);
        }
      }
    }
    return new House("io.qbrain", modules);
  }

  /** The folders in a folder that hold a POM, whatever they are named. */
  List<Path> modules(Folder folder) {
    try (Stream<Path> children = Files.list(root.resolve(folder.path()))) {
      return children
          .filter(child -> Files.isRegularFile(child.resolve("pom.xml")))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Path> modules() {
    return Stream.of(Folder.values()).flatMap(folder -> modules(folder).stream()).toList();
  }

  /** The compiled production classes of a module; fails when it was not compiled. */
  JavaClasses classesOf(Path module) {
    Path compiled = module.resolve("target/classes");
    if (!Files.isDirectory(module.resolve("src/main/java"))) {
      return new ClassFileImporter().importPaths(List.of());
    }
    if (!Files.isDirectory(compiled)) {
      throw new IllegalStateException(
          root.relativize(module) + " is not compiled: run ./mvnw verify in the project's folder");
    }
    return new ClassFileImporter().importPaths(List.of(compiled));
  }
}
