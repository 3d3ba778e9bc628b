package io.qbrain.rest.view;

import io.qbrain.service.TaskService.KindView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** A kind of work. */
@Schema(description = "A kind of work that tasks are made of.")
public record TaskKind(String name, String description, List<Strategy.Parameter> parameters) {

  /** Renders a kind. */
  public static TaskKind of(KindView v) {
    return new TaskKind(
        v.name(), v.description(), v.parameters().stream().map(Strategy.Parameter::of).toList());
  }
}
