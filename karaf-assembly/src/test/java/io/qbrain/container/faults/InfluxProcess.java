package io.qbrain.container.faults;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The machine's own InfluxDB as a child process, on a port that stays the same. */
final class InfluxProcess implements AutoCloseable {
  static final Path PROGRAM = Path.of("/usr/bin/influxd");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path folder;
  private final int port = KafkaBroker.freePort();
  private final InfluxProxy proxy = new InfluxProxy(URI.create(server()));
  private Process process;

  InfluxProcess(Path folder) throws IOException, InterruptedException {
    this.folder = Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("influxdb.conf"),
        """
        reporting-disabled = true
        bind-address = "127.0.0.1:%d"
        [meta]
          dir = "%s/meta"
        [data]
          dir = "%s/data"
          wal-dir = "%s/wal"
          query-log-enabled = false
        [http]
          bind-address = "127.0.0.1:%d"
          log-enabled = false
        """
            .formatted(KafkaBroker.freePort(), folder, folder, folder, port));
    process = launch();
    awaitAnswer();
  }

  /** Where the platform finds it. */
  String url() {
    return proxy.url();
  }

  private String server() {
    return "http://127.0.0.1:" + port;
  }

  ProcessHandle process() {
    return process.toHandle();
  }

  void startAgain() throws IOException, InterruptedException {
    process = launch();
    awaitAnswer();
  }

  private Process launch() throws IOException {
    return new ProcessBuilder(
            PROGRAM.toString(), "-config", folder.resolve("influxdb.conf").toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("influxd.log").toFile()))
        .start();
  }

  private void awaitAnswer() throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      try {
        send(HttpRequest.newBuilder(URI.create(server() + "/ping")));
        return;
      } catch (IOException e) {
        if (System.nanoTime() - end > 0) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
  }

  /** The answer to a query as CSV, with times in nanoseconds. */
  String query(String text) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(
                URI.create(
                    server()
                        + "/query?db=qbrain&epoch=ns&q="
                        + URLEncoder.encode(text, StandardCharsets.UTF_8)))
            .header("Accept", "application/csv"));
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            request.timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IOException("InfluxDB answers " + answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
    proxy.close();
  }
}
