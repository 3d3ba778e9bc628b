package io.qbrain.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {
  private final StateDirectory state;
  private final Keys keys;

  KeysTest(@TempDir Path folder) {
    state = new StateDirectory(folder.resolve("home"));
    state.create();
    keys = new Keys(state);
  }

  @Test
  void makesTwoKeysOnceThatOnlyTheOwnerReads() throws Exception {
    keys.ensure();
    String host = Files.readString(keys.hostKeyFile());
    String user = Files.readString(keys.userKeyFile());
    keys.ensure();
    assertThat(keys.hostKeyFile()).hasContent(host);
    assertThat(keys.userKeyFile()).hasContent(user);
    assertThat(host).isNotEqualTo(user).startsWith("-----BEGIN PRIVATE KEY-----\n");
    for (Path file : new Path[] {keys.hostKeyFile(), keys.userKeyFile(), users()}) {
      assertThat(Files.getPosixFilePermissions(file))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
  }

  @Test
  void letsTheOwnerInWithThePublicKeyAsOpenSshWritesIt() throws Exception {
    keys.ensure();
    String word = PublicKeyEntry.toString(Keys.read(keys.userKeyFile()).getPublic()).split(" ")[1];
    assertThat(Files.readAllLines(users()))
        .contains("qbrain=" + word + ",admin,manager,viewer,systembundles,ssh");
  }

  @Test
  void keepsOtherUsers() throws Exception {
    Files.writeString(users(), "ann=AAAA,viewer,ssh\nqbrain=old,admin\n");
    keys.ensure();
    assertThat(Files.readAllLines(users()))
        .hasSize(2)
        .contains("ann=AAAA,viewer,ssh")
        .noneMatch(line -> line.contains("old"));
  }

  @Test
  void saysWhatToDoWithAFileThatIsNoKey() throws IOException {
    Files.writeString(keys.userKeyFile(), "nonsense");
    assertThatThrownBy(keys::ensure)
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(state.keys().toString())
        .hasMessageContaining("Delete the directory");
  }

  private Path users() {
    return state.etc().resolve("keys.properties");
  }
}
