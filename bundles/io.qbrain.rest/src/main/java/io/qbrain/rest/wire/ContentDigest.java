package io.qbrain.rest.wire;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The header {@code Content-Digest} (RFC 9530): a dictionary of algorithms and byte sequences. */
public final class ContentDigest {

  /** The header's name. */
  public static final String HEADER = "Content-Digest";

  private static final int SHA_256_BYTES = 32;

  // A member of a dictionary of RFC 8941 whose value is a byte sequence, with its parameters.
  private static final Pattern MEMBER =
      Pattern.compile(
          "([a-z*][a-z0-9_.*-]*)=:([A-Za-z0-9+/=]*):"
              + "(?: *;[a-z*][a-z0-9_.*-]*(?:=[A-Za-z0-9+/=:\"?._-]+)?)*");

  private ContentDigest() {}

  /**
   * Returns the SHA-256 that a sender states, in lower-case hex; empty if the header is not there.
   *
   * @param lines the lines of the header
   * @throws Refusal if they are no dictionary of byte sequences, or hold no SHA-256
   */
  public static Optional<String> sha256(List<String> lines) {
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    String header = String.join(",", lines);
    Optional<String> found = Optional.empty();
    for (String member : header.split(",", -1)) {
      Matcher parts = MEMBER.matcher(member.strip());
      if (!parts.matches()) {
        throw malformed(header);
      }
      if (parts.group(1).equals("sha-256")) {
        found = Optional.of(hex(parts.group(2), header));
      }
    }
    if (found.isEmpty()) {
      throw new Refusal(
          400, "digest.algorithm", "expected a sha-256, found " + HEADER + ": " + header, HEADER);
    }
    return found;
  }

  /** Renders a SHA-256 in hex as a value of the header. */
  public static String ofSha256(String hex) {
    return "sha-256=:" + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex)) + ":";
  }

  private static String hex(String base64, String header) {
    byte[] digest;
    try {
      digest = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw malformed(header);
    }
    if (digest.length != SHA_256_BYTES) {
      throw malformed(header);
    }
    return HexFormat.of().formatHex(digest);
  }

  private static Refusal malformed(String header) {
    return new Refusal(
        400,
        "digest.syntax",
        "expected " + HEADER + ": sha-256=:<32 bytes in base64>:, found " + header + " (RFC 9530)",
        HEADER);
  }
}
