package io.qbrain.feed.camel;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A WebSocket server (RFC 6455) on this machine: one client at a time, texts both ways. */
final class LocalWebSocket implements AutoCloseable {
  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int TEXT = 0x81;
  private static final int CLOSE = 0x88;

  private final ServerSocket server;
  private final List<String> received = new ArrayList<>();
  private final List<String> headers = new ArrayList<>();
  private final Thread thread;
  private @Nullable Socket client;
  private int clients;

  LocalWebSocket() throws IOException {
    server = new ServerSocket(0, 4, InetAddress.getLoopbackAddress());
    thread = new Thread(this::accept, "local-websocket");
    thread.setDaemon(true);
    thread.start();
  }

  String url() {
    return "ws://127.0.0.1:" + server.getLocalPort() + "/stream?key=secret";
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        shake(in, socket.getOutputStream());
        synchronized (this) {
          client = socket;
          clients++;
        }
        read(in);
      } catch (IOException e) {
        // The client went away, or the server was closed: the loop's condition tells.
      }
    }
  }

  private void shake(DataInputStream in, OutputStream out) throws IOException {
    String key = "";
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      synchronized (this) {
        headers.add(line);
      }
      if (line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key:")) {
        key = line.substring(line.indexOf(':') + 1).strip();
      }
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
      String answer =
          "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              + "Sec-WebSocket-Accept: "
              + Base64.getEncoder().encodeToString(hash)
              + "\r\n\r\n";
      out.write(answer.getBytes(StandardCharsets.US_ASCII));
      out.flush();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }

  private static String line(DataInputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  /** Short texts only; a client masks what it sends. */
  private void read(DataInputStream in) throws IOException {
    while (true) {
      int kind = in.readUnsignedByte();
      int length = in.readUnsignedByte() & 0x7f;
      byte[] mask = in.readNBytes(4);
      byte[] text = in.readNBytes(length);
      for (int i = 0; i < length; i++) {
        text[i] ^= mask[i % 4];
      }
      if (kind == CLOSE) {
        return;
      }
      synchronized (this) {
        received.add(new String(text, StandardCharsets.UTF_8));
      }
    }
  }

  private synchronized void frame(int kind, byte[] body) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(body.length + 4);
    frame.put((byte) kind);
    if (body.length < 126) {
      frame.put((byte) body.length);
    } else {
      frame.put((byte) 126).putShort((short) body.length);
    }
    frame.put(body);
    OutputStream out = connected().getOutputStream();
    out.write(frame.array(), 0, frame.position());
    out.flush();
  }

  void send(String text) throws IOException {
    frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Says goodbye with code 1001. */
  void sayGoodbye() throws IOException {
    frame(CLOSE, new byte[] {0x03, (byte) 0xe9});
  }

  /** Cuts the connection. */
  synchronized void cut() throws IOException {
    connected().close();
  }

  private synchronized Socket connected() throws IOException {
    Socket present = client;
    if (present == null) {
      throw new IOException("nobody is connected");
    }
    return present;
  }

  synchronized int clients() {
    return clients;
  }

  synchronized List<String> received() {
    return List.copyOf(received);
  }

  synchronized List<String> headers() {
    return List.copyOf(headers);
  }

  @Override
  public void close() throws IOException {
    server.close();
    synchronized (this) {
      Socket present = client;
      if (present != null) {
        present.close();
      }
    }
  }
}
