package io.qbrain.hosting;

import io.qbrain.model.StrategyRef;
import io.qbrain.service.StrategyService.ParameterView;
import io.qbrain.strategy.ParameterSchema;
import io.qbrain.strategy.StrategyFactory;
import java.util.List;

/**
 * A strategy that runs as a bundle.
 *
 * @param ref its name and version
 * @param factory what its bundle has registered
 * @param description what the factory says about it
 * @param parameters what its configuration record says
 * @param bundle the bundle and the hold on its service
 */
record Guest(
    StrategyRef ref,
    StrategyFactory<?> factory,
    String description,
    List<ParameterView> parameters,
    GuestBundle bundle) {
  private static final int MAX_DESCRIPTION = 200;

  /**
   * Asks a factory what it is; runs code of the guest.
   *
   * @throws IllegalArgumentException if the configuration record cannot be used
   */
  static Guest of(StrategyRef ref, StrategyFactory<?> factory, GuestBundle bundle) {
    List<ParameterView> parameters =
        ParameterSchema.of(factory.configType()).parameters().stream().map(Guest::view).toList();
    return new Guest(ref, factory, line(factory.description()), parameters, bundle);
  }

  private static ParameterView view(ParameterSchema.Parameter p) {
    return new ParameterView(
        p.name(), p.type(), p.defaultValue(), p.help(), p.min(), p.max(), p.choices());
  }

  private static String line(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ").strip();
    return line.length() <= MAX_DESCRIPTION ? line : line.substring(0, MAX_DESCRIPTION);
  }
}
