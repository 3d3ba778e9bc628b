package io.qbrain.messaging.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.model.EventTopic;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {
  private static KafkaSettings settings(Map<String, String> environment) {
    KafkaConfiguration file =
        (KafkaConfiguration)
            Proxy.newProxyInstance(
                KafkaConfiguration.class.getClassLoader(),
                new Class<?>[] {KafkaConfiguration.class},
                (proxy, method, arguments) -> method.getDefaultValue());
    return KafkaSettings.of(file, environment);
  }

  @Test
  void thereIsNoKafkaByDefault() {
    KafkaSettings settings = settings(Map.of());
    assertThat(settings.isOn()).isFalse();
    assertThat(settings.topicName(EventTopic.AUDIT)).isEqualTo("qbrain.audit");
    assertThat(settings.days()).containsEntry(EventTopic.AUDIT, 0);
  }

  @Test
  void theEnvironmentSaysHowToGetInAndNoSecretIsPrinted() {
    KafkaSettings settings =
        settings(
            Map.of(
                "QBRAIN_KAFKA_SERVERS", "a:9092, b:9092",
                "QBRAIN_KAFKA_SECURITY", "SASL_SSL",
                "QBRAIN_KAFKA_USER", "trader",
                "QBRAIN_KAFKA_PASSWORD", "se\"cret",
                "QBRAIN_KAFKA_TRUSTED", "/etc/ca.pem"));
    assertThat(settings.clientProperties("x"))
        .containsEntry("bootstrap.servers", "a:9092,b:9092")
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
        .containsEntry("ssl.truststore.type", "PEM")
        .containsEntry("ssl.truststore.location", "/etc/ca.pem");
    assertThat(settings.clientProperties("x").getProperty("sasl.jaas.config"))
        .isEqualTo(
            "org.apache.kafka.common.security.scram.ScramLoginModule required"
                + " username=\"trader\" password=\"se\\\"cret\";");
    assertThat(settings.toString()).doesNotContain("cret").contains("SASL_SSL");
  }

  @Test
  void whatDoesNotFitIsNamed() {
    assertThatThrownBy(() -> settings(Map.of("QBRAIN_KAFKA_SECURITY", "TLS")))
        .hasMessageContaining("QBRAIN_KAFKA_SECURITY")
        .hasMessageContaining("'TLS'");
    assertThatThrownBy(
            () ->
                settings(
                    Map.of(
                        "QBRAIN_KAFKA_SECURITY", "SASL_SSL", "QBRAIN_KAFKA_MECHANISM", "GSSAPI")))
        .hasMessageContaining("'GSSAPI'");
    assertThatThrownBy(() -> settings(Map.of("QBRAIN_KAFKA_PARTITIONS", "x")))
        .hasMessageContaining("QBRAIN_KAFKA_PARTITIONS");
    assertThatThrownBy(() -> settings(Map.of("QBRAIN_KAFKA_PARTITIONS", "0")))
        .hasMessageContaining("1 to 100");
  }
}
