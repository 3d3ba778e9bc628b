package io.qbrain.rest.view;

import io.qbrain.service.ReplayService;
import io.swagger.v3.oas.annotations.media.Schema;

/** What a replay of recorded inputs found. */
@Schema(description = "What a replay of recorded inputs found.")
public record ReplayCheck(
    String account,
    @Schema(description = "every decision is the same") boolean same,
    long fromSequence,
    long toSequence,
    long inputs,
    @Schema(description = "inputs that decided something") long turns,
    @Schema(description = "the first decision that differs and why; empty if none does")
        String difference) {

  /** Renders the outcome of a replay. */
  public static ReplayCheck of(ReplayService.ReplayCheck c) {
    return new ReplayCheck(
        c.account().toString(),
        c.difference().isEmpty(),
        c.fromSequence(),
        c.toSequence(),
        c.inputs(),
        c.turns(),
        c.difference());
  }
}
