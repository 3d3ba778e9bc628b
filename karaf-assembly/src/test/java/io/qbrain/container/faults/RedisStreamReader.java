package io.qbrain.container.faults;

import io.qbrain.container.Platform;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** Reads a stream of the included Redis by the protocol itself, without the platform. */
final class RedisStreamReader implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 10_000;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  RedisStreamReader(Platform platform) throws IOException {
    var folder = platform.home().resolve("redis");
    String port =
        Files.readAllLines(folder.resolve("redis.conf")).stream()
            .filter(line -> line.startsWith("port "))
            .map(line -> line.substring(5).trim())
            .findFirst()
            .orElseThrow();
    socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
    ask("AUTH", Files.readString(folder.resolve("password")).trim());
  }

  /** The turn and part of each message of an account's stream, in the order of the stream. */
  List<String> parts(String account) throws IOException {
    List<String> parts = new ArrayList<>();
    Object answer = ask("XRANGE", "qbrain:stream:{account." + account + "}", "-", "+");
    for (Object entry : (List<?>) answer) {
      List<?> fields = (List<?>) ((List<?>) entry).get(1);
      String sequence = "?";
      String part = "?";
      for (int i = 0; i < fields.size(); i += 2) {
        if ("h:sequence".equals(fields.get(i))) {
          sequence = String.valueOf(fields.get(i + 1));
        } else if ("h:part".equals(fields.get(i))) {
          part = String.valueOf(fields.get(i + 1));
        }
      }
      parts.add(sequence + " " + part);
    }
    return parts;
  }

  private Object ask(String... words) throws IOException {
    StringBuilder request = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      int length = word.getBytes(StandardCharsets.UTF_8).length;
      request.append('$').append(length).append("\r\n").append(word).append("\r\n");
    }
    out.write(request.toString().getBytes(StandardCharsets.UTF_8));
    out.flush();
    return answer();
  }

  private Object answer() throws IOException {
    String line = line();
    String rest = line.substring(1);
    switch (line.charAt(0)) {
      case '+', ':':
        return rest;
      case '$':
        int length = Integer.parseInt(rest);
        if (length < 0) {
          return "";
        }
        byte[] bytes = in.readNBytes(length);
        in.skipNBytes(2);
        return new String(bytes, StandardCharsets.UTF_8);
      case '*':
        List<Object> all = new ArrayList<>();
        for (int i = Integer.parseInt(rest); i > 0; i--) {
          all.add(answer());
        }
        return all;
      default:
        throw new IOException("Redis says: " + line);
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\r'; c = in.read()) {
      if (c < 0) {
        throw new IOException("Redis ended the connection");
      }
      line.append((char) c);
    }
    in.skipNBytes(1);
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
