package io.qbrain.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** REST in the container: the same guards and errors as in front of test doubles. */
@OnPlatform
class RestTest {
  private static final Duration REST_WITHIN = Duration.ofSeconds(60);

  @BeforeEach
  void restIsUp(Platform platform) throws Exception {
    platform.await(
        "REST to answer",
        REST_WITHIN,
        () ->
            platform.get("/health/live").statusCode() == 200
                && platform.get("/api/v1/openapi.json").statusCode() == 401);
  }

  private static String token(Platform platform) throws IOException {
    return Files.readString(platform.home().resolve("rest-token")).strip();
  }

  private static HttpRequest.Builder request(Platform platform, String path) throws IOException {
    return platform.request("/api/v1" + path).header("Authorization", "Bearer " + token(platform));
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.body()).contains("\"code\":\"" + code + "\"").doesNotContain("Exception");
  }

  @Test
  void theTokenIsItsOwnersAloneAndWasSaidOnce(Platform platform) throws Exception {
    Path file = platform.home().resolve("rest-token");
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(platform.terminal())
        .containsOnlyOnce("REST token written to " + file + ": " + token(platform));
    String token = token(platform);
    assertThat(platform.log()).noneMatch(line -> line.contains(token));
  }

  @Test
  void nobodyComesInWithoutTheToken(Platform platform) throws Exception {
    assertProblem(platform.get("/api/v1/strategies"), 401, "auth.missing");
    assertProblem(
        platform.send(
            platform.request("/api/v1/strategies").header("Authorization", "Bearer other")),
        401,
        "auth.invalid");
  }

  @Test
  void anotherHostNameIsMisdirected(Platform platform) throws Exception {
    try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), platform.httpPort())) {
      socket.setSoTimeout((int) REST_WITHIN.toMillis());
      socket
          .getOutputStream()
          .write(
              ("GET /api/v1/strategies HTTP/1.1\r\nHost: evil.example\r\nAuthorization: Bearer "
                      + token(platform)
                      + "\r\nConnection: close\r\n\r\n")
                  .getBytes(UTF_8));
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .startsWith("HTTP/1.1 421 ")
          .contains("\"code\":\"host.unknown\"");
    }
  }

  @Test
  void theDocumentOfTheInterfaceIsServed(Platform platform) throws Exception {
    HttpResponse<String> document = platform.send(request(platform, "/openapi.json"));
    assertThat(document.statusCode()).isEqualTo(200);
    assertThat(document.body())
        .contains("\"openapi\" : \"3.1", "\"/strategies/{ns}/{name}/versions/{v}/artifact\"");
  }

  @Test
  void whatIsWrongIsAProblem(Platform platform) throws Exception {
    assertProblem(platform.send(request(platform, "/nothing")), 404, "path.unknown");
    assertProblem(
        platform.send(request(platform, "/accounts").DELETE()), 405, "method.not-allowed");
    assertProblem(
        platform.send(
            request(platform, "/instances")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"x\":1}"))),
        400,
        "json.unknown-property");
    assertProblem(
        platform.send(
            request(platform, "/strategies/acme/ema/versions/1.0.0/artifact")
                .PUT(HttpRequest.BodyPublishers.ofString("no jar"))),
        415,
        "content-type.unsupported");
  }
}
