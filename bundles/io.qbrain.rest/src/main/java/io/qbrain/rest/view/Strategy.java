package io.qbrain.rest.view;

import io.qbrain.service.StrategyService;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stored strategy. */
@Schema(description = "One version of a strategy in the store.")
public record Strategy(
    @Schema(example = "acme/ema-cross@1.4.2", description = "what instances and backtests name")
        String strategy,
    String namespace,
    String name,
    String version,
    @Schema(allowableValues = {"STORED", "INSTALLED", "FAILED"}) String state,
    @Schema(description = "why it failed, else empty") String reason,
    String description,
    @Schema(description = "digest of the jar in lower-case hex") String sha256,
    long sizeBytes,
    @Schema(description = "versions of the strategy SPI that it runs with") String spiRange,
    @Schema(description = "empty unless installed") List<Parameter> parameters,
    int instances) {

  /** A parameter of a strategy. */
  @Schema(description = "A parameter of a strategy.")
  public record Parameter(
      String name,
      @Schema(
              description =
                  "int, long, double, boolean, string, enum, duration, time, quantity, price,"
                      + " instrument or bars; a list ends in []")
          String type,
      @Schema(description = "absent if it must be given") @Nullable String defaultValue,
      String help,
      @Nullable String min,
      @Nullable String max,
      @Schema(description = "the values of an enum") List<String> choices) {

    static Parameter of(StrategyService.ParameterView p) {
      return new Parameter(
          p.name(), p.type(), p.defaultValue(), p.help(), p.min(), p.max(), p.choices());
    }
  }

  /** Renders a strategy. */
  public static Strategy of(StrategyService.StrategyView v) {
    return new Strategy(
        v.ref().toString(),
        v.ref().namespace(),
        v.ref().name(),
        v.ref().version(),
        v.state().name(),
        v.reason(),
        v.description(),
        v.sha256(),
        v.sizeBytes(),
        v.spiRange(),
        v.parameters().stream().map(Parameter::of).toList(),
        v.instances());
  }
}
