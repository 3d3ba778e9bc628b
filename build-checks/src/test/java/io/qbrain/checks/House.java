package io.qbrain.checks;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The modules of the project, and which may see which. Names are relative to {@code root}: with the
 * root {@code io.qbrain}, the module {@code io.qbrain.kernel} is {@code kernel}.
 */
record House(String root, Map<String, Folder> modules) {

  /** Platform modules, each with the other platform modules it may see; all of them see the api. */
  private static final Map<String, Set<String>> PLATFORM =
      Map.of(
          "kernel", Set.of(),
          "simulation", Set.of("kernel"),
          "series", Set.of(),
          "markets", Set.of(),
          "backtest", Set.of("kernel", "simulation", "series", "markets", "verifier"),
          "verifier", Set.of(),
          "app", Set.of("kernel", "simulation", "series", "markets", "backtest", "verifier"),
          "testkit", Set.of("kernel", "simulation", "series", "markets", "backtest", "verifier"),
          "benchmarks", Set.of("kernel", "simulation", "series", "backtest", "app", "testkit"),
          "sweep.spark", Set.of("kernel", "simulation", "series", "markets", "backtest"));

  /** Api modules, each with the other api modules it may see. */
  private static final Map<String, Set<String>> API =
      Map.of(
          "model", Set.of(),
          "indicators", Set.of("model"),
          "strategy", Set.of("model", "indicators"),
          "port", Set.of("model", "strategy"),
          "service", Set.of("model", "strategy"));

  /** The module that a package belongs to: the one with the longest name that starts it. */
  Optional<String> moduleOf(String packageName) {
    return modules.keySet().stream()
        .filter(name -> isUnder(packageName, root + "." + name))
        .max(Comparator.comparingInt(String::length));
  }

  boolean isIn(String module, Folder folder) {
    return modules.get(module) == folder;
  }

  /**
   * The modules that one module may see, itself included. A module of the api or the platform that
   * is in no table sees nothing until somebody has decided where it stands.
   */
  Set<String> visibleFrom(String module) {
    Set<String> visible =
        switch (modules.get(module)) {
          case API -> new TreeSet<>(API.getOrDefault(module, Set.of()));
          case PLATFORM -> visibleFromPlatform(module);
          case BUNDLES -> visibleFromBundle(module);
          case SAMPLES -> new TreeSet<>(Set.of("model", "indicators", "strategy"));
        };
    visible.add(module);
    return visible;
  }

  private Set<String> visibleFromPlatform(String module) {
    Set<String> visible = new TreeSet<>(PLATFORM.getOrDefault(module, Set.of()));
    if (PLATFORM.containsKey(module)) {
      visible.addAll(API.keySet());
    }
    return visible;
  }

  private Set<String> visibleFromBundle(String module) {
    Set<String> visible = new TreeSet<>(API.keySet());
    switch (module) {
      case "runtime" -> visible.addAll(modules.keySet());
      case "hosting" -> visible.addAll(PLATFORM.keySet());
      case "feed.camel" -> visible.add("series");
      case "execution.paper" -> visible.addAll(Set.of("kernel", "simulation", "markets"));
      case "tasks" -> visible.addAll(Set.of("series", "markets"));
      default -> {
        // An adapter sees the api and nothing else of ours.
      }
    }
    return visible;
  }

  List<String> in(Folder folder) {
    return modules.entrySet().stream()
        .filter(module -> module.getValue() == folder)
        .map(Map.Entry::getKey)
        .sorted()
        .collect(Collectors.toList());
  }

  private static boolean isUnder(String packageName, String parent) {
    return packageName.equals(parent) || packageName.startsWith(parent + ".");
  }
}
