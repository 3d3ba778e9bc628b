package io.qbrain.data.influx;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.qbrain.data.influx.InfluxSettings.Policy;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A real server: the one that {@code INFLUX_URL} names, with {@code INFLUX_TOKEN} (of 1.x {@code
 * user:password}), {@code INFLUX_ORG} (of 2.x and 3) and {@code INFLUX_DATABASE} (else qbrain), or
 * the machine's own {@code influxd} as a child, before which a small proxy answers {@code
 * /api/v2/write} as 1.8 does.
 */
final class LocalInflux implements AutoCloseable {
  private static final Pattern BUCKET = Pattern.compile("[?&]bucket=([^&]+?)(?:/|%2F)([^&]+)");
  private static final Path PROGRAM = Path.of("/usr/bin/influxd");

  private final String url;
  private final @Nullable Process process;
  private final @Nullable HttpServer proxy;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient http = HttpClient.newHttpClient();

  /** Requests that are answered with 503 from now on. */
  final AtomicInteger failures = new AtomicInteger();

  private LocalInflux(Path folder) throws IOException, InterruptedException {
    String named = System.getenv("INFLUX_URL");
    if (named != null && !named.isEmpty()) {
      url = named;
      process = null;
      proxy = null;
      return;
    }
    assumeTrue(
        Files.isExecutable(PROGRAM),
        "no InfluxDB: neither INFLUX_URL nor " + PROGRAM + " (Debian's package influxdb)");
    int port = freePort();
    process = start(folder, port, freePort());
    URI target = URI.create("http://127.0.0.1:" + port);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", exchange -> forward(exchange, target));
    server.start();
    proxy = server;
    url = "http://127.0.0.1:" + server.getAddress().getPort();
    await(target);
  }

  /** Starts a server; skips the test where there is none. */
  static LocalInflux start(Path folder) throws IOException, InterruptedException {
    return new LocalInflux(folder);
  }

  static String database() {
    return variable("INFLUX_DATABASE", "qbrain");
  }

  private static String variable(String name, String otherwise) {
    String value = System.getenv(name);
    return value == null || value.isEmpty() ? otherwise : value;
  }

  InfluxSettings settings() {
    return new InfluxSettings(
        url,
        database(),
        new Policy("qbrain", 0),
        new Policy("qbrain_coarse", 36_500),
        InfluxSettings.specs("1h,1d"),
        isLocal() ? "" : variable("INFLUX_ORG", ""),
        isLocal() ? "" : variable("INFLUX_TOKEN", ""),
        Duration.ofSeconds(20),
        5_000,
        true);
  }

  /**
   * Returns whether it is of 1.x, which has retention policies and tells all by its own language.
   */
  boolean isFirst() {
    return settings().organisation().isEmpty();
  }

  /** Returns whether requests go through the proxy, which can fail on demand. */
  boolean isLocal() {
    return proxy != null;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Process start(Path folder, int port, int rpcPort) throws IOException {
    Path config =
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
                .formatted(rpcPort, folder, folder, folder, port));
    return new ProcessBuilder(PROGRAM.toString(), "-config", config.toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("influxd.log").toFile())
        .start();
  }

  private void await(URI target) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (true) {
      try {
        http.send(
            HttpRequest.newBuilder(target.resolve("/ping")).build(),
            HttpResponse.BodyHandlers.discarding());
        return;
      } catch (IOException e) {
        if (System.nanoTime() - deadline > 0) {
          throw new IllegalStateException("influxd does not answer at " + target, e);
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
  }

  private void forward(HttpExchange exchange, URI target) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (failures.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      exchange.sendResponseHeaders(503, -1);
      exchange.close();
      return;
    }
    String path = exchange.getRequestURI().toString();
    if (path.startsWith("/api/v2/write")) {
      Matcher bucket = BUCKET.matcher(path);
      boolean named = bucket.find();
      path =
          "/write?precision=ns&db="
              + (named ? bucket.group(1) : "")
              + "&rp="
              + (named ? bucket.group(2) : "");
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(target + path))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    for (String header : new String[] {"Content-Type", "Accept", "Content-Encoding"}) {
      String value = exchange.getRequestHeaders().getFirst(header);
      if (value != null) {
        request.header(header, value);
      }
    }
    try {
      HttpResponse<byte[]> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      answer
          .headers()
          .firstValue("Content-Type")
          .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
      byte[] text = answer.body();
      boolean none = text.length == 0 || answer.statusCode() == 204;
      exchange.sendResponseHeaders(answer.statusCode(), none ? -1 : text.length);
      if (!none) {
        try (OutputStream out = exchange.getResponseBody()) {
          out.write(text);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  /** Returns what the server answers to a query, as text. */
  String ask(String query) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/query?db=" + database()))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Authorization", "Token " + settings().token())
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "q=" + java.net.URLEncoder.encode(query, StandardCharsets.UTF_8)))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  @Override
  public void close() throws InterruptedException {
    if (proxy != null) {
      proxy.stop(0);
    }
    if (process != null) {
      process.destroy();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
    threads.shutdownNow();
  }
}
