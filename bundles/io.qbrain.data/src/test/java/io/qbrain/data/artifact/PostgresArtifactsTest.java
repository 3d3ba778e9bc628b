package io.qbrain.data.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.data.PostgresDatabase;
import io.qbrain.data.TestDatabase;
import io.qbrain.model.StrategyRef;
import io.qbrain.port.ArtifactStore.Artifact;
import io.qbrain.port.PortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresArtifactsTest {
  private static final StrategyRef EMA = StrategyRef.parse("acme/ema-cross@1.10.0");
  private static final StrategyRef RSI = StrategyRef.parse("rsi@1.0.0");

  private PostgresDatabase database;
  private PostgresArtifacts store;
  private Path directory;

  @BeforeEach
  void startDatabase(@TempDir Path temporary) throws SQLException {
    directory = temporary;
    database = TestDatabase.started(PostgresArtifactsTest.class);
    store = new PostgresArtifacts(database);
  }

  @AfterEach
  void stopDatabase() {
    database.stop();
  }

  @Test
  void givesBackAJarOfSeveralMebibytesByteByByte() throws Exception {
    Path jar = jar("large.jar", 3_500_000);
    Artifact stored = store.put(artifact(EMA, jar), jar);
    Path copy = directory.resolve("copy.jar");
    assertThat(store.fetch(EMA, copy)).contains(stored);
    assertThat(Files.mismatch(jar, copy)).isEqualTo(-1);
    assertThat(directory.resolve("copy.jar.part")).doesNotExist();
  }

  @Test
  void listsInOrderAndRemembersWhatIsInstalled() throws Exception {
    Path jar = jar("small.jar", 10);
    store.put(artifact(RSI, jar), jar);
    store.put(artifact(EMA, jar), jar);
    store.setInstalled(EMA, true);
    assertThat(store.list()).extracting(Artifact::ref).containsExactly(EMA, RSI);
    assertThat(store.list()).extracting(Artifact::installed).containsExactly(true, false);
  }

  @Test
  void theSameJarAgainChangesNothingAndAnotherIsRefused() throws Exception {
    Path jar = jar("one.jar", 100);
    Path other = jar("other.jar", 101);
    Artifact stored = store.put(artifact(EMA, jar), jar);
    store.setInstalled(EMA, true);
    assertThat(store.put(artifact(EMA, jar), jar).installed()).isTrue();
    assertThatThrownBy(() -> store.put(artifact(EMA, other), other))
        .isInstanceOf(PortException.class)
        .hasMessageContaining(stored.sha256())
        .hasMessageContaining("a version never changes");
  }

  @Test
  void aJarThatIsNotWhatItsDigestSaysIsNotStored() throws Exception {
    Path jar = jar("one.jar", 100);
    Path other = jar("other.jar", 101);
    assertThatThrownBy(() -> store.put(artifact(EMA, jar), other))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("found 101 bytes");
    assertThat(store.list()).isEmpty();
  }

  @Test
  void anUnknownJarIsEmptyOrNamed() {
    Path to = directory.resolve("none.jar");
    assertThat(store.fetch(EMA, to)).isEmpty();
    assertThat(to).doesNotExist();
    assertThatThrownBy(() -> store.setInstalled(EMA, true))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("acme/ema-cross@1.10.0");
  }

  @Test
  void aStoredJarIsNeverChanged() throws Exception {
    Path jar = jar("one.jar", 100);
    store.put(artifact(EMA, jar), jar);
    for (String change :
        new String[] {
          "update artifact set spi_range = 'x'",
          "delete from artifact_chunk",
          "update artifact_chunk set bytes = 'x'"
        }) {
      assertThatThrownBy(() -> execute(change)).hasMessageContaining("never changed or deleted");
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.pool().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Path jar(String name, int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return Files.write(directory.resolve(name), bytes);
  }

  private static Artifact artifact(StrategyRef ref, Path jar)
      throws IOException, NoSuchAlgorithmException {
    byte[] bytes = Files.readAllBytes(jar);
    String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    return new Artifact(ref, digest, bytes.length, "[1.0,2)", 1_700_000_000_000_000_000L, false);
  }
}
