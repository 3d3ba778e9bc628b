package io.qbrain.launcher;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Whether the platform of this machine is ready, asked from outside: its shell is there, and it
 * says at {@code /health/ready} that it trades.
 */
record Readiness(Settings settings) {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int ANSWER_WITHIN_MS = 2_000;

  /** False when the time is up. */
  boolean await(Duration within) throws InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    while (!shellAnswers() || !trades()) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    }
    return true;
  }

  private boolean shellAnswers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", settings.sshPort()), ANSWER_WITHIN_MS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private boolean trades() {
    String host = settings.httpHost().equals("0.0.0.0") ? "127.0.0.1" : settings.httpHost();
    URI uri = URI.create("http://" + host + ":" + settings.httpPort() + "/health/ready");
    try {
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setConnectTimeout(ANSWER_WITHIN_MS);
      connection.setReadTimeout(ANSWER_WITHIN_MS);
      try {
        return connection.getResponseCode() == 200;
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return false;
    }
  }
}
