package io.qbrain.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.ReasonCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules deny with codes of the list. */
class ReasonCodesTest {
  @Test
  void theRulesDenyWithCodesOfTheListOnly() throws IOException {
    Pattern verdict = Pattern.compile("new (?:RiskRules\\.)?Verdict\\(\\s*\"([A-Z_]+)\"");
    TreeSet<String> used = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(p -> p.toString().endsWith(".java")).toList()) {
        Matcher m = verdict.matcher(Files.readString(source));
        while (m.find()) {
          used.add(m.group(1));
        }
      }
    }
    assertThat(used).isNotEmpty();
    assertThat(Arrays.stream(ReasonCode.values()).map(ReasonCode::name)).containsAll(used);
  }
}
