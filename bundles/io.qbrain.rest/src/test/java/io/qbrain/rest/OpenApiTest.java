package io.qbrain.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The document that is served is that of the resources. */
class OpenApiTest {
  private static final Path DOCUMENT = Path.of("src/main/resources/io/qbrain/rest/openapi.json");

  private static String generated() throws Exception {
    return OpenApiGenerator.generate(
        new RestApplication(new Services(), new Guards(Server.TOKEN, List.of())));
  }

  @Test
  void theDocumentIsThatOfTheResources() throws Exception {
    String generated = generated();
    if (Boolean.getBoolean("openapi.write")) {
      Files.createDirectories(DOCUMENT.getParent());
      Files.writeString(DOCUMENT, generated);
    }
    assertThat(Files.readString(DOCUMENT))
        .as("the resources have changed: look whether callers break, then -Dopenapi.write=true")
        .isEqualTo(generated);
  }

  @Test
  void everyOperationAndItsErrorsAreInTheDocument() throws Exception {
    JsonNode document = new ObjectMapper().readTree(generated());
    List<String> operations = new ArrayList<>();
    document
        .get("paths")
        .fields()
        .forEachRemaining(
            path ->
                path.getValue()
                    .fields()
                    .forEachRemaining(
                        operation -> {
                          if (!operation.getKey().equals("servers")) {
                            operations.add(operation.getKey() + " " + path.getKey());
                            assertThat(operation.getValue().at("/responses/default/$ref").asText())
                                .isEqualTo("#/components/responses/Problem");
                          }
                        }));
    String version = "/strategies/{ns}/{name}/versions/{v}";
    assertThat(operations)
        .containsExactlyInAnyOrder(
            "get /strategies",
            "get /turns",
            "get " + version,
            "put " + version + "/artifact",
            "get " + version + "/artifact",
            "post " + version + "/install",
            "post " + version + "/uninstall",
            "get /instances",
            "post /instances",
            "get /instances/{id}",
            "delete /instances/{id}",
            "post /instances/{id}/start",
            "post /instances/{id}/stop",
            "get /instances/{id}/log",
            "get /orders",
            "get /orders/{id}",
            "post /orders/{id}/cancel",
            "get /fills",
            "get /positions",
            "get /accounts",
            "get /accounts/{id}",
            "get /accounts/{id}/ledger",
            "post /accounts/{id}/ledger/verify",
            "post /accounts/{id}/prove",
            "post /accounts/{id}/money/deposits",
            "post /accounts/{id}/money/withdrawals",
            "post /accounts/{id}/money/transfers",
            "post /accounts/{id}/money/conversions",
            "post /accounts/{id}/money/fundings",
            "get /accounts/{id}/rates",
            "post /accounts/{id}/rates",
            "get /accounts/{id}/actions",
            "post /accounts/{id}/actions",
            "post /accounts/{id}/actions/withdrawals",
            "get /accounts/{id}/terms",
            "post /accounts/{id}/terms",
            "get /risk/kills",
            "post /risk/kills",
            "get /risk/limits",
            "post /risk/resume",
            "post /backtests",
            "get /backtests/presets",
            "get /backtests/options",
            "get /data/series",
            "get /data/gaps",
            "post /data/imports",
            "post /data/exports",
            "post /data/synchronisations",
            "get /data/jobs",
            "get /data/jobs/{id}",
            "post /data/jobs/{id}/cancel",
            "get /streams",
            "get /streams/written",
            "get /streams/{name}/messages",
            "get /streams/{name}/dead-letters",
            "get /cache",
            "post /cache/clear",
            "get /events/{topic}",
            "get /events/readers",
            "post /events/projections/{name}/replay",
            "get /feeds",
            "get /platform/status",
            "get /tasks",
            "post /tasks",
            "get /tasks/{id}",
            "delete /tasks/{id}",
            "post /tasks/{id}/run",
            "post /tasks/{id}/pause",
            "post /tasks/{id}/resume",
            "post /tasks/{id}/cancel",
            "get /task-kinds",
            "get /task-runs",
            "get /task-runs/{number}",
            "post /task-runs/{number}/retry",
            "get /reports",
            "get /reports/{number}",
            "get /reports/{number}/csv",
            "get /reports/{number}/html",
            "get /openapi.json",
            "get /metrics",
            "get /live",
            "get /ready");
    assertThat(document.get("openapi").asText()).startsWith("3.1");
    assertThat(document.at("/components/schemas/Problem/required"))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrder("title", "status", "code", "detail");
  }

  @Test
  void servesTheDocument() throws Exception {
    try (Server server = new Server()) {
      Server.Answer answer = server.get("/openapi.json");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Content-Type")).isEqualTo("application/json");
      assertThat(answer.response().body()).isEqualTo(Files.readString(DOCUMENT));
    }
  }
}
