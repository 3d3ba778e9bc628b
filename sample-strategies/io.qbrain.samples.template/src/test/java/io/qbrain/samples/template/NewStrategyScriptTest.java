package io.qbrain.samples.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs new-strategy.sh as an author does, but for the jars, which take a build. */
class NewStrategyScriptTest {
  private final Path temporary;

  NewStrategyScriptTest(@TempDir Path temporary) {
    this.temporary = temporary;
  }

  private record Outcome(int status, String output) {}

  private static Path script() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path script = at.resolve("new-strategy.sh");
      if (Files.exists(script)) {
        return script;
      }
    }
    throw new AssertionError("no new-strategy.sh above " + Path.of("").toAbsolutePath());
  }

  private static Outcome run(Path folder, String name) throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no /bin/sh");
    Process process =
        new ProcessBuilder("/bin/sh", script().toString(), "--no-jars", folder.toString(), name)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), output);
  }

  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString(), Files.readString(file));
      }
    }
    return files;
  }

  @Test
  void makesAProjectUnderTheNewName() throws Exception {
    Path folder = temporary.resolve("a folder");

    Outcome outcome = run(folder, "my-idea2");

    assertThat(outcome.status()).as(outcome.output()).isZero();
    Map<String, String> files = files(folder);
    assertThat(files.keySet())
        .containsExactlyInAnyOrder(
            ".gitignore",
            ".mvn/maven.config",
            ".mvn/wrapper/maven-wrapper.properties",
            "README.md",
            "mvnw",
            "mvnw.cmd",
            "pom.xml",
            "src/main/java/com/example/myidea2/MyIdea2Strategy.java",
            "src/main/java/com/example/myidea2/MyIdea2StrategyFactory.java",
            "src/test/java/com/example/myidea2/MyIdea2StrategyTest.java");
    assertThat(Files.isExecutable(folder.resolve("mvnw"))).isTrue();
    files.remove("mvnw");
    files.remove("mvnw.cmd");
    assertThat(files.values())
        .allSatisfy(text -> assertThat(text).doesNotContainIgnoringCase("template"));
    assertThat(files.get("pom.xml"))
        .contains("<artifactId>my-idea2</artifactId>", "Bundle-SymbolicName: com.example.myidea2")
        .doesNotContain("<version></version>")
        .doesNotContainPattern("@[A-Za-z.-]+@");
  }

  @Test
  void makesSourcesThatCompile() throws Exception {
    Path folder = temporary.resolve("new");
    assertThat(run(folder, "x").status()).isZero();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-proc:none",
                "-d",
                temporary.resolve("classes").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path"))));
    try (Stream<Path> walk = Files.walk(folder.resolve("src"))) {
      walk.map(Path::toString).filter(f -> f.endsWith(".java")).forEach(arguments::add);
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();

    assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new))).isZero();
  }

  @Test
  void theProjectGetsEveryJarThatItsTestsNeed() throws Exception {
    Matcher list =
        Pattern.compile("^libraries=\"(.*)\"$", Pattern.MULTILINE)
            .matcher(Files.readString(script()));
    assertThat(list.find()).isTrue();
    List<String> given = new ArrayList<>(List.of(list.group(1).split(" ")));
    given.addAll(List.of("model", "testkit", "samples.template"));

    Matcher needed =
        Pattern.compile("io\\.qbrain\\.([a-z.]+?)(?:-[0-9].*?\\.jar|/target/)")
            .matcher(
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")));
    Set<String> ours = new TreeSet<>();
    while (needed.find()) {
      ours.add(needed.group(1));
    }
    assertThat(ours).contains("kernel", "testkit").isSubsetOf(given);
  }

  @Test
  void refusesNamesThatThePlatformOrJavaWouldRefuse() throws Exception {
    for (String name : List.of("Idea", "1st", "my_idea", "", "a".repeat(41), "new", "cl-ass")) {
      Path folder = temporary.resolve("none");
      Outcome outcome = run(folder, name);
      assertThat(outcome.status()).as(name).isNotZero();
      assertThat(outcome.output()).contains("'" + name + "'");
      assertThat(folder).doesNotExist();
    }
  }

  @Test
  void leavesAFolderAloneThatIsNotEmpty() throws Exception {
    Path mine = temporary.resolve("notes.txt");
    Files.writeString(mine, "mine");

    Outcome outcome = run(temporary, "idea");

    assertThat(outcome.status()).isNotZero();
    assertThat(outcome.output()).contains("not empty");
    assertThat(files(temporary)).containsOnlyKeys("notes.txt");
  }
}
