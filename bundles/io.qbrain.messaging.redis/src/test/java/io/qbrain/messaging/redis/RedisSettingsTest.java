package io.qbrain.messaging.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RedisSettingsTest {
  /** What the file says unless it says something. */
  private static final RedisConfiguration FILE =
      (RedisConfiguration)
          Proxy.newProxyInstance(
              RedisConfiguration.class.getClassLoader(),
              new Class<?>[] {RedisConfiguration.class},
              (proxy, method, arguments) ->
                  method.getName().equals("port") ? 7_000 : method.getDefaultValue());

  @Test
  void theIncludedServerIsUsedUnlessAnotherIsNamed() {
    RedisSettings settings = RedisSettings.of(FILE, Map.of());

    assertThat(settings.external()).isEmpty();
    assertThat(settings.server().directory()).isEqualTo(Path.of("var/redis").toAbsolutePath());
    assertThat(settings.server().port()).isEqualTo(7_000);
    assertThat(settings.streamLength()).isEqualTo(100_000);
  }

  @Test
  void theEnvironmentWins() {
    RedisSettings settings =
        RedisSettings.of(
            FILE,
            Map.of(
                "QBRAIN_REDIS_URL", "rediss://cache.example",
                "QBRAIN_REDIS_USER", "u",
                "QBRAIN_REDIS_PASSWORD", "secret",
                "QBRAIN_REDIS_CA", "/ca.pem",
                "QBRAIN_REDIS_PORT", "0",
                "QBRAIN_REDIS_MEMORY", "64",
                "QBRAIN_REDIS_PREFIX", "team",
                "QBRAIN_REDIS_LENGTH", "500"));

    assertThat(settings.external().orElseThrow().toString()).isEqualTo("cache.example:6379 (TLS)");
    assertThat(settings.external().orElseThrow().authority())
        .isEqualTo(Optional.of(Path.of("/ca.pem")));
    assertThat(settings.server().port()).isZero();
    assertThat(settings.server().memoryMegabytes()).isEqualTo(64);
    assertThat(settings.prefix()).isEqualTo("team");
    assertThat(settings.streamLength()).isEqualTo(500);
    assertThat(settings.toString()).doesNotContain("secret");
  }

  @Test
  void whatIsWrongIsNamed() {
    assertThatThrownBy(() -> RedisSettings.of(FILE, Map.of("QBRAIN_REDIS_PORT", "x")))
        .hasMessageContaining("QBRAIN_REDIS_PORT");
    assertThatThrownBy(() -> RedisSettings.of(FILE, Map.of("QBRAIN_REDIS_MEMORY", "1")))
        .hasMessageContaining("16 megabytes");
    assertThatThrownBy(() -> RedisSettings.of(FILE, Map.of("QBRAIN_REDIS_PREFIX", "a b")))
        .hasMessageContaining("QBRAIN_REDIS_PREFIX");
    assertThatThrownBy(() -> RedisSettings.of(FILE, Map.of("QBRAIN_REDIS_LENGTH", "1")))
        .hasMessageContaining("QBRAIN_REDIS_LENGTH");
  }
}
