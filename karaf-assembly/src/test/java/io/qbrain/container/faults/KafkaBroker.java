package io.qbrain.container.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Kafka broker in a process of its own, on a port that stays the same. */
final class KafkaBroker implements AutoCloseable {
  private final Path folder;
  private final int port = freePort();
  private final int controllerPort = freePort();
  private Process process;

  KafkaBroker(Path folder) throws IOException, InterruptedException {
    this.folder = Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("server.properties"),
        String.join(
            "\n",
            "process.roles=broker,controller",
            "node.id=1",
            "controller.quorum.voters=1@127.0.0.1:" + controllerPort,
            "listeners=PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
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
            "group.initial.rebalance.delay.ms=0",
            "auto.create.topics.enable=false",
            "log.cleaner.dedupe.buffer.size=10485760",
            ""));
    process = launch();
    awaitAnswer();
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  ProcessHandle process() {
    return process.toHandle();
  }

  /** Starts it again after it was killed. */
  void startAgain() throws IOException, InterruptedException {
    process = launch();
    awaitAnswer();
  }

  private Process launch() throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Broker.class.getName(),
                folder.resolve("server.properties").toString(),
                folder.resolve("log").toString()))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("broker.log").toFile()))
        .start();
  }

  private void awaitAnswer() throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() - end > 0) {
        throw new IOException("no broker, see " + folder.resolve("broker.log"));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      return true;
    } catch (IOException e) {
      return false; // not yet
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** The broker's program; it ends with the pipe to whoever started it. */
  static final class Broker {
    private Broker() {}

    /** Takes the file of properties and the folder of the log. */
    public static void main(String[] arguments) {
      Thread guard = new Thread(Broker::endWithThePipe, "guard");
      guard.setDaemon(true);
      guard.start();
      if (!Files.exists(Path.of(arguments[1], "meta.properties"))) {
        int status =
            kafka.tools.StorageTool.execute(
                new String[] {"format", "-t", "5L6g3nShT-eMCtK--X86sw", "-c", arguments[0]},
                System.out);
        if (status != 0) {
          throw new IllegalStateException("the log cannot be formatted: " + status);
        }
      }
      kafka.Kafka.main(new String[] {arguments[0]});
    }

    private static void endWithThePipe() {
      try {
        while (System.in.read() >= 0) {
          // waits for its end
        }
      } catch (IOException e) {
        // as good as its end
      }
      Runtime.getRuntime().halt(1);
    }
  }
}
