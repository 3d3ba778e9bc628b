package io.qbrain.feed.camel;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Listens to a WebSocket: each text is a message. The next one is asked for when the last was
 * taken, so a slow platform slows the sender. A connection on which nothing comes for a while is
 * ended.
 */
final class WebSocketStream implements LiveSource {
  /** No message may be longer. */
  static final int MAX_CHARACTERS = 4 * 1024 * 1024;

  private final URI uri;
  private final Optional<String> authorization;
  private final Optional<String> subscribe;
  private final Duration timeout;
  private final Duration staleAfter;
  private final HttpClient client;
  private volatile @Nullable WebSocket open;

  WebSocketStream(
      URI uri,
      Optional<String> authorization,
      Optional<String> subscribe,
      Duration timeout,
      Duration staleAfter) {
    this.uri = uri;
    this.authorization = authorization;
    this.subscribe = subscribe;
    this.timeout = timeout;
    this.staleAfter = staleAfter;
    this.client = HttpClient.newBuilder().connectTimeout(timeout).build();
  }

  @Override
  public void run(Taker taker) throws IOException {
    Inbox inbox = new Inbox();
    WebSocket.Builder builder = client.newWebSocketBuilder().connectTimeout(timeout);
    authorization.ifPresent(value -> builder.header("Authorization", value));
    WebSocket socket = null;
    try {
      socket = builder.buildAsync(uri, inbox).get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      open = socket;
      if (subscribe.isPresent()) {
        socket.sendText(subscribe.get(), true).get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      }
      taker.connected();
      while (!taker.isStopped()) {
        String message = inbox.next(staleAfter);
        taker.take(message);
        socket.request(1);
      }
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      String why = cause == null || cause.getMessage() == null ? "refused" : cause.getMessage();
      throw new IOException("not connected: " + why, e);
    } catch (TimeoutException e) {
      throw new IOException("not connected within " + timeout, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      open = null;
      if (socket != null) {
        socket.abort();
      }
    }
  }

  @Override
  public void close() {
    WebSocket socket = open;
    if (socket != null) {
      socket.abort();
    }
  }

  /** What comes: a message at a time, or why no more will. */
  private static final class Inbox implements WebSocket.Listener {
    private record Item(String text, boolean isEnd) {}

    private final BlockingQueue<Item> items = new ArrayBlockingQueue<>(8);
    private final StringBuilder part = new StringBuilder();

    String next(Duration longest) throws IOException, InterruptedException {
      Item item = items.poll(longest.toNanos(), TimeUnit.NANOSECONDS);
      if (item == null) {
        throw new IOException("nothing came for " + longest);
      }
      if (item.isEnd()) {
        throw new IOException(item.text());
      }
      return item.text();
    }

    @Override
    public void onOpen(WebSocket socket) {
      socket.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onText(
        WebSocket socket, CharSequence data, boolean isLast) {
      if (part.length() + data.length() > MAX_CHARACTERS) {
        end("expected messages of at most " + MAX_CHARACTERS + " characters, found a longer one");
        socket.abort();
        return null;
      }
      part.append(data);
      if (isLast) {
        offer(new Item(part.toString(), false));
        part.setLength(0);
      } else {
        socket.request(1);
      }
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(
        WebSocket socket, ByteBuffer data, boolean isLast) {
      end("expected text, found bytes");
      socket.abort();
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      end("the source closed the connection: " + code + (reason.isEmpty() ? "" : " " + reason));
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      end("the connection ended: " + error.getMessage());
    }

    private void end(String why) {
      offer(new Item(why, true));
    }

    /** There is room: one message is asked for at a time, and a connection ends once. */
    private void offer(Item item) {
      if (!items.offer(item)) {
        throw new IllegalStateException("more messages than were asked for");
      }
    }
  }
}
