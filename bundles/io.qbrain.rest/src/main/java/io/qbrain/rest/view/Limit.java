package io.qbrain.rest.view;

import io.qbrain.service.RiskService;
import io.swagger.v3.oas.annotations.media.Schema;

/** A risk limit in force. */
@Schema(description = "A risk limit in force.")
public record Limit(
    @Schema(example = "MAX_NOTIONAL") String rule,
    String scope,
    @Schema(description = "in words") String limit) {

  /** Renders a limit. */
  public static Limit of(RiskService.Limit l) {
    return new Limit(l.rule(), l.scope(), l.limit());
  }
}
