package io.qbrain.container;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A broker in a process of its own, which ends with the pipe to the program that started it. */
final class KafkaBroker implements AutoCloseable {
  private static final Duration START_WITHIN = Duration.ofSeconds(60);

  private final int port;
  private final Process process;

  private KafkaBroker(int port, Process process) {
    this.port = port;
    this.process = process;
  }

  static KafkaBroker start(Path folder) throws Exception {
    int port = freePort();
    int controller = freePort();
    Path properties = folder.resolve("server.properties");
    Files.writeString(
        properties,
        String.join(
            "\n",
            "process.roles=broker,controller",
            "node.id=1",
            "controller.quorum.voters=1@127.0.0.1:" + controller,
            "listeners=PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller,
            "advertised.listeners=PLAINTEXT://127.0.0.1:" + port,
            "controller.listener.names=CONTROLLER",
            "listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
            "inter.broker.listener.name=PLAINTEXT",
            "log.dirs=" + folder.resolve("log").toAbsolutePath(),
            "offsets.topic.replication.factor=1",
            "offsets.topic.num.partitions=1",
            "transaction.state.log.replication.factor=1",
            "transaction.state.log.min.isr=1",
            "transaction.state.log.num.partitions=1",
            "log.cleaner.dedupe.buffer.size=10485760",
            ""));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                KafkaBroker.class.getName(),
                properties.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("kafka.txt").toFile())
            .start();
    KafkaBroker broker = new KafkaBroker(port, process);
    long end = System.nanoTime() + START_WITHIN.toNanos();
    while (!broker.answers()) {
      if (!process.isAlive() || System.nanoTime() - end > 0) {
        broker.close();
        throw new IllegalStateException(Files.readString(folder.resolve("kafka.txt")));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return broker;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  /** Writes a record; the broker makes the topic. */
  void send(String topic, String key, String value) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", address());
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, key, value)).get(20, TimeUnit.SECONDS);
    }
  }

  /** Returns the values of all committed records of a topic that there are now. */
  List<String> values(String topic) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", address(), "isolation.level", "read_committed");
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<String> values = new java.util.ArrayList<>();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
      }
      return values;
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Runs the broker of a file of properties. */
  public static void main(String[] args) {
    Thread guard =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // waits for the end of the pipe
                }
              } catch (IOException e) {
                // as good as its end
              }
              Runtime.getRuntime().halt(1);
            });
    guard.setDaemon(true);
    guard.start();
    kafka.tools.StorageTool.execute(
        new String[] {"format", "-t", "5L6g3nShT-eMCtK--X86sw", "-c", args[0]}, System.out);
    kafka.Kafka.main(new String[] {args[0]});
  }
}
