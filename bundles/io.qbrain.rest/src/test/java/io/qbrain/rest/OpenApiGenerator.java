package io.qbrain.rest;

import io.qbrain.rest.view.Amount;
import io.qbrain.rest.view.Reason;
import io.qbrain.rest.wire.Problem;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.jaxrs2.Reader;
import io.swagger.v3.oas.integration.SwaggerConfiguration;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the OpenAPI document of the resources by swagger-core, in a fixed order. */
final class OpenApiGenerator {
  private static final String TOKEN = "token";

  private final Map<String, Class<?>> records = new TreeMap<>();

  private OpenApiGenerator() throws IOException, ClassNotFoundException {
    Path views = Path.of("target/classes", Amount.class.getPackageName().replace('.', '/'));
    try (Stream<Path> files = Files.list(views)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString().replace(".class", "");
        add(Class.forName(Amount.class.getPackageName() + "." + name));
      }
    }
    add(Problem.class);
    add(AccountResource.LedgerEntries.class);
    add(TaskResource.Tasks.class);
    add(TaskRunResource.TaskRuns.class);
    add(ReportResource.Reports.class);
    add(InstanceResource.Instances.class);
    add(EventResource.Events.class);
  }

  private void add(Class<?> type) {
    if (type.isRecord() && records.put(type.getSimpleName(), type) != null) {
      throw new IllegalStateException("two records are named " + type.getSimpleName());
    }
  }

  /** Returns the document of an application's resources, with the health checks. */
  static String generate(RestApplication application) throws Exception {
    return new OpenApiGenerator().document(application);
  }

  private String document(RestApplication application) {
    OpenAPI api = reader().read(inOrder(application.getClasses()));
    OpenAPI health = reader().read(Set.<Class<?>>of(HealthResource.class));
    OpenAPI metrics = reader().read(Set.<Class<?>>of(MetricsResource.class));
    Paths paths = new Paths();
    new TreeMap<>(api.getPaths()).forEach(paths::addPathItem);
    new TreeMap<>(health.getPaths())
        .forEach(
            (path, item) -> {
              item.setServers(List.of(new Server().url("/health")));
              item.readOperations().forEach(o -> o.setSecurity(List.of()));
              paths.addPathItem(path, item);
            });
    metrics
        .getPaths()
        .values()
        .forEach(
            item -> {
              item.setServers(List.of(new Server().url("/")));
              paths.addPathItem("/metrics", item);
            });
    paths.forEach(this::finish);
    api.setPaths(paths);
    api.setOpenapi("3.1.0");
    api.setInfo(
        new Info()
            .title("Q-Brain")
            .version("1")
            .description(
                "Decimals and ids are strings, times are ISO-8601 in UTC, what is not there is left"
                    + " out. Every error is a Problem. The token is in the file rest-token of the"
                    + " platform's state directory.")
            .license(new License().name("Apache-2.0").identifier("Apache-2.0")));
    api.setServers(List.of(new Server().url("/api/v1")));
    api.setSecurity(List.of(new SecurityRequirement().addList(TOKEN)));
    api.setTags(null);
    api.setComponents(components(api, health));
    return Json31.pretty(api) + "\n";
  }

  private static Set<Class<?>> inOrder(Set<Class<?>> resources) {
    Set<Class<?>> ordered = new TreeSet<>(Comparator.comparing(Class::getName));
    ordered.addAll(resources);
    return ordered;
  }

  private static Reader reader() {
    return new Reader(
        new SwaggerConfiguration().openAPI(new OpenAPI(SpecVersion.V31)).openAPI31(true));
  }

  private Components components(OpenAPI api, OpenAPI health) {
    Components components = new Components();
    Map<String, Schema> schemas = new TreeMap<>(api.getComponents().getSchemas());
    schemas.putAll(health.getComponents().getSchemas());
    schemas.putAll(ModelConverters.getInstance(true).readAll(new AnnotatedType(Problem.class)));
    schemas.remove("JsonNode");
    schemas.put(
        "ParameterValue",
        new JsonSchema()
            .types(new TreeSet<>(Set.of("string", "number", "boolean", "array")))
            .description("A text, a plain number, a boolean or a list of these."));
    schemas.forEach(this::require);
    schemas.forEach(components::addSchemas);
    components.addSecuritySchemes(
        TOKEN, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer"));
    components.addResponses(
        "Problem",
        new ApiResponse().description("an error").content(content(Problem.MEDIA_TYPE, "Problem")));
    return components;
  }

  private static Content content(String mediaType, String schema) {
    return new Content()
        .addMediaType(
            mediaType,
            new MediaType().schema(new JsonSchema().$ref("#/components/schemas/" + schema)));
  }

  /** Marks what is always there as required. */
  private void require(String name, Schema<?> schema) {
    if (schema.getProperties() != null && schema.getProperties().containsKey("parameters")) {
      Schema<?> parameters = schema.getProperties().get("parameters");
      if (parameters.getAdditionalProperties() != null) {
        parameters.setAdditionalProperties(
            new JsonSchema().$ref("#/components/schemas/ParameterValue"));
      }
    }
    Class<?> type = records.get(name);
    if (type == null) {
      if (name.startsWith("Items")) {
        schema.setRequired(List.of("items"));
      }
      return;
    }
    for (RecordComponent component : type.getRecordComponents()) {
      if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        schema.addRequiredItem(component.getName());
      }
    }
  }

  private static boolean takes(Operation operation, Class<?> type) {
    return operation.getRequestBody().getContent().values().stream()
        .map(content -> content.getSchema().get$ref())
        .anyMatch(ref -> ref != null && ref.endsWith("/" + type.getSimpleName()));
  }

  private void finish(String path, PathItem item) {
    item.readOperationsMap().forEach((method, operation) -> finish(path, item, method, operation));
  }

  private void finish(String path, PathItem item, PathItem.HttpMethod method, Operation operation) {
    StringBuilder id = new StringBuilder(method.name().toLowerCase(Locale.ROOT));
    for (String word : path.split("[^A-Za-z]+")) {
      id.append(word.isEmpty() ? "" : word.substring(0, 1).toUpperCase(Locale.ROOT))
          .append(word.isEmpty() ? "" : word.substring(1));
    }
    operation.setOperationId(id.toString());
    if (operation.getRequestBody() != null) {
      operation.getRequestBody().setRequired(!takes(operation, Reason.class));
    }
    operation.setTags(
        List.of(
            path.equals("/live") || path.equals("/ready")
                ? "health"
                : path.split("/")[1].replace(".json", "")));
    ApiResponses responses = new ApiResponses();
    operation
        .getResponses()
        .forEach(
            (status, response) -> {
              if (!status.equals("default")) {
                responses.addApiResponse(status, response);
              } else if (response.getContent() != null
                  && response.getContent().values().stream().anyMatch(c -> c.getSchema() != null)) {
                responses.addApiResponse("200", response.description("done"));
              } else {
                responses.addApiResponse("204", new ApiResponse().description("done"));
              }
            });
    responses.addApiResponse("default", new ApiResponse().$ref("#/components/responses/Problem"));
    operation.setResponses(responses);
  }
}
