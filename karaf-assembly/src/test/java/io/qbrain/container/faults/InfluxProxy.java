package io.qbrain.container.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands before an InfluxDB older than 1.8 and turns {@code /api/v2/write} into {@code /write}. It
 * is as silent as the server when that is frozen, and ends connections when that is gone.
 */
final class InfluxProxy implements AutoCloseable {
  private static final Pattern BUCKET = Pattern.compile("[?&]bucket=([^&]+?)(?:/|%2F)([^&]+)");
  private static final String[] HEADERS = {"Content-Type", "Accept", "Content-Encoding"};
  private static final int NO_CONTENT = 204;

  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final URI target;
  private final HttpServer server;

  InfluxProxy(URI target) throws IOException {
    this.target = target;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::forward);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void forward(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(target + path(exchange.getRequestURI().toString())))
              .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
      for (String header : HEADERS) {
        String value = exchange.getRequestHeaders().getFirst(header);
        if (value != null) {
          request.header(header, value);
        }
      }
      HttpResponse<byte[]> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      answer
          .headers()
          .firstValue("Content-Type")
          .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
      byte[] text = answer.body();
      boolean none = text.length == 0 || answer.statusCode() == NO_CONTENT;
      exchange.sendResponseHeaders(answer.statusCode(), none ? -1 : text.length);
      if (!none) {
        try (OutputStream out = exchange.getResponseBody()) {
          out.write(text);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String path(String asked) {
    if (!asked.startsWith("/api/v2/write")) {
      return asked;
    }
    Matcher bucket = BUCKET.matcher(asked);
    if (!bucket.find()) {
      throw new IllegalArgumentException("no bucket in " + asked);
    }
    return "/write?precision=ns&db=" + bucket.group(1) + "&rp=" + bucket.group(2);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
