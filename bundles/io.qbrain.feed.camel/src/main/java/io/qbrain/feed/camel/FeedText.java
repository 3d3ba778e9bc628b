package io.qbrain.feed.camel;

import io.qbrain.model.Instrument;
import io.qbrain.port.PortException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The configuration of a feed, as the lines that were written or are taken unless they are.
 *
 * @param origin where it is written, for messages
 * @param lines the lines by name; one that says nothing may be missing
 */
record FeedText(String origin, Map<String, String> lines) {
  /** Copies. */
  FeedText {
    lines = new TreeMap<>(lines);
  }

  /** Returns the lines of a configuration that the container made. */
  static <A> FeedText of(String pid, Class<A> type, A config) {
    Map<String, String> lines = new TreeMap<>();
    for (Method method : type.getDeclaredMethods()) {
      try {
        method.setAccessible(true);
        Object value = method.invoke(config);
        if (value != null) {
          lines.put(method.getName(), value.toString());
        }
      } catch (ReflectiveOperationException e) {
        throw new PortException("configuration " + pid + " cannot be read", e);
      }
    }
    return new FeedText("configuration " + pid, lines);
  }

  /** Returns a line; empty if there is none. */
  String line(String name) {
    return lines.getOrDefault(name, "");
  }

  /** Returns a line that says something. */
  Optional<String> given(String name) {
    return Optional.of(line(name)).filter(text -> !text.isBlank());
  }

  private String or(String name, String usual) {
    return given(name).orElse(usual);
  }

  String name() {
    return line("name");
  }

  boolean isEnabled() {
    return !line("enabled").equals("false");
  }

  boolean isRecorded() {
    return line("record").equals("true");
  }

  /** Returns a time such as {@code 5s}. */
  Duration span(String name) {
    return MessageText.span(name, line(name));
  }

  /** Returns when somebody is to be told that nothing comes; empty for never. */
  Optional<Duration> silenceLimit() {
    return given("silenceLimit").map(text -> MessageText.span("silenceLimit", text));
  }

  /** Returns the instrument that the lines describe. */
  Instrument instrument() {
    return instrument(line("instrument"));
  }

  /** Returns an instrument, with what the lines say of all. */
  Instrument instrument(String id) {
    return new InstrumentText(id, or("currency", "USD"))
        .grid(or("tickSize", "0.01"), or("lotSize", "1"))
        .future(or("multiplier", "1"), line("marginPerContract"))
        .contract(line("contract"))
        .market(line("market"), line("restricted").equals("true"))
        .limits(line("averageDailyVolume"), line("maxOrderQuantity"))
        .build();
  }

  /** Returns how messages become events of an instrument. */
  EventMapping mapping(Instrument instrument) {
    return new MessageText(
            or("format", "json"),
            line("records"),
            lines.getOrDefault("separator", ","),
            !line("header").equals("false"))
        .mapping(
            instrument.id(),
            new MessageText.Parts(
                or("kind", "trades"), or("bars", "1m"), line("fields"), line("match")),
            EventMapping.Clock.parse(or("time", "iso"), or("stamp", "close")));
  }

  /** Reads {@code earliest} or {@code latest}. */
  boolean isFromOldest(String name) {
    String text = line(name);
    if (!text.equals("latest") && !text.equals("earliest")) {
      throw new IllegalArgumentException(
          "expected " + name + " = latest or earliest, found '" + text + "'");
    }
    return text.equals("earliest");
  }

  /** Returns the times between attempts to connect. */
  BackOff.Limits retry() {
    return new BackOff.Limits(span("retryAfter"), span("retryAtMost"));
  }
}
