package io.qbrain.tasks.shipped;

import io.qbrain.port.TaskRun;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/** Fetches a file by HTTP: whole or not at all, bounded in size and time. */
final class Download {
  /** No file is larger. */
  static final long MOST_BYTES = 2L << 30;

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final int BUFFER = 1 << 16;

  private Download() {}

  /** Reads the address; http and https only. */
  static URI address(String text) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "expected an address such as https://example.com/spy.csv, found '" + text + "'", e);
    }
    String scheme = String.valueOf(uri.getScheme());
    if (!(scheme.equals("http") || scheme.equals("https")) || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "expected an address such as https://example.com/spy.csv, found '" + text + "'");
    }
    return uri;
  }

  /** Fetches to a file, in place of one that is there; returns how many bytes. */
  static long to(Path file, URI address, TaskRun run) throws IOException, InterruptedException {
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    HttpRequest request = HttpRequest.newBuilder(address).timeout(ANSWER).build();
    HttpResponse<InputStream> response =
        client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) {
        throw new IOException(
            "expected status 200 of " + address + ", found " + response.statusCode());
      }
      Path part = file.resolveSibling(file.getFileName() + ".part");
      Files.createDirectories(part.toAbsolutePath().getParent());
      long size = copy(body, part, response, run);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return size;
    }
  }

  private static long copy(
      InputStream body, Path part, HttpResponse<InputStream> response, TaskRun run)
      throws IOException {
    long expected = response.headers().firstValueAsLong("Content-Length").orElse(-1);
    long size = 0;
    byte[] buffer = new byte[BUFFER];
    try (OutputStream out = Files.newOutputStream(part)) {
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        run.checkCanceled();
        size += read;
        if (size > MOST_BYTES) {
          throw new IOException("expected at most " + MOST_BYTES + " bytes, found more");
        }
        out.write(buffer, 0, read);
        if (expected > 0) {
          run.progress(Math.min(0.5, 0.5 * size / expected), size + " bytes fetched");
        }
      }
    }
    if (expected >= 0 && size != expected) {
      throw new IOException("expected " + expected + " bytes, found " + size);
    }
    return size;
  }
}
