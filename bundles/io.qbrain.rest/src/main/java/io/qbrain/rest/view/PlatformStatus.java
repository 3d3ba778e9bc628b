package io.qbrain.rest.view;

import io.qbrain.service.PlatformService;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** How the platform is. */
@Schema(description = "How the platform is.")
public record PlatformStatus(
    String version,
    @Schema(description = "version of the strategy SPI that it offers") String spiVersion,
    @Schema(description = "it trades: every part is up") boolean ready,
    @Schema(format = "date-time") String started,
    @Schema(description = "in the order in which they start") List<Part> parts) {

  /** A part of the platform. */
  @Schema(description = "A part of the platform.")
  public record Part(
      String name,
      @Schema(allowableValues = {"UP", "DOWN", "WAITING"}) String state,
      String detail) {

    static Part of(PlatformService.Part p) {
      return new Part(p.name(), p.state(), p.detail());
    }
  }

  /** Renders the status. */
  public static PlatformStatus of(PlatformService.PlatformStatus s) {
    return new PlatformStatus(
        s.version(),
        s.spiVersion(),
        s.ready(),
        Moment.of(s.startedNanos()),
        s.parts().stream().map(Part::of).toList());
  }
}
