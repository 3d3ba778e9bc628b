package io.qbrain.feed.camel;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks an address again and again, and takes each answer as a message. */
final class HttpPoll implements LiveSource {
  /** No answer may be longer. */
  static final int MAX_BYTES = 16 * 1024 * 1024;

  private static final int OK = 200;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  private final URI uri;
  private final Optional<String> authorization;
  private final Duration timeout;
  private final long everyNanos;
  private final HttpClient client;
  private @Nullable String tag;

  HttpPoll(URI uri, Optional<String> authorization, Duration timeout, Duration every) {
    this.uri = uri;
    this.authorization = authorization;
    this.timeout = timeout;
    this.everyNanos = every.toNanos();
    this.client = HttpClient.newBuilder().connectTimeout(timeout).build();
  }

  @Override
  public void run(Taker taker) throws IOException {
    boolean first = true;
    while (!taker.isStopped()) {
      long started = System.nanoTime();
      String answer = ask();
      if (first) {
        taker.connected();
        first = false;
      }
      if (answer != null) {
        taker.take(answer);
      }
      if (!taker.pause(everyNanos - (System.nanoTime() - started))) {
        return;
      }
    }
  }

  private @Nullable String ask() throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(timeout).GET();
    authorization.ifPresent(value -> request.header("Authorization", value));
    if (tag != null) {
      request.header("If-None-Match", tag);
    }
    try {
      HttpResponse<InputStream> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        if (response.statusCode() == NO_CONTENT || response.statusCode() == NOT_MODIFIED) {
          return null;
        }
        if (response.statusCode() != OK) {
          throw new IOException("expected an answer 200, found " + response.statusCode());
        }
        byte[] bytes = body.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
          throw new IOException("expected at most " + MAX_BYTES + " bytes, found more");
        }
        tag = response.headers().firstValue("ETag").orElse(null);
        return new String(bytes, StandardCharsets.UTF_8);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    // The thread is interrupted, which ends a request that is on its way.
  }
}
