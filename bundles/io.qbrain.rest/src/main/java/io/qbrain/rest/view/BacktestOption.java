package io.qbrain.rest.view;

import io.qbrain.service.BacktestService;
import io.swagger.v3.oas.annotations.media.Schema;

/** An option of a backtest. */
@Schema(description = "A setting of a backtest that may differ from the preset.")
public record BacktestOption(
    String name,
    @Schema(description = "what may be said: all words, or examples") String values,
    @Schema(description = "whether several values may be given") boolean repeatable,
    String help) {

  /** Renders an option. */
  public static BacktestOption of(BacktestService.OptionView o) {
    return new BacktestOption(o.name(), o.values(), o.repeatable(), o.help());
  }
}
