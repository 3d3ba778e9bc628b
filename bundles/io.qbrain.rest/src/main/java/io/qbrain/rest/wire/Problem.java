package io.qbrain.rest.wire;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/**
 * An error as RFC 9457 writes it.
 *
 * @param title the phrase of the status
 * @param status the HTTP status
 * @param code stable code
 * @param detail what was found, what was expected and what to do
 * @param field the property or parameter that is wrong, if it is one
 * @param id id of an unexpected error; the log has it, too
 */
@Schema(description = "An error (RFC 9457).")
public record Problem(
    @Schema(description = "the phrase of the status", example = "Conflict") String title,
    @Schema(example = "409") int status,
    @Schema(description = "stable code", example = "instance.exists") String code,
    @Schema(description = "what was found, what was expected and what to do") String detail,
    @Schema(description = "the property or parameter that is wrong") @Nullable String field,
    @Schema(description = "id of an unexpected error, as in the log") @Nullable String id) {

  /** The media type of a problem. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** Returns a problem of a status. */
  static Problem of(int status, String code, String detail) {
    return new Problem(phrase(status), status, code, detail, null, null);
  }

  private static String phrase(int status) {
    Response.Status known = Response.Status.fromStatusCode(status);
    return status == 421
        ? "Misdirected Request"
        : status == 422
            ? "Unprocessable Content"
            : known == null ? "Status " + status : known.getReasonPhrase();
  }

  /** Starts a response with this problem. */
  Response.ResponseBuilder response() {
    return Response.status(status, title).type(MediaType.valueOf(MEDIA_TYPE)).entity(this);
  }
}
