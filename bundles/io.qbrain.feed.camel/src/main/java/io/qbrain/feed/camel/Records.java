package io.qbrain.feed.camel;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.Jsoner;
import org.jspecify.annotations.Nullable;

/** Takes a message apart into records, whose fields are read by name. */
interface Records {
  /** A record. */
  interface Fields {
    /** Returns a field as text, or null if it is not there. */
    @Nullable String text(String name);
  }

  /**
   * Returns the records of a message.
   *
   * @throws IllegalArgumentException if it is of another form
   */
  List<Fields> of(String message);

  /**
   * JSON: an object or a list of them, or of lists, at a path such as {@code data.items}; a field
   * is a path, too, where a number is a place in a list.
   */
  record Json(String path) implements Records {
    @Override
    public List<Fields> of(String message) {
      Object root;
      try {
        root = Jsoner.deserialize(message);
      } catch (DeserializationException e) {
        throw new IllegalArgumentException("expected JSON, found " + shortened(message), e);
      }
      Object found = at(root, path);
      if (found == null) {
        return List.of();
      }
      boolean several =
          found instanceof List<?> list
              && !list.isEmpty()
              && (list.get(0) instanceof Map || list.get(0) instanceof List);
      List<Fields> records = new ArrayList<>();
      if (several) {
        ((List<?>) found).forEach(item -> records.add(name -> text(at(item, name))));
      } else if (!(found instanceof List<?> list && list.isEmpty())) {
        records.add(name -> text(at(found, name)));
      }
      return records;
    }

    private static @Nullable Object at(@Nullable Object from, String path) {
      Object found = from;
      for (String step : path.isEmpty() ? new String[0] : path.split("\\.", -1)) {
        if (found instanceof Map<?, ?> map) {
          found = map.get(step);
        } else if (found instanceof List<?> list && step.matches("[0-9]{1,4}")) {
          int place = Integer.parseInt(step);
          found = place < list.size() ? list.get(place) : null;
        } else {
          return null;
        }
      }
      return found;
    }

    private static @Nullable String text(@Nullable Object value) {
      if (value instanceof BigDecimal number) {
        return number.toPlainString();
      }
      return value instanceof String || value instanceof Number || value instanceof Boolean
          ? value.toString()
          : null;
    }
  }

  /**
   * Text in lines, whose fields are named by the first line, or by their places from 0.
   *
   * @param separator what stands between fields
   * @param header whether the first line names them
   */
  record Csv(char separator, boolean header) implements Records {
    @Override
    public List<Fields> of(String message) {
      List<Fields> records = new ArrayList<>();
      Map<String, Integer> places = new TreeMap<>();
      for (String line : message.lines().filter(l -> !l.isBlank()).toList()) {
        String[] cells = line.split(java.util.regex.Pattern.quote(String.valueOf(separator)), -1);
        if (places.isEmpty()) {
          for (int i = 0; i < cells.length; i++) {
            places.put(header ? cells[i].strip() : String.valueOf(i), i);
          }
          if (header) {
            continue;
          }
        }
        records.add(
            name -> {
              Integer place = places.get(name);
              return place == null || place >= cells.length ? null : cells[place].strip();
            });
      }
      return records;
    }
  }

  /** Returns the beginning of a text, on one line. */
  static String shortened(String text) {
    String line = text.replaceAll("\\s+", " ");
    return "'" + (line.length() <= 60 ? line : line.substring(0, 60) + "...") + "'";
  }
}
