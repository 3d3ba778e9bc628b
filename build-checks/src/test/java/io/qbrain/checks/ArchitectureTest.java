package io.qbrain.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds every rule against every production class of the project. */
class ArchitectureTest {

  private static final Tree TREE = Tree.aroundHere();

  private static List<JavaClass> classes = List.of();

  @BeforeAll
  static void readClasses() {
    classes = TREE.modules().stream().flatMap(module -> TREE.classesOf(module).stream()).toList();
  }

  static List<Rule> rules() {
    return Rules.of(TREE.house());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void isKeptByAllClasses(Rule rule) {
    assertThat(classes.stream().flatMap(rule.violations()).sorted().distinct()).isEmpty();
  }
}
