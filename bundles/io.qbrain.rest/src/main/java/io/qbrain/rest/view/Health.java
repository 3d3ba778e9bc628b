package io.qbrain.rest.view;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * Health, for those who only ask whether.
 *
 * @param status UP or DOWN
 */
@Schema(description = "Health; the reasons are in the platform's status.")
public record Health(@Schema(allowableValues = {"UP", "DOWN"}) String status) {

  /** Renders up or down. */
  public static Health of(boolean up) {
    return new Health(up ? "UP" : "DOWN");
  }
}
