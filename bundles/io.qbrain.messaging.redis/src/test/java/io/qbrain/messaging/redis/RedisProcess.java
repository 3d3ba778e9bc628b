package io.qbrain.messaging.redis;

import io.qbrain.messaging.redis.server.RedisServer;
import io.qbrain.messaging.redis.server.ServerSettings;
import io.qbrain.testkit.contract.Eventually;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A Redis with options of its own, as somebody else would run it; ends with the test. */
final class RedisProcess implements AutoCloseable {
  private final Process process;

  private RedisProcess(Process process) {
    this.process = process;
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Starts one and waits until it listens. */
  static RedisProcess start(Path folder, int port, String... options) throws IOException {
    Path program = program(folder);
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log-" + port).toFile())
            .start();
    Eventually.until(() -> listens(port) || !process.isAlive(), done -> done);
    return new RedisProcess(process);
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
      return true;
    } catch (IOException e) {
      return false; // not yet
    }
  }

  /** The included program, which its owner unpacks. */
  private static Path program(Path folder) throws IOException {
    Path own = folder.resolve("own");
    if (!Files.isDirectory(own)) {
      RedisServer server = new RedisServer(ServerSettings.in(own));
      server.start();
      server.stop();
    }
    try (Stream<Path> files = Files.list(own)) {
      return files
          .filter(f -> f.getFileName().toString().startsWith("redis-server"))
          .findFirst()
          .orElseThrow();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
