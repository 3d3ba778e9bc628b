package io.qbrain.messaging.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.messaging.redis.client.RedisTarget;
import io.qbrain.messaging.redis.client.RedisTarget.Login;
import io.qbrain.port.EventStream.Group;
import io.qbrain.port.PortException;
import io.qbrain.port.StreamMessage;
import io.qbrain.testkit.contract.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that others run: with users, with TLS, behind sentinels, as a cluster. */
class ExternalServerTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit does
  Path folder;

  private static RedisSettings at(String url, Login login, Optional<Path> authority) {
    return RedisSettings.at(RedisTarget.parse(url, login, authority));
  }

  /** Everything that goes through Redis once. */
  private static void works(RedisSettings settings) {
    try (Node node = Node.started(settings)) {
      Queue<String> handled = new ConcurrentLinkedQueue<>();
      node.streams.subscribe(Group.of("s", "g", "a"), d -> handled.add(d.message().body()));
      node.broadcast.listen("c", handled::add);
      for (int i = 0; i < 20; i++) {
        node.streams.publish("s", List.of(StreamMessage.of("k", "t", "message")));
      }
      Eventually.until(
          () -> {
            node.broadcast.send("c", "broadcast");
            return handled.contains("broadcast") && handled.contains("message");
          },
          done -> done);
      node.work.put("q", "work");
      assertThat(node.work.done(node.work.take("q", Duration.ofSeconds(5)).orElseThrow())).isTrue();
      String token = node.cache.find("r", "k", Duration.ofSeconds(5)).token().orElseThrow();
      assertThat(node.cache.fill("r", "k", token, new byte[] {1}, Duration.ofMinutes(1))).isTrue();
      node.cache.evict("r", Optional.of("k"));
      node.cache.evict("r", Optional.empty());
      assertThat(node.streams.streams()).extracting(s -> s.name()).contains("s");
      assertThat(node.messaging.health().up()).isTrue();
      assertThat(node.messaging.isIncluded()).isFalse();
    }
  }

  @Test
  void aUserOfTheAccessLists() throws Exception {
    int port = RedisProcess.freePort();
    Files.writeString(
        folder.resolve("acl.conf"),
        "port "
            + port
            + "\n"
            + "user default off\n"
            + "user qbrain on >right ~qbrain:* &qbrain:* +@all -@dangerous +info\n");
    try (RedisProcess server = RedisProcess.start(folder, port, "acl.conf")) {
      String url = "redis://127.0.0.1:" + port;
      works(at(url, new Login("qbrain", "right"), Optional.empty()));
      assertThatThrownBy(() -> works(at(url, new Login("qbrain", "wrong"), Optional.empty())))
          .isInstanceOf(PortException.class)
          .hasMessageContaining("refuses qbrain")
          .hasMessageContaining("QBRAIN_REDIS_PASSWORD")
          .hasMessageNotContaining("wrong");
      assertThatThrownBy(
              () ->
                  works(
                      at(url, new Login("qbrain", "right"), Optional.empty())
                          .withPrefix("somebody-else")))
          .isInstanceOf(PortException.class)
          .hasMessageContaining("NOPERM");
      assertThat(server).isNotNull();
    }
  }

  @Test
  void nobodyThereIsSaid() {
    int port = RedisProcess.freePort();
    assertThatThrownBy(() -> works(at("redis://127.0.0.1:" + port, Login.NONE, Optional.empty())))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("127.0.0.1:" + port)
        .hasMessageContaining("QBRAIN_REDIS_URL");
  }

  @Test
  void anEncryptedConnectionWhoseServerIsChecked() throws Exception {
    keys("localhost");
    int port = RedisProcess.freePort();
    try (RedisProcess server =
        RedisProcess.start(
            folder,
            port,
            "--port",
            "0",
            "--tls-port",
            Integer.toString(port),
            "--tls-cert-file",
            "cert.pem",
            "--tls-key-file",
            "key.pem",
            "--tls-auth-clients",
            "no")) {
      Optional<Path> authority = Optional.of(folder.resolve("cert.pem"));
      works(at("rediss://localhost:" + port, Login.NONE, authority));
      // Not the name in its certificate, and not an authority that Java knows.
      assertThatThrownBy(() -> works(at("rediss://127.0.0.1:" + port, Login.NONE, authority)))
          .isInstanceOf(PortException.class);
      assertThatThrownBy(
              () -> works(at("rediss://localhost:" + port, Login.NONE, Optional.empty())))
          .isInstanceOf(PortException.class);
      assertThat(server).isNotNull();
    }
  }

  private void keys(String host) throws Exception {
    Path store = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "redis",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=" + host,
                "-ext",
                "SAN=dns:" + host,
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit")
            .redirectErrorStream(true)
            .start();
    keytool.getInputStream().readAllBytes();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
    pem("key.pem", "PRIVATE KEY", keys.getKey("redis", "changeit".toCharArray()).getEncoded());
    pem("cert.pem", "CERTIFICATE", keys.getCertificate("redis").getEncoded());
  }

  private void pem(String file, String what, byte[] bytes) throws IOException {
    Files.writeString(
        folder.resolve(file),
        "-----BEGIN "
            + what
            + "-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)
            + "\n-----END "
            + what
            + "-----\n");
  }

  @Test
  void aMasterThatASentinelKnows() throws Exception {
    int port = RedisProcess.freePort();
    int sentinel = RedisProcess.freePort();
    try (RedisProcess server = RedisProcess.start(folder, port, "--port", "" + port)) {
      Files.writeString(
          folder.resolve("sentinel.conf"),
          "port " + sentinel + "\nsentinel monitor main 127.0.0.1 " + port + " 1\n");
      try (RedisProcess watcher =
          RedisProcess.start(folder, sentinel, "sentinel.conf", "--sentinel")) {
        works(
            at(
                "redis-sentinel://127.0.0.1:" + sentinel + "/2?master=main",
                Login.NONE,
                Optional.empty()));
        assertThat(List.of(server, watcher)).doesNotContainNull();
      }
    }
  }

  @Test
  void aCluster() throws Exception {
    int port = RedisProcess.freePort() % 10_000 + 20_000; // its second port is 10,000 higher
    try (RedisProcess server =
        RedisProcess.start(folder, port, "--port", "" + port, "--cluster-enabled", "yes")) {
      try (Node single =
          Node.started(at("redis://127.0.0.1:" + port, Login.NONE, Optional.empty()))) {
        single
            .link()
            .await(
                single
                    .link()
                    .commands()
                    .clusterAddSlots(java.util.stream.IntStream.range(0, 16_384).toArray()));
        Eventually.until(
            () -> single.link().await(single.link().commands().clusterInfo()),
            info -> info.contains("cluster_state:ok"));
      }
      works(at("redis-cluster://127.0.0.1:" + port, Login.NONE, Optional.empty()));
      assertThat(server).isNotNull();
    }
  }

  @Test
  void addressesAreRead() {
    RedisTarget sentinels =
        RedisTarget.parse(
            "rediss-sentinel://a:1,b/3?master=m", new Login("u", "secret"), Optional.empty());

    assertThat(sentinels.toString())
        .isEqualTo("master m by sentinels a:1,b:26379/3 (TLS)")
        .doesNotContain("secret");
    assertThat(sentinels.login().toString()).isEqualTo("u");
    for (String wrong :
        List.of(
            "http://a",
            "redis://",
            "redis://a,b",
            "redis://a:x",
            "redis://a:99999",
            "redis-sentinel://a",
            "redis-cluster://a/1",
            "redis://a?master=m")) {
      assertThatThrownBy(() -> RedisTarget.parse(wrong, Login.NONE, Optional.empty()))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("QBRAIN_REDIS_URL");
    }
    assertThatThrownBy(() -> RedisTarget.parse("redis://u:secret@a", Login.NONE, Optional.empty()))
        .hasMessageContaining("QBRAIN_REDIS_USER")
        .hasMessageNotContaining("secret");
  }
}
