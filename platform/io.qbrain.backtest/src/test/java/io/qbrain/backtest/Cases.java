package io.qbrain.backtest;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The reference cases, which lie in {@code shared/cases} beside the project where they are. */
final class Cases {
  private Cases() {}

  /** Returns a case file; skips the test where there is none. */
  static Path file(String name) {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isDirectory(folder.resolve("shared/cases"))) {
      folder = folder.getParent();
    }
    assumeTrue(folder != null, "the reference cases are not beside the project");
    return Objects.requireNonNull(folder).resolve("shared/cases").resolve(name);
  }

  /** Returns the number after a name, in the part of a JSON text that starts with another name. */
  static double number(String json, String section, String name) {
    Matcher m =
        Pattern.compile(Pattern.quote("\"" + name + "\"") + ": \"?(-?[0-9.eE+-]+)")
            .matcher(json.substring(json.indexOf("\"" + section + "\"")));
    if (!m.find()) {
      throw new IllegalArgumentException("no " + name + " in " + section);
    }
    return Double.parseDouble(m.group(1));
  }

  /** Returns an input of the empyrical cases, its leading NaN left out. */
  static double[] returns(String name) throws IOException {
    String json = Files.readString(file("empyrical/input_series.json"));
    Matcher m =
        Pattern.compile(Pattern.quote("\"" + name + "\"") + ": \\{\"series\": \\[([^]]*)]")
            .matcher(json);
    if (!m.find()) {
      throw new IllegalArgumentException("no series " + name);
    }
    return Arrays.stream(m.group(1).split(",\\s*"))
        .filter(text -> !text.equals("\"NaN\""))
        .mapToDouble(Double::parseDouble)
        .toArray();
  }
}
