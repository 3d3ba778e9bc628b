package io.qbrain.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;

/** Both applications in Jersey servlets on a loopback port, and a client with the token. */
final class Server implements AutoCloseable {
  static final String TOKEN = "test-token-test-token-test-token-42";

  final FakeServices fakes = new FakeServices();
  final Services services = new Services();

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient client = HttpClient.newHttpClient();
  private final org.eclipse.jetty.server.Server jetty = new org.eclipse.jetty.server.Server();
  private final ServerConnector connector = new ServerConnector(jetty);

  Server() throws Exception {
    fakes.reset(services);
    connector.setHost("127.0.0.1");
    jetty.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/");
    Guards guards = new Guards(TOKEN, List.of("trading.example"));
    add(context, "/api/v1/*", new RestApplication(services, guards));
    add(context, "/metrics/*", new MetricsApplication(services, guards));
    add(context, "/health/*", new HealthApplication(services));
    // Lets an answer that is on its way go out before the connection is closed.
    jetty.setHandler(new GracefulHandler(context));
    jetty.setStopTimeout(10_000);
    jetty.start();
  }

  private static void add(
      ServletContextHandler context, String path, jakarta.ws.rs.core.Application application) {
    ServletContainer servlet = new ServletContainer(ResourceConfig.forApplication(application));
    context.addServlet(new ServletHolder(servlet), path);
  }

  int port() {
    return connector.getLocalPort();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  HttpRequest.Builder request(String path) {
    return root("/api/v1" + path);
  }

  /** A request with the token for what is not under {@code /api/v1}. */
  HttpRequest.Builder root(String path) {
    return HttpRequest.newBuilder(uri(path))
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", "Bearer " + TOKEN);
  }

  <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
    try {
      return client.send(request.build(), body);
    } catch (IOException e) {
      throw new AssertionError("no answer: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  Answer send(HttpRequest.Builder request) {
    HttpResponse<String> response = send(request, BodyHandlers.ofString());
    return new Answer(response, json);
  }

  Answer get(String path) {
    return send(request(path));
  }

  Answer post(String path, String body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  Answer postNothing(String path) {
    return send(request(path).POST(HttpRequest.BodyPublishers.noBody()));
  }

  /** Sends lines as they are and returns the whole answer. */
  String raw(String... lines) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(UTF_8));
      socket.getOutputStream().flush();
      try (InputStream in = socket.getInputStream()) {
        return new String(in.readAllBytes(), UTF_8);
      }
    }
  }

  @Override
  public void close() throws Exception {
    jetty.stop();
  }

  /** An answer and its JSON. */
  record Answer(HttpResponse<String> response, ObjectMapper mapper) {

    int status() {
      return response.statusCode();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    JsonNode json() {
      try {
        return mapper.readTree(response.body());
      } catch (IOException e) {
        throw new AssertionError("expected JSON, found " + response.body(), e);
      }
    }
  }
}
