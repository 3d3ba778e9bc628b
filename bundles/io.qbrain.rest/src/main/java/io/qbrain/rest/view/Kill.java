package io.qbrain.rest.view;

import io.qbrain.service.RiskService;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A kill in force. */
@Schema(description = "A kill in force: orders of its scope are denied.")
public record Kill(
    @Schema(example = "strategy:ema-btc") String scope,
    String reason,
    @Schema(description = "open orders that were asked to be canceled, in the answer to a kill")
        @Nullable Integer canceled) {

  /** Renders a kill. */
  public static Kill of(RiskService.Kill k) {
    return new Kill(k.scope().toString(), k.reason(), null);
  }

  /** Renders what a kill did. */
  public static Kill of(RiskService.KillResult r) {
    return new Kill(r.kill().scope().toString(), r.kill().reason(), r.canceled());
  }
}
