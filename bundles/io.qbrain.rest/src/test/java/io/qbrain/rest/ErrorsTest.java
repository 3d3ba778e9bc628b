package io.qbrain.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.rest.Server.Answer;
import io.qbrain.rest.wire.JsonBody;
import io.qbrain.service.ServiceException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes wrong is a problem with a code. */
class ErrorsTest extends OnServer {
  private static Answer assertProblem(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().get("status").asInt()).isEqualTo(status);
    assertThat(answer.json().get("code").asText()).isEqualTo(code);
    assertThat(answer.json().get("title").asText()).isNotBlank();
    assertThat(answer.json().get("detail").asText()).isNotBlank().doesNotContain("java.");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    return answer;
  }

  @ParameterizedTest
  @CsvSource({"NOT_FOUND,404", "INVALID,422", "CONFLICT,409", "TOO_LARGE,413", "UNAVAILABLE,503"})
  void aRefusalOfAServiceKeepsItsCode(ServiceException.Kind kind, int status) {
    server.fakes.failure = new ServiceException(kind, "some.code", "what to do");
    Answer answer = assertProblem(server.get("/instances"), status, "some.code");
    assertThat(answer.json().get("detail").asText()).isEqualTo("what to do");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/strategies/acme/none/versions/1.0.0",
        "/instances/none",
        "/instances/none/log",
        "/orders/none",
        "/accounts/none"
      })
  void whatIsNotThereIs404(String path) {
    assertThat(server.get(path).status()).isEqualTo(404);
  }

  @Test
  void aMissingServiceIs503AndTheOthersStay() {
    server.services.strategyService = null;
    server.services.instanceService = null;
    server.services.portfolioService = null;
    server.services.riskService = null;
    server.services.backtestService = null;
    server.services.feedService = null;
    server.services.streamService = null;
    server.services.cacheService = null;
    for (String path :
        List.of(
            "/strategies",
            "/instances",
            "/orders",
            "/fills",
            "/positions",
            "/accounts",
            "/risk/kills",
            "/risk/limits",
            "/backtests/presets",
            "/streams",
            "/cache",
            "/feeds")) {
      assertProblem(server.get(path), 503, "service.unavailable");
    }
    assertThat(server.get("/platform/status").status()).isEqualTo(200);
  }

  @Test
  void anUnexpectedErrorHasAnIdThatIsInTheLogInOneLine() {
    List<LogRecord> records = new ArrayList<>();
    Logger logger = Logger.getLogger("io.qbrain.rest.wire.Problems");
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            records.add(entry);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.addHandler(handler);
    try {
      server.fakes.failure =
          new IllegalStateException("secret\nline", new ArithmeticException("overflow"));
      Answer answer = assertProblem(server.get("/instances"), 500, "unexpected");
      String id = answer.json().get("id").asText();
      assertThat(answer.response().body()).doesNotContain("secret", "Exception", ".java");
      assertThat(records)
          .singleElement()
          .satisfies(
              entry ->
                  assertThat(entry.getMessage())
                      .startsWith("error " + id + " at GET /api/v1/instances: ")
                      .contains("secret line", "ArithmeticException: overflow", "ErrorsTest.java")
                      .doesNotContain("\n"));
    } finally {
      logger.removeHandler(handler);
    }
  }

  @Test
  void anUnknownPathMethodTypeOrFormIsAProblem() {
    assertProblem(server.get("/nothing/here"), 404, "path.unknown");
    Answer wrong =
        assertProblem(server.send(server.request("/accounts").DELETE()), 405, "method.not-allowed");
    assertThat(wrong.header("Allow")).contains("GET");
    assertProblem(
        server.send(
            server
                .request("/instances")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{}"))),
        415,
        "content-type.unsupported");
    assertProblem(
        server.send(server.request("/instances").POST(BodyPublishers.ofString("{}"))),
        415,
        "content-type.unsupported");
    assertProblem(
        server.send(server.request("/instances").header("Accept", "text/html")),
        406,
        "accept.unsupported");
    Answer health = server.send(HttpRequest.newBuilder(server.uri("/health/else")));
    assertThat(health.json().get("code").asText()).isEqualTo("path.unknown");
  }

  @Test
  void malformedJsonIsToldWithLineAndColumn() {
    Answer answer =
        assertProblem(server.post("/instances", "{\"id\":\n x}"), 400, "json.malformed");
    assertThat(answer.json().get("detail").asText()).contains("line 2, column");
    assertProblem(server.post("/instances", "{\"id\":\"a\",\"id\":\"b\"}"), 400, "json.malformed");
    assertProblem(server.post("/instances", "{} {}"), 400, "json.type");
    assertProblem(server.post("/instances", ""), 400, "request.missing");
    assertProblem(server.postNothing("/instances"), 400, "request.missing");
    assertProblem(server.post("/instances", "null"), 400, "request.missing");
  }

  @Test
  void anUnknownPropertyIsNamedWithTheExpectedOnes() {
    Answer answer =
        assertProblem(
            server.post("/instances", "{\"name\":\"ema\"}"), 400, "json.unknown-property");
    assertThat(answer.json().get("field").asText()).isEqualTo("name");
    assertThat(answer.json().get("detail").asText())
        .contains("'name'", "account", "capital", "id", "parameters", "strategy");
    Answer inner =
        assertProblem(
            server.post("/instances", "{\"capital\":{\"value\":\"1\"}}"),
            400,
            "json.unknown-property");
    assertThat(inner.json().get("field").asText()).isEqualTo("capital.value");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'id':5} | json.type | id",
        "{'id':true} | json.type | id",
        "{'id':{}} | json.type | id",
        "{'id':'ema','strategy':'x@1.0.0','parameters':[]} | json.type | parameters",
        "{'capital':12} | json.type | capital",
        "{} | request.missing | id",
        "{'id':'Ema'} | request.invalid | id",
        "{'id':'ema'} | request.missing | strategy",
        "{'id':'ema','strategy':'ema-cross'} | request.invalid | strategy",
        "{'id':'ema','strategy':'x@1.0.0','account':'?'} | request.invalid | account",
        "{'id':'ema','strategy':'x@1.0.0','capital':{'amount':'1'}} | request.invalid | capital",
        "{'id':'ema','strategy':'x@1.0.0','capital':{'amount':'a','currency':'USD'}}"
            + " | request.invalid | capital",
        "{'id':'ema','strategy':'x@1.0.0','parameters':{'a':null}}"
            + " | request.invalid | parameters.a",
        "{'id':'ema','strategy':'x@1.0.0','parameters':{'a':{'b':1}}}"
            + " | request.invalid | parameters.a",
        "{'id':'ema','strategy':'x@1.0.0','parameters':{'a':1e99999999}}"
            + " | request.invalid | parameters.a",
      })
  void aWrongValueOfAnInstanceNamesItsField(String body, String code, String field) {
    Answer answer = assertProblem(server.post("/instances", body.replace('\'', '"')), 400, code);
    assertThat(answer.json().get("field").asText()).isEqualTo(field);
    assertThat(server.fakes.calls).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/orders?limit=0 | limit",
        "/orders?limit=1001 | limit",
        "/orders?limit=many | limit",
        "/orders?open=yes | open",
        "/orders?instance=A | instance",
        "/fills?limit=-1 | limit",
        "/positions?instance=A | instance",
        "/accounts/paper/ledger?after=x | after",
        "/accounts/PAPER | id",
        "/instances/EMA | id",
        "/orders/a%20b | id"
      })
  void aWrongParameterOfAPathOrQueryNamesItself(String path, String field) {
    Answer answer = assertProblem(server.get(path), 400, "request.invalid");
    assertThat(answer.json().get("field").asText()).isEqualTo(field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'reason':'x'} | request.missing",
        "{'scope':'platform'} | request.missing",
        "{'scope':'platform','reason':' '} | request.missing",
        "{'scope':'everything','reason':'x'} | request.invalid"
      })
  void aKillNeedsAScopeAndAReason(String body, String code) {
    assertProblem(server.post("/risk/kills", body.replace('\'', '"')), 400, code);
    assertProblem(server.post("/risk/resume", body.replace('\'', '"')), 400, code);
    assertThat(server.fakes.calls).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'strategy':'x@1.0.0'}", "{'strategy':'x@1.0.0','data':[null]}"})
  void aBacktestNeedsAStrategyAndData(String body) {
    assertProblem(server.post("/backtests", body.replace('\'', '"')), 400, "request.missing");
  }

  @Test
  void theCapitalOfABacktestIsAnAmountIfItIsGiven() {
    String body = "{'strategy':'x@1.0.0','data':['a'],'capital':{}}";
    assertProblem(server.post("/backtests", body.replace('\'', '"')), 400, "request.invalid");
  }

  @Test
  void aBodyThatIsTooLargeIsNotRead() {
    String reason = "x".repeat(JsonBody.MAX_BYTES);
    assertProblem(
        server.post("/risk/kills", "{\"scope\":\"platform\",\"reason\":\"" + reason + "\"}"),
        413,
        "request.too-large");
  }
}
