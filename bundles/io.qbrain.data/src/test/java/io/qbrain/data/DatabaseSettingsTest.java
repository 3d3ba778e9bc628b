package io.qbrain.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatabaseSettingsTest {

  @Test
  void theIncludedServerIsTheDefault() {
    DatabaseSettings settings = DatabaseSettings.of(defaults(), Map.of());
    assertThat(settings.external()).isEmpty();
    assertThat(settings.schema()).isEqualTo("qbrain");
    assertThat(settings.server().directory()).isEqualTo(Path.of("var/postgres").toAbsolutePath());
    assertThat(settings.server().port()).isZero();
    assertThat(settings.server().archive()).isEmpty();
  }

  @Test
  void theEnvironmentWins() {
    DatabaseSettings settings =
        DatabaseSettings.of(
            defaults(),
            Map.of(
                "QBRAIN_DB_DIRECTORY", "/srv/db",
                "QBRAIN_DB_PORT", "5433",
                "QBRAIN_DB_BINARIES", "/srv/postgres.txz",
                "QBRAIN_DB_SCHEMA", "other"));
    assertThat(settings.server().directory()).isEqualTo(Path.of("/srv/db"));
    assertThat(settings.server().port()).isEqualTo(5433);
    assertThat(settings.server().archive()).contains(Path.of("/srv/postgres.txz"));
    assertThat(settings.schema()).isEqualTo("other");
  }

  @Test
  void aUrlNamesAnotherServerAndNoPasswordIsPrinted() {
    DatabaseSettings settings =
        DatabaseSettings.of(
            defaults(),
            Map.of(
                "QBRAIN_DB_URL", "jdbc:postgresql://db:5432/q?password=hidden",
                "QBRAIN_DB_USER", "trader",
                "QBRAIN_DB_PASSWORD", "secret"));
    assertThat(settings.external()).isPresent();
    assertThat(settings.external().orElseThrow().toString())
        .isEqualTo("trader@db:5432/q schema qbrain");
    assertThat(settings.toString()).doesNotContain("secret").doesNotContain("hidden");
  }

  @Test
  void aPortThatIsNoNumberIsNamed() {
    assertThatThrownBy(() -> DatabaseSettings.of(defaults(), Map.of("QBRAIN_DB_PORT", "x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("QBRAIN_DB_PORT")
        .hasMessageContaining("'x'");
  }

  /** The configuration as it is without a file. */
  private static DatabaseConfiguration defaults() {
    return (DatabaseConfiguration)
        Proxy.newProxyInstance(
            DatabaseConfiguration.class.getClassLoader(),
            new Class<?>[] {DatabaseConfiguration.class},
            (proxy, method, arguments) -> method.getDefaultValue());
  }
}
