package io.qbrain.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.qbrain.checks.fixture.Breaks;
import io.qbrain.checks.fixture.Keeps;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A rule that cannot fail is worth nothing: holds every rule against fixtures, a small house of its
 * own in which each class says which rule it breaks. A rule must find those and no others.
 */
class RulesBiteTest {

  private static final House HOUSE =
      new House(
          "io.qbrain.checks.fixture",
          Map.of(
              "model", Folder.API,
              "port", Folder.API,
              "kernel", Folder.PLATFORM,
              "series", Folder.PLATFORM,
              "app", Folder.PLATFORM,
              "unheard", Folder.PLATFORM,
              "runtime", Folder.BUNDLES,
              "shell", Folder.BUNDLES,
              "feed.camel", Folder.BUNDLES,
              "sample", Folder.SAMPLES));

  private static final JavaClasses FIXTURES =
      new ClassFileImporter()
          .importPackages(
              HOUSE.modules().keySet().stream()
                  .map(module -> HOUSE.root() + "." + module)
                  .toArray(String[]::new));

  static List<Rule> rules() {
    return Rules.of(HOUSE);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void findsTheFixturesThatBreakIt(Rule rule) {
    assertThat(FIXTURES.stream().filter(fixture -> says(fixture, rule)))
        .as("fixtures for this rule")
        .isNotEmpty();
    assertThat(FIXTURES.stream().filter(fixture -> breaks(fixture, rule)).map(JavaClass::getName))
        .containsExactlyInAnyOrderElementsOf(
            FIXTURES.stream()
                .filter(fixture -> says(fixture, rule))
                .map(JavaClass::getName)
                .toList());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void findsEveryMemberOfAFixtureThatBreaksIt(Rule rule) {
    for (JavaClass fixture : FIXTURES) {
      if (!says(fixture, rule)) {
        continue;
      }
      List<String> found = rule.violations().apply(fixture).toList();
      fixture.getMembers().stream()
          .filter(member -> !member.getName().startsWith("lambda$"))
          .filter(member -> !member.getName().equals("<init>"))
          .filter(member -> !member.isAnnotatedWith(Keeps.class))
          .forEach(
              member ->
                  assertThat(found)
                      .as(fixture.getSimpleName() + "." + member.getName())
                      .anyMatch(violation -> violation.contains("." + member.getName())));
      fixture.getMembers().stream()
          .filter(member -> member.isAnnotatedWith(Keeps.class))
          .forEach(
              member ->
                  assertThat(found)
                      .as(fixture.getSimpleName() + "." + member.getName())
                      .noneMatch(violation -> violation.contains("." + member.getName() + "(")));
    }
  }

  @Test
  void aModuleIsTheLongestNameThatFits() {
    House house =
        new House("io.qbrain", Map.of("data", Folder.BUNDLES, "data.influx", Folder.BUNDLES));

    assertThat(house.moduleOf("io.qbrain.data.influx.line")).contains("data.influx");
    assertThat(house.moduleOf("io.qbrain.data.journal")).contains("data");
    assertThat(house.moduleOf("io.qbrain.database")).isEmpty();
  }

  private static boolean says(JavaClass fixture, Rule rule) {
    return fixture.isAnnotatedWith(Breaks.class)
        && fixture.getAnnotationOfType(Breaks.class).value().equals(rule.name());
  }

  private static boolean breaks(JavaClass fixture, Rule rule) {
    return rule.violations().apply(fixture).findAny().isPresent();
  }
}
