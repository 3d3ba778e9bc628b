package io.qbrain.rest.view;

import io.qbrain.service.PlatformService;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Health, for those who only ask whether: anybody may, so it names parts and gives no addresses.
 *
 * @param status UP or DOWN
 * @param down the parts that are not up, or null if there is none
 */
@Schema(description = "Health; the reasons are in the platform's status.")
public record Health(
    @Schema(allowableValues = {"UP", "DOWN"}) String status,
    @Schema(description = "parts that are not up; trading needs not all of them")
        @Nullable List<String> down) {

  /** Renders up or down. */
  public static Health of(boolean up) {
    return new Health(up ? "UP" : "DOWN", null);
  }

  /** Renders the health of a platform. */
  public static Health of(PlatformService.PlatformStatus status) {
    List<String> down =
        status.parts().stream()
            .filter(part -> !part.state().equals("UP") && !part.state().equals("OFF"))
            .map(PlatformService.Part::name)
            .toList();
    return new Health(status.ready() ? "UP" : "DOWN", down.isEmpty() ? null : down);
  }
}
