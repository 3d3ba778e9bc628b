package io.qbrain.checks;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One thing that no class may do; {@code violations} says in words what a class does against it.
 */
record Rule(String name, Function<JavaClass, Stream<String>> violations) {

  @Override
  public String toString() {
    return name;
  }
}
