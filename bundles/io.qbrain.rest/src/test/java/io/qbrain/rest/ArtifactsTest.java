package io.qbrain.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.rest.Server.Answer;
import io.qbrain.rest.wire.ContentDigest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Upload and download of jars. */
class ArtifactsTest extends OnServer {
  private static final String PATH = "/strategies/acme/ema-cross/versions/1.4.2/artifact";
  private static final byte[] JAR = "a jar".getBytes(java.nio.charset.StandardCharsets.UTF_8);

  private HttpRequest.Builder put(byte[] jar) {
    return server
        .request(PATH)
        .header("Content-Type", "application/java-archive")
        .PUT(BodyPublishers.ofByteArray(jar));
  }

  private static void assertProblem(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().get("code").asText()).isEqualTo(code);
  }

  @Test
  void storesANewJarAndFindsTheSameAgain() {
    Answer stored = server.send(put(JAR));
    assertThat(stored.status()).as(stored.response().body()).isEqualTo(201);
    assertThat(stored.header("Location"))
        .isEqualTo(server.uri("/api/v1/strategies/acme/ema-cross/versions/1.4.2").toString());
    assertThat(stored.json().get("sha256").asText()).isEqualTo(FakeServices.sha256(JAR));

    Answer again = server.send(put(JAR));
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.header("Location")).isEmpty();

    assertProblem(server.send(put(new byte[] {1})), 409, "artifact.exists");
    assertProblem(server.send(put(JAR).header("If-None-Match", "*")), 412, "artifact.exists");
  }

  @Test
  void checksTheDigestThatTheSenderStates() {
    String digest = ContentDigest.ofSha256(FakeServices.sha256(JAR));
    assertProblem(
        server.send(put(new byte[] {1}).header("Content-Digest", digest)), 422, "artifact.digest");
    assertProblem(
        server.send(put(JAR).header("Content-Digest", "sha-256=abc")), 400, "digest.syntax");
    assertProblem(
        server.send(put(JAR).header("Content-Digest", "md5=:AAAA:")), 400, "digest.algorithm");
    assertThat(server.fakes.store).isEmpty();

    Answer taken = server.send(put(JAR).header("Content-Digest", digest));
    assertThat(taken.status()).isEqualTo(201);
  }

  @Test
  void aShortRefusedBodyIsReadAndALongOneEndsTheConnection() throws IOException {
    Answer refused = server.send(put(JAR).header("Content-Digest", "sha-256=abc"));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.header("Connection")).isEmpty();

    String answer =
        server.raw(
            "PUT /api/v1" + PATH + " HTTP/1.1",
            "Host: 127.0.0.1:" + server.port(),
            "Authorization: Bearer " + Server.TOKEN,
            "Content-Type: text/plain",
            "Content-Length: 70000");
    assertThat(answer).startsWith("HTTP/1.1 415").contains("Connection: close");
  }

  @Test
  void refusesOtherTypesEncodingsAndUnknownLengths() {
    HttpRequest.Builder json =
        server
            .request(PATH)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofByteArray(JAR));
    assertProblem(server.send(json), 415, "content-type.unsupported");
    assertProblem(
        server.send(server.request(PATH).PUT(BodyPublishers.ofByteArray(JAR))),
        415,
        "content-type.unsupported");
    assertProblem(
        server.send(put(JAR).header("Content-Encoding", "gzip")),
        415,
        "content-encoding.unsupported");
    HttpRequest.Builder chunked =
        server
            .request(PATH)
            .header("Content-Type", "application/java-archive")
            .PUT(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(JAR)));
    assertProblem(server.send(chunked), 411, "length.required");
    assertThat(server.fakes.calls).isEmpty();
  }

  @Test
  void refusesAJarThatIsTooLarge() {
    assertProblem(
        server.send(put(new byte[(int) FakeServices.MAX_JAR + 1])), 413, "artifact.too-large");
    byte[] largest = new byte[(int) FakeServices.MAX_JAR];
    Arrays.fill(largest, (byte) 7);
    assertThat(server.send(put(largest)).status()).isEqualTo(201);
  }

  @Test
  void refusesAVersionThatIsNone() {
    assertProblem(
        server.send(
            server
                .request("/strategies/acme/ema-cross/versions/latest/artifact")
                .header("Content-Type", "application/java-archive")
                .PUT(BodyPublishers.ofByteArray(JAR))),
        400,
        "request.invalid");
  }

  @Test
  void returnsTheJarWithItsDigestAsETag() {
    server.fakes.store.put(Samples.STRATEGY, JAR);

    HttpResponse<byte[]> jar = server.send(server.request(PATH), BodyHandlers.ofByteArray());
    String tag = "\"" + FakeServices.sha256(JAR) + "\"";
    assertThat(jar.statusCode()).isEqualTo(200);
    assertThat(jar.body()).isEqualTo(JAR);
    assertThat(jar.headers().firstValue("ETag")).hasValue(tag);
    assertThat(jar.headers().firstValue("Content-Type")).hasValue("application/java-archive");
    assertThat(jar.headers().firstValueAsLong("Content-Length")).hasValue(JAR.length);
    assertThat(jar.headers().firstValue("Content-Digest"))
        .hasValue(ContentDigest.ofSha256(FakeServices.sha256(JAR)));
    assertThat(server.fakes.lastDownload).doesNotExist();

    server.fakes.lastDownload = null;
    assertThat(server.send(server.request(PATH).header("If-None-Match", tag)).status())
        .isEqualTo(304);
    assertThat(server.fakes.lastDownload).isNull();
  }

  @Test
  void leavesNoCopyBehindWhenOnlyTheHeadersAreAskedFor() {
    server.fakes.store.put(Samples.STRATEGY, JAR);

    Answer head = server.send(server.request(PATH).method("HEAD", BodyPublishers.noBody()));
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("ETag")).isNotEmpty();
    assertThat(server.fakes.lastDownload).isNotNull().doesNotExist();
  }

  @Test
  void knowsNoJarThatWasNotStored() {
    assertProblem(server.get(PATH), 404, "strategy.unknown");
  }
}
