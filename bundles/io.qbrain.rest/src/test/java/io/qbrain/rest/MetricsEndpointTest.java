package io.qbrain.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.rest.Server.Answer;
import io.qbrain.service.MetricsService;
import jakarta.ws.rs.core.MediaType;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;

/** What monitoring reads, where it looks for it. */
class MetricsEndpointTest extends OnServer {
  @Test
  void prometheusReadsTheFiguresWithTheToken() {
    server.services.metricsService = () -> "qbrain_platform_ready 1\n";
    Answer answer = server.send(server.root("/metrics"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(MediaType.valueOf(answer.header("Content-Type")))
        .isEqualTo(MediaType.valueOf(MetricsService.CONTENT_TYPE));
    assertThat(answer.response().body()).isEqualTo("qbrain_platform_ready 1\n");
    assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
  }

  @Test
  void nobodyReadsThemWithoutIt() {
    Answer answer = server.send(HttpRequest.newBuilder(server.uri("/metrics")));
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.json().get("code").asText()).isEqualTo("auth.missing");
    assertThat(server.fakes.calls).isEmpty();
  }

  @Test
  void anotherHostNameIsMisdirected() throws Exception {
    String answer =
        server.raw(
            "GET /metrics HTTP/1.1",
            "Host: evil.example",
            "Authorization: Bearer " + Server.TOKEN,
            "Connection: close");
    assertThat(answer.lines().findFirst().orElse("")).contains(" 421 ");
    assertThat(server.fakes.calls).isEmpty();
  }

  @Test
  void nothingElseIsThere() {
    assertThat(server.send(server.root("/metrics/other")).status()).isEqualTo(404);
    assertThat(
            server.send(server.root("/metrics").POST(HttpRequest.BodyPublishers.noBody())).status())
        .isEqualTo(405);
  }

  @Test
  void saysWhenTheyAreNotThereYet() {
    server.services.metricsService = null;
    Answer answer = server.send(server.root("/metrics"));
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.json().get("code").asText()).isEqualTo("service.unavailable");
  }
}
