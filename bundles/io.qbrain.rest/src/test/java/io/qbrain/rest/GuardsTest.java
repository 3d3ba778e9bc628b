package io.qbrain.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.rest.Server.Answer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who comes in. */
class GuardsTest extends OnServer {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/strategies",
        "/instances",
        "/orders",
        "/risk/kills",
        "/platform/status",
        "/openapi.json",
        "/nothing"
      })
  void nothingAnswersWithoutTheToken(String path) {
    Answer answer = server.send(HttpRequest.newBuilder(server.uri("/api/v1" + path)));
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"qbrain\"");
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().get("code").asText()).isEqualTo("auth.missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer wrong",
        "Bearer",
        "Bearer " + Server.TOKEN + "x",
        "Basic dXNlcjpwYXNz",
        Server.TOKEN
      })
  void otherCredentialsAreRefused(String authorization) {
    Answer answer =
        server.send(
            HttpRequest.newBuilder(server.uri("/api/v1/instances"))
                .header("Authorization", authorization));
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).contains("invalid_token");
    assertThat(answer.json().get("code").asText()).isEqualTo("auth.invalid");
  }

  @Test
  void aChangeWithoutTheTokenChangesNothing() {
    Answer answer =
        server.send(
            HttpRequest.newBuilder(server.uri("/api/v1/risk/kills"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"scope\":\"platform\",\"reason\":\"x\"}")));
    assertThat(answer.status()).isEqualTo(401);
    assertThat(server.fakes.calls).noneMatch(call -> call.startsWith("kill"));
  }

  private String statusLine(String host) throws Exception {
    String answer =
        server.raw(
            "GET /api/v1/feeds HTTP/1.1",
            "Host: " + host,
            "Authorization: Bearer " + Server.TOKEN,
            "Connection: close");
    return answer.lines().findFirst().orElse("");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:PORT",
        "LOCALHOST:PORT",
        "127.0.0.1:PORT",
        "[::1]:PORT",
        "localhost",
        "trading.example",
        "trading.example:8443"
      })
  void ownNamesAreServed(String host) throws Exception {
    assertThat(statusLine(host.replace("PORT", "" + server.port()))).contains(" 200 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:PORT",
        "localhost.evil.example:PORT",
        "localhost:1",
        "127.0.0.2:PORT",
        "0.0.0.0:PORT"
      })
  void otherNamesAreMisdirected(String host) throws Exception {
    assertThat(statusLine(host.replace("PORT", "" + server.port()))).contains(" 421 ");
  }

  @Test
  void noOtherOriginIsLetIn() {
    Answer answer =
        server.send(
            server
                .request("/feeds")
                .header("Origin", "http://evil.example")
                .method("OPTIONS", BodyPublishers.noBody()));
    assertThat(answer.response().headers().map().keySet())
        .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control"));
    assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
  }
}
