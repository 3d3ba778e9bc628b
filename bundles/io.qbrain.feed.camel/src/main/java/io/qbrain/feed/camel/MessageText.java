package io.qbrain.feed.camel;

import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How the configuration of a live feed describes its messages. */
record MessageText(String format, String records, String separator, boolean header) {
  private static final Pattern SPAN = Pattern.compile("([1-9][0-9]{0,8})(ms|s|m)");

  /** What a record is, and where its parts are. */
  record Parts(String kind, String bars, String fields, String match) {}

  EventMapping mapping(InstrumentId instrument, Parts parts, EventMapping.Clock clock) {
    EventMapping.Kind kind = EventMapping.kind(parts.kind());
    return new EventMapping(
        instrument,
        kind,
        kind == EventMapping.Kind.BARS ? spec(parts.bars()) : null,
        taken(),
        parts.fields().isBlank()
            ? EventMapping.ownNames(kind, format.equals("csv") && !header)
            : EventMapping.pairs(parts.fields()),
        clock,
        EventMapping.pairs(parts.match()));
  }

  private static @Nullable BarSpec spec(String text) {
    BarSpec spec = BarSpec.parse(text);
    if (!spec.hasLength()) {
      throw new IllegalArgumentException(
          "expected a bar length such as 1s, 5m, 1h or 1d, found '" + text + "'");
    }
    return spec;
  }

  private Records taken() {
    return switch (format) {
      case "json" -> new Records.Json(records);
      case "csv" -> {
        if (separator.length() != 1) {
          throw new IllegalArgumentException(
              "expected a separator of one character, found '" + separator + "'");
        }
        yield new Records.Csv(separator.charAt(0), header);
      }
      default ->
          throw new IllegalArgumentException("expected format json or csv, found '" + format + "'");
    };
  }

  /** Reads a time such as {@code 500ms}, {@code 5s} or {@code 1m}. */
  static Duration span(String name, String text) {
    Matcher m = SPAN.matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException(
          name + ": expected a time such as 500ms, 5s or 1m, found '" + text + "'");
    }
    long number = Long.parseLong(m.group(1));
    return switch (m.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      default -> Duration.ofMinutes(number);
    };
  }

  /** Reads an address of one of these schemes. */
  static URI address(String text, String... schemes) {
    List<String> known = Arrays.asList(schemes);
    URI uri = URI.create(text);
    if (uri.getScheme() == null || uri.getHost() == null || !known.contains(uri.getScheme())) {
      throw new IllegalArgumentException(
          "expected an address that begins with "
              + String.join(":// or ", known)
              + "://, found '"
              + shown(uri)
              + "'");
    }
    return uri;
  }

  /** Returns an address without what may be secret in it. */
  static String shown(URI uri) {
    return uri.getScheme()
        + "://"
        + uri.getHost()
        + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
        + (uri.getPath() == null ? "" : uri.getPath());
  }
}
