package io.qbrain.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the script says when something is not as it should be. */
@OnPlatform
class LauncherTest {
  private final Path folder;

  LauncherTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void asksForAJdkThatItRunsOn() throws Exception {
    assertThat(refusal(Map.of("JAVA_HOME", jdk("25").toString()), "run"))
        .contains("JDK 17 to 23", "found version 25", "JAVA_HOME");
    assertThat(refusal(Map.of("JAVA_HOME", jdk("11").toString()), "run"))
        .contains("found version 11");
  }

  @Test
  void asksForAJdkWhereJavaHomeHasNone() throws Exception {
    assertThat(refusal(Map.of("JAVA_HOME", folder.toString()), "run"))
        .contains("JAVA_HOME is " + folder, "no bin/java");
  }

  @Test
  void namesTheBusyPortAndTheVariable() throws Exception {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(busy.getLocalPort());
      assertThat(refusal(Map.of("QBRAIN_HTTP_PORT", port), "run"))
          .contains("HTTP needs port " + port, "QBRAIN_HTTP_PORT=");
      assertThat(refusal(Map.of("QBRAIN_SSH_PORT", port), "run"))
          .contains("The shell needs port " + port, "QBRAIN_SSH_PORT=");
    }
  }

  @Test
  void saysWhichPortIsNone() throws Exception {
    assertThat(refusal(Map.of("QBRAIN_HTTP_PORT", "80a"), "run"))
        .contains("QBRAIN_HTTP_PORT", "from 1 to 65535", "'80a'");
  }

  @Test
  void doesNotStartTwiceOnOneStateDirectory(Platform platform) throws Exception {
    assertThat(refusal(Map.of("QBRAIN_HOME", platform.home().toString()), "run"))
        .contains("already running", "process " + platform.process().pid());
  }

  @Test
  void saysThatNothingRuns() throws Exception {
    assertThat(refusal(Map.of(), "status")).contains("not running on " + folder, "qbrain run");
    assertThat(refusal(Map.of(), "stop")).contains("not running");
    assertThat(refusal(Map.of(), "shell", "bundle:list")).contains("not running");
  }

  @Test
  void explainsItself() throws Exception {
    assertThat(refusal(Map.of(), "fly")).contains("no command 'fly'", "Usage: qbrain");
    assertThat(refusal(Map.of())).contains("Usage: qbrain");
  }

  @Test
  void runsAShellCommandAndPassesItsExitCodeOn(Platform platform) throws Exception {
    Map<String, String> home = Map.of("QBRAIN_HOME", platform.home().toString());
    assertThat(script(home, 0, "shell", "shell:echo", "hello")).isEqualTo("hello\n");
    assertThat(script(home, 1, "shell", "no:such")).contains("no:such");
  }

  private String refusal(Map<String, String> environment, String... arguments) throws Exception {
    return script(environment, -1, arguments);
  }

  /** What it prints, if it ends as expected; -1 stands for any exit code but 0. */
  private String script(Map<String, String> environment, int expected, String... arguments)
      throws IOException, InterruptedException {
    Map<String, String> all = new HashMap<>(environment);
    all.putIfAbsent("QBRAIN_HOME", folder.resolve("home").toString());
    Path output = Files.createTempFile(folder, "output", ".txt");
    Process process = Platform.script(all, output, arguments);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String text = Files.readString(output);
    if (expected < 0) {
      assertThat(process.exitValue()).as(text).isNotZero();
    } else {
      assertThat(process.exitValue()).as(text).isEqualTo(expected);
    }
    return text;
  }

  /** A java that only knows its version. */
  private Path jdk(String version) throws IOException {
    Path home = folder.resolve("jdk-" + version);
    Path java = home.resolve("bin/java");
    Files.createDirectories(java.getParent());
    Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"" + version + ".0.1\"' >&2\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    return home;
  }
}
