package io.qbrain.messaging.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.port.MessageSource.Kind;
import io.qbrain.port.MessageSource.Message;
import io.qbrain.port.MessageSource.Place;
import io.qbrain.port.MessageSource.Reading;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A broker with TLS, passwords and certificates of clients. */
class SecureBrokerTest {
  private static final String PASSWORD = "guarded \"well\" \\ enough";

  private final Certificates certificates = TestServers.certificates();
  private final Map<String, String> environment = new HashMap<>();

  SecureBrokerTest() {
    TestServers.kafka();
    environment.put("QBRAIN_KAFKA_TRUSTED", certificates.trusted().toString());
  }

  private KafkaSettings settings() {
    KafkaConfiguration file =
        (KafkaConfiguration)
            Proxy.newProxyInstance(
                KafkaConfiguration.class.getClassLoader(),
                new Class<?>[] {KafkaConfiguration.class},
                (proxy, method, arguments) -> method.getDefaultValue());
    return KafkaSettings.of(file, environment);
  }

  private void login(String mechanism, String user, String password) {
    environment.put("QBRAIN_KAFKA_SERVERS", TestServers.kafkaWithPasswords());
    environment.put("QBRAIN_KAFKA_SECURITY", "SASL_SSL");
    environment.put("QBRAIN_KAFKA_MECHANISM", mechanism);
    environment.put("QBRAIN_KAFKA_USER", user);
    environment.put("QBRAIN_KAFKA_PASSWORD", password);
  }

  private static void addUser(String name) {
    try (Admin admin = new Clients(KafkaSettings.plain(TestServers.kafka(), "")).admin()) {
      Topics.await(
          admin
              .alterUserScramCredentials(
                  List.of(
                      new UserScramCredentialUpsertion(
                          name,
                          new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4_096),
                          PASSWORD)))
              .all());
    }
  }

  /** Through every kind of client: one that manages, one that writes, one that reads. */
  private List<String> writtenAndRead() {
    KafkaSettings settings = settings();
    String topic = "secure-" + System.nanoTime();
    Clients clients = new Clients(settings);
    try (Admin admin = clients.admin();
        Producer<String, String> producer = clients.transactionalProducer(topic)) {
      Topics.await(admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all());
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(topic, "k", "told in confidence"));
      producer.commitTransaction();
    }
    List<String> found = new ArrayList<>();
    try (Reading reading =
        new KafkaMessages(settings).open(new Place(Kind.KEPT, topic, "", true), "")) {
      TestServers.await(
          () -> {
            reading.next(Duration.ofMillis(100)).messages().stream()
                .map(Message::text)
                .forEach(found::add);
            return !found.isEmpty();
          });
    }
    return found;
  }

  @Test
  void aUserWhosePasswordOnlyItsHashIsKeptOfGetsIn() {
    addUser("trader");
    login("SCRAM-SHA-512", "trader", PASSWORD);
    assertThat(writtenAndRead()).containsExactly("told in confidence");
  }

  @Test
  void aUserWithAPlainPasswordWithinTlsGetsIn() {
    login("PLAIN", "reader", "plain-secret");
    assertThat(writtenAndRead()).containsExactly("told in confidence");
  }

  @Test
  void aClientWithACertificateGetsIn() {
    environment.put("QBRAIN_KAFKA_SERVERS", TestServers.kafkaWithCertificates());
    environment.put("QBRAIN_KAFKA_SECURITY", "SSL");
    environment.put("QBRAIN_KAFKA_CERTIFICATE", certificates.ofClient().toString());
    assertThat(writtenAndRead()).containsExactly("told in confidence");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SCRAM-SHA-512", "PLAIN"})
  void aWrongPasswordIsRefusedAndNotRepeatedInTheReason(String mechanism) {
    addUser("trader");
    login(mechanism, mechanism.equals("PLAIN") ? "reader" : "trader", "wrong-guess");
    assertThatThrownBy(this::writtenAndRead)
        .hasStackTraceContaining("Authentication failed")
        .satisfies(e -> assertThat(traceOf(e)).doesNotContain("wrong-guess"));
  }

  @Test
  void aBrokerThatNobodyTrustsIsRefused() {
    login("PLAIN", "reader", "plain-secret");
    environment.put("QBRAIN_KAFKA_TRUSTED", certificates.stranger().toString());
    assertThatThrownBy(this::writtenAndRead)
        .hasStackTraceContaining("SSL handshake failed")
        .satisfies(e -> assertThat(traceOf(e)).doesNotContain("plain-secret"));
  }

  @Test
  void aBrokerUnderAnotherNameThanItsCertificateSaysIsRefused() {
    login("PLAIN", "reader", "plain-secret");
    environment.put(
        "QBRAIN_KAFKA_SERVERS", TestServers.kafkaWithPasswords().replace("127.0.0.1", "localhost"));
    assertThatThrownBy(this::writtenAndRead).hasStackTraceContaining("No name matching localhost");
  }

  @Test
  void aClientWithoutACertificateIsRefusedWhereOneIsWanted() {
    environment.put("QBRAIN_KAFKA_SERVERS", TestServers.kafkaWithCertificates());
    environment.put("QBRAIN_KAFKA_SECURITY", "SSL");
    assertThatThrownBy(this::writtenAndRead).isInstanceOf(RuntimeException.class);
  }

  @Test
  void whatClientsLogOfTheirSettingsHasNoSecret() {
    login("SCRAM-SHA-512", "trader", "very-secret");
    var properties = settings().clientProperties("x");
    properties.put("key.serializer", StringSerializer.class);
    properties.put("value.serializer", StringSerializer.class);
    properties.put("key.deserializer", StringDeserializer.class);
    properties.put("value.deserializer", StringDeserializer.class);
    assertThat(new ProducerConfig(properties).values().toString())
        .contains("sasl.jaas.config=[hidden]")
        .doesNotContain("very-secret");
    assertThat(new ConsumerConfig(properties).values().toString())
        .contains("sasl.jaas.config=[hidden]")
        .doesNotContain("very-secret");
    assertThat(settings().toString() + new KafkaMessages(settings()).describe())
        .doesNotContain("very-secret");
  }

  private static String traceOf(Throwable e) {
    java.io.StringWriter text = new java.io.StringWriter();
    e.printStackTrace(new java.io.PrintWriter(text, true));
    return text.toString();
  }
}
