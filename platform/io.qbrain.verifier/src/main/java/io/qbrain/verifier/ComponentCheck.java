package io.qbrain.verifier;

import static io.qbrain.verifier.FindingCode.COMPONENT;
import static io.qbrain.verifier.FindingCode.NO_STRATEGY;
import static io.qbrain.verifier.FindingCode.SEVERAL_STRATEGIES;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Is there exactly one component, and does it provide a strategy factory and ask for nothing? */
final class ComponentCheck {
  private static final String HEADER = "Service-Component";
  private static final String FACTORY = "io.qbrain.strategy.StrategyFactory";
  private static final int MAX_BYTES = 1 << 16;

  private final Archive archive;
  private final BundleManifest manifest;
  private final Findings findings;

  ComponentCheck(Archive archive, BundleManifest manifest, Findings findings) {
    this.archive = archive;
    this.manifest = manifest;
    this.findings = findings;
  }

  /** A component description and the entry that it stands in. */
  private record Component(String entry, XmlElement element) {}

  /** Checks, and returns the class of the factory if there is one. */
  Optional<String> factoryClass() throws IOException {
    List<Component> components = new ArrayList<>();
    for (String entry : entries()) {
      read(entry).ifPresent(root -> collect(entry, root, components));
    }
    if (components.isEmpty()) {
      if (findings.isEmpty()) {
        findings.add(NO_STRATEGY, HEADER, "none of its entries describes a component");
      }
      return Optional.empty();
    }
    if (components.size() > 1) {
      findings.add(
          SEVERAL_STRATEGIES,
          HEADER,
          "a strategy bundle has exactly one component, its StrategyFactory; found "
              + components.stream()
                  .map(ComponentCheck::describe)
                  .collect(Collectors.joining(", ")));
      return Optional.empty();
    }
    return check(components.get(0));
  }

  private static String describe(Component component) {
    return component.element().attributes().getOrDefault("name", component.entry());
  }

  private static void collect(String entry, XmlElement root, List<Component> components) {
    root.all()
        .filter(element -> element.name().equals("component"))
        .forEach(element -> components.add(new Component(entry, element)));
  }

  /** The entries that the header names; a star stands for any name in its folder. */
  private List<String> entries() {
    List<String> entries = new ArrayList<>();
    for (HeaderClause clause : clauses()) {
      for (String path : clause.paths()) {
        int slash = path.lastIndexOf('/') + 1;
        int star = path.indexOf('*', slash);
        if (star < 0) {
          entries.add(path);
        } else {
          archive.files().stream()
              .filter(file -> file.lastIndexOf('/') + 1 == slash)
              .filter(file -> file.startsWith(path.substring(0, star)))
              .filter(file -> file.endsWith(path.substring(star + 1)))
              .forEach(entries::add);
        }
      }
    }
    return entries;
  }

  private List<HeaderClause> clauses() {
    try {
      return manifest.clauses(HEADER);
    } catch (IllegalArgumentException e) {
      findings.add(FindingCode.HEADER, HEADER, "is malformed: " + e.getMessage());
      return List.of();
    }
  }

  private Optional<XmlElement> read(String entry) throws IOException {
    Optional<byte[]> file = archive.read(entry, MAX_BYTES);
    if (file.isEmpty()) {
      findings.add(NO_STRATEGY, HEADER, "'" + entry + "' is not in the jar: build it again");
      return Optional.empty();
    }
    try {
      return Optional.of(XmlReader.parse(new String(file.get(), StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException e) {
      findings.add(COMPONENT, entry, "is no component description: " + e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<String> check(Component component) {
    XmlElement element = component.element();
    String entry = component.entry();
    List<String> provided =
        element.children("service").stream()
            .flatMap(service -> service.children("provide").stream())
            .map(provide -> provide.attributes().getOrDefault("interface", ""))
            .toList();
    if (!provided.contains(FACTORY)) {
      findings.add(
          NO_STRATEGY, entry, "the component provides " + provided + ", expected " + FACTORY);
    } else if (provided.size() > 1) {
      findings.add(COMPONENT, entry, "provides " + provided + ", expected " + FACTORY + " alone");
    }
    if (!element.children("reference").isEmpty()) {
      findings.add(
          COMPONENT,
          entry,
          "refers to services: a strategy gets all it needs from its configuration and its context");
    }
    checkAttributes(entry, element);
    return element.children("implementation").stream()
        .map(implementation -> implementation.attributes().getOrDefault("class", ""))
        .findFirst();
  }

  private void checkAttributes(String entry, XmlElement element) {
    refuseUnless(entry, element, "enabled", "true");
    refuseUnless(entry, element, "configuration-policy", "optional", "ignore");
    if (element.attributes().containsKey("factory")) {
      findings.add(COMPONENT, entry, "is a component factory, expected a component");
    }
  }

  private void refuseUnless(String entry, XmlElement element, String name, String... allowed) {
    String value = element.attributes().getOrDefault(name, allowed[0]);
    if (!List.of(allowed).contains(value)) {
      findings.add(
          COMPONENT,
          entry,
          "%s is '%s', expected %s, or the component would never start"
              .formatted(name, value, List.of(allowed)));
    }
  }
}
