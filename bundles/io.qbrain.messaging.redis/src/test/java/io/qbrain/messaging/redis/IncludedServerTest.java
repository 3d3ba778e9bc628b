package io.qbrain.messaging.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.messaging.redis.client.RedisLink;
import io.qbrain.messaging.redis.server.RedisServer;
import io.qbrain.messaging.redis.server.ServerAddress;
import io.qbrain.messaging.redis.server.ServerSettings;
import io.qbrain.port.PortException;
import io.qbrain.port.StreamMessage;
import io.qbrain.testkit.contract.Eventually;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The included server, as a process. */
class IncludedServerTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit does
  Path folder;

  @Test
  void dataOutliveAStopAndAStart() {
    try (Node node = new Node(RedisSettings.included(folder))) {
      assertThat(node.messaging.health().up()).isFalse();
      for (int i = 1; i <= 2; i++) {
        node.messaging.start();
        node.messaging.start();
        node.streams.publish("s", List.of(StreamMessage.of("k", "t", "message " + i)));
        assertThat(node.streams.read("s", "", 10)).hasSize(i);
        assertThat(node.messaging.health().up()).isTrue();
        node.messaging.stop();
        node.messaging.stop();
      }
      assertThat(node.messaging.isIncluded()).isTrue();
    }
  }

  @Test
  void onlyTheOwnerReadsThePassword() throws Exception {
    RedisServer server = new RedisServer(ServerSettings.in(folder.resolve("redis")));
    ServerAddress address = server.start();
    try {
      for (String file : List.of("password", "redis.conf")) {
        assertThat(
                PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(folder.resolve("redis").resolve(file))))
            .isEqualTo("rw-------");
      }
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("redis"))))
          .isEqualTo("rwx------");
      assertThat(address.password()).hasSize(32);
      assertThat(address.toString()).doesNotContain(address.password());
      assertThatThrownBy(
              () ->
                  RedisLink.open(
                      OneServer.target(
                          address,
                          new io.qbrain.messaging.redis.client.RedisTarget.Login("", "wrong"))))
          .isInstanceOf(PortException.class)
          .hasMessageContaining("QBRAIN_REDIS_PASSWORD");
      assertThat(ProcessHandle.of(address.pid()).flatMap(p -> p.info().commandLine()).orElse(""))
          .doesNotContain(address.password());
    } finally {
      server.stop();
    }
    assertThat(ProcessHandle.of(address.pid()).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void aKilledServerComesBackAndEverythingGoesOn() {
    try (Node node = Node.started(RedisSettings.included(folder))) {
      node.streams.publish("s", List.of(StreamMessage.of("k", "t", "before")));
      ServerAddress first = node.messaging.server().orElseThrow();
      ProcessHandle.of(first.pid()).orElseThrow().destroyForcibly();

      ServerAddress second =
          Eventually.until(
                  node.messaging::server, a -> a.isPresent() && a.get().pid() != first.pid())
              .orElseThrow();
      assertThat(second.port()).isEqualTo(first.port());
      Eventually.until(() -> node.messaging.health().up(), up -> up);
      node.streams.publish("s", List.of(StreamMessage.of("k", "t", "after")));

      assertThat(node.streams.read("s", "", 10))
          .extracting(d -> d.message().body())
          .containsExactly("before", "after");
    }
  }

  @Test
  void aDirectoryHasOneOwner() {
    RedisServer server = new RedisServer(ServerSettings.in(folder));
    server.start();
    try {
      assertThatThrownBy(() -> new RedisServer(ServerSettings.in(folder)).start())
          .isInstanceOf(PortException.class)
          .hasMessageContaining("another Q-Brain uses the Redis in");
    } finally {
      server.stop();
    }
  }

  @Test
  void aBusyPortIsNamed() {
    RedisServer other = new RedisServer(ServerSettings.in(folder.resolve("a")));
    int port = other.start().port();
    try {
      ServerSettings busy =
          new ServerSettings(
              folder.resolve("b"), Optional.empty(), port, 64, Duration.ofSeconds(10));
      assertThatThrownBy(() -> new RedisServer(busy).start())
          .isInstanceOf(PortException.class)
          .hasMessageContaining("port " + port)
          .hasMessageContaining("QBRAIN_REDIS_PORT");
    } finally {
      other.stop();
    }
  }

  /** What the child program of the next test does. */
  public static final class Owner {
    private Owner() {}

    public static void main(String[] arguments) throws Exception {
      ServerAddress address = new RedisServer(ServerSettings.in(Path.of(arguments[0]))).start();
      System.out.println("pid " + address.pid());
      System.in.read();
    }
  }

  @Test
  void theServerEndsWithAProgramThatIsKilled() throws Exception {
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Owner.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String line =
        new java.io.BufferedReader(
                new java.io.InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    assertThat(line).startsWith("pid ");
    long pid = Long.parseLong(line.substring(4));
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isPresent();

    program.destroyForcibly().waitFor(10, TimeUnit.SECONDS);

    Eventually.until(
        () -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty(), gone -> gone);
    RedisServer next = new RedisServer(ServerSettings.in(folder));
    next.start();
    next.stop();
  }
}
