package io.qbrain.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.launcher.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets into the shell, and what they may do there. */
@OnPlatform
class ShellAccessTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final Path folder;

  ShellAccessTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @CsvSource({
    "karaf,karaf",
    "admin,admin",
    "root,root",
    "qbrain,qbrain",
    "smx,smx",
    "console,console"
  })
  void noPasswordOpensIt(String user, String password, Platform platform) throws Exception {
    try (SshClient client = SshClient.setUpDefaultClient()) {
      client.start();
      try (ClientSession session =
          client.connect(user, "127.0.0.1", platform.sshPort()).verify(TIMEOUT).getSession()) {
        session.addPasswordIdentity(password);
        assertThatThrownBy(() -> session.auth().verify(TIMEOUT)).isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void anotherKeyDoesNotOpenIt(Platform platform) throws Exception {
    Path stranger = key("stranger");
    assertThatThrownBy(() -> platform.shellAs("qbrain", stranger, "bundle:list"))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void everyScopeHasRulesThatEndWithAdmin(Platform platform) throws IOException {
    Set<String> scopes = new TreeSet<>();
    for (String line : platform.shell("*:help").output().lines().toList()) {
      String word = line.strip().split("\\s+", 2)[0];
      if (word.matches("[a-z]+:[a-z-]+")) {
        scopes.add(word.substring(0, word.indexOf(':')));
      }
    }
    assertThat(scopes).contains("bundle", "config", "feature", "shell", "system");
    for (String scope : scopes) {
      Path rules = platform.home().resolve("etc/org.apache.karaf.command.acl." + scope + ".cfg");
      assertThat(rules).exists();
      List<String> lines = Files.readAllLines(rules);
      assertThat(lines.get(lines.size() - 1)).as(scope).isEqualTo("* = admin");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bundle:list",
        "bundle:uninstall 1",
        "system:shutdown -f",
        "config:list",
        "feature:list",
        "jaas:realm-list",
        "shell:exec id",
        "shell:cat etc/users.properties",
        "shell:new java.lang.Object",
        "($.context bundles)",
        "echo x > /tmp/qbrain-should-not-exist"
      })
  void aViewerMayNot(String command, Platform platform) throws Exception {
    Answer answer = asViewer(platform, command);
    assertThat(answer.exitCode()).as(answer.output()).isNotZero();
    assertThat(Path.of("/tmp/qbrain-should-not-exist")).doesNotExist();
  }

  @Test
  void aViewerMayReadWhatIsForViewers(Platform platform) throws Exception {
    assertThat(asViewer(platform, "shell:echo hello")).isEqualTo(new Answer("hello\n", 0));
  }

  @Test
  void aScopeWithoutRulesIsForAdmins(Platform platform) throws Exception {
    Path rules = platform.home().resolve("etc/org.apache.karaf.command.acl.event.cfg");
    String text = Files.readString(rules);
    Files.delete(rules);
    try {
      platform.await(
          "the rules are gone",
          Duration.ofSeconds(20),
          () ->
              !platform
                  .shell("config:list '(service.pid=org.apache.karaf.command.acl.event)'")
                  .output()
                  .contains("Pid:"));
      assertThat(asViewer(platform, "event:display").exitCode()).isNotZero();
      assertThat(platform.shell("event:display").exitCode()).isZero();
    } finally {
      Files.writeString(rules, text);
    }
  }

  private Answer asViewer(Platform platform, String command) throws Exception {
    Path viewer = key("viewer");
    Path users = platform.home().resolve("etc/keys.properties");
    String before = Files.readString(users);
    Files.writeString(
        users,
        "viewer=" + Files.readString(folder.resolve("viewer.pub")) + ",viewer,ssh\n",
        StandardOpenOption.APPEND);
    try {
      return platform.shellAs("viewer", viewer, command);
    } finally {
      Files.writeString(users, before);
    }
  }

  /** A new key: its private half as a PEM file, its public half as a word beside it. */
  private Path key(String name) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    Path file = folder.resolve(name + ".key");
    Files.writeString(
        file,
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n");
    Files.writeString(
        folder.resolve(name + ".pub"), PublicKeyEntry.toString(pair.getPublic()).split(" ")[1]);
    return file;
  }
}
