package io.qbrain.messaging.kafka;

import io.qbrain.data.DatabaseSettings;
import io.qbrain.data.PostgresDatabase;
import io.qbrain.data.schema.Login;
import io.qbrain.data.server.PostgresServer;
import io.qbrain.data.server.ServerAddress;
import io.qbrain.data.server.ServerSettings;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The servers of this module's tests, real ones in processes of their own, started once. */
final class TestServers {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path LOG = Path.of("target", "kafka-" + ProcessHandle.current().pid());
  private static Optional<ServerAddress> postgres = Optional.empty();
  private static int port;
  private static int controllerPort;
  private static int passwordPort;
  private static int certificatePort;
  private static Optional<Certificates> certificates = Optional.empty();
  private static Optional<Process> broker = Optional.empty();

  private TestServers() {}

  static synchronized ServerAddress postgres() {
    if (postgres.isEmpty()) {
      PostgresServer server =
          new PostgresServer(
              ServerSettings.in(Path.of("target", "postgres"))
                  .withPrograms(Path.of("target", "postgres-programs")));
      postgres = Optional.of(server.start());
    }
    return postgres.get();
  }

  /** A database in a fresh schema. */
  static PostgresDatabase database(String schema) {
    ServerAddress server = postgres();
    return database(
        server.url(), server.user(), server.password(), schema + "_" + System.nanoTime());
  }

  static PostgresDatabase database(String url, String user, String password, String schema) {
    PostgresDatabase database =
        new PostgresDatabase(DatabaseSettings.at(new Login(url, user, password, schema)));
    database.start();
    return database;
  }

  /** Starts the broker where it is not running; returns its address, which stays the same. */
  static synchronized String kafka() {
    if (broker.filter(Process::isAlive).isEmpty()) {
      startBroker();
    }
    return "127.0.0.1:" + port;
  }

  /** Returns the address of the same broker for those who have a password. */
  static synchronized String kafkaWithPasswords() {
    kafka();
    return "127.0.0.1:" + passwordPort;
  }

  /** Returns the address of the same broker for those who have a certificate. */
  static synchronized String kafkaWithCertificates() {
    kafka();
    return "127.0.0.1:" + certificatePort;
  }

  static synchronized Certificates certificates() {
    try {
      if (certificates.isEmpty()) {
        certificates = Optional.of(Certificates.in(LOG.resolve("certificates")));
      }
      return certificates.get();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void startBroker() {
    try {
      if (port == 0) {
        port = freePort();
        controllerPort = freePort();
        passwordPort = freePort();
        certificatePort = freePort();
      }
      Files.createDirectories(LOG);
      Path properties = LOG.resolve("server.properties");
      Files.writeString(properties, properties());
      broker =
          Optional.of(
              java(
                  List.of("-Xmx256m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=info"),
                  BrokerProgram.class,
                  properties.toString(),
                  LOG.resolve("log").toString()));
      await(TestServers::answers);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String properties() {
    return String.join(
        "\n",
        "process.roles=broker,controller",
        "node.id=1",
        "controller.quorum.voters=1@127.0.0.1:" + controllerPort,
        "listeners=" + doors() + ",CONTROLLER://127.0.0.1:" + controllerPort,
        "advertised.listeners=" + doors(),
        "controller.listener.names=CONTROLLER",
        "listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,"
            + "PASSWORDS:SASL_SSL,CERTIFICATES:SSL",
        "inter.broker.listener.name=PLAINTEXT",
        secured("passwords"),
        "listener.name.passwords.sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-512",
        "listener.name.passwords.plain.sasl.jaas.config="
            + "org.apache.kafka.common.security.plain.PlainLoginModule required"
            + " user_reader=\"plain-secret\";",
        "listener.name.passwords.scram-sha-512.sasl.jaas.config="
            + "org.apache.kafka.common.security.scram.ScramLoginModule required;",
        secured("certificates"),
        "listener.name.certificates.ssl.client.auth=required",
        "log.dirs=" + LOG.resolve("log").toAbsolutePath(),
        "offsets.topic.replication.factor=1",
        "offsets.topic.num.partitions=1",
        "transaction.state.log.replication.factor=1",
        "transaction.state.log.min.isr=1",
        "transaction.state.log.num.partitions=1",
        "group.initial.rebalance.delay.ms=0",
        "group.min.session.timeout.ms=1000",
        "auto.create.topics.enable=false",
        "log.cleaner.dedupe.buffer.size=10485760",
        "");
  }

  private static String doors() {
    return "PLAINTEXT://127.0.0.1:"
        + port
        + ",PASSWORDS://127.0.0.1:"
        + passwordPort
        + ",CERTIFICATES://127.0.0.1:"
        + certificatePort;
  }

  private static String secured(String door) {
    String begin = "listener.name." + door + ".ssl.";
    return String.join(
        "\n",
        begin + "keystore.type=PKCS12",
        begin + "keystore.location=" + certificates().broker(),
        begin + "keystore.password=" + Certificates.PASSWORD,
        begin + "truststore.type=PKCS12",
        begin + "truststore.location=" + certificates().brokerTrusts(),
        begin + "truststore.password=" + Certificates.PASSWORD);
  }

  /** Starts a program of these tests in a Java of its own. */
  static Process java(List<String> options, Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    Files.createDirectories(LOG);
    File out = LOG.resolve(main.getSimpleName() + ".log").toFile();
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(out))
        .start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** SIGKILL. */
  static synchronized void killKafka() throws InterruptedException {
    Process running = broker.orElseThrow();
    running.destroyForcibly();
    running.waitFor();
  }

  static synchronized void signalKafka(String signal) throws IOException, InterruptedException {
    new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + broker.orElseThrow().pid())
        .start()
        .waitFor();
  }

  static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it did not happen within " + PATIENCE);
      }
      LockSupport.parkNanos(20_000_000);
    }
  }
}
