package io.qbrain.data.influx;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks the server for a sign of life all the time, so that the status tells of a silence before
 * somebody needs an answer, and of its end. Any answer will do.
 */
final class InfluxWatch implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(InfluxWatch.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration TELL_AGAIN = Duration.ofMinutes(1);
  private static final long STOP_MILLIS = 5_000;

  private final String name;
  private final HttpRequest ping;
  private final Runnable isBack;
  private final Thread thread;
  private volatile String silence = "";
  private volatile boolean closed;
  private long toldAt;

  /**
   * Begins to ask.
   *
   * @param name what it is called in the log
   * @param url the server's address
   * @param isBack told after a silence
   */
  InfluxWatch(String name, String url, Runnable isBack) {
    this.name = name;
    this.ping =
        HttpRequest.newBuilder(URI.create(url.replaceAll("/+$", "") + "/ping"))
            .timeout(PATIENCE)
            .build();
    this.isBack = isBack;
    this.thread = new Thread(this::run, "qbrain-influx-watch");
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns why it does not answer; empty while it does; never waits. */
  String silence() {
    return silence;
  }

  private void run() {
    HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    try {
      while (!closed) {
        ask(http);
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask(HttpClient http) throws InterruptedException {
    try {
      http.send(ping, HttpResponse.BodyHandlers.discarding());
      if (!silence.isEmpty()) {
        silence = "";
        isBack.run();
        LOG.log(System.Logger.Level.INFO, name + " answers again");
      }
    } catch (IOException e) {
      boolean isNew = silence.isEmpty();
      silence = "it does not answer (" + (e.getMessage() == null ? e : e.getMessage()) + ")";
      long now = System.nanoTime();
      if (isNew || now - toldAt > TELL_AGAIN.toNanos()) {
        toldAt = now;
        LOG.log(System.Logger.Level.WARNING, name + ": " + silence);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
