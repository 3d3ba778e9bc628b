package io.qbrain.rest.wire;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with a JSON body in the words of the contract, not of its reader. */
final class MalformedJson {
  private MalformedJson() {}

  static Refusal refusal(JsonProcessingException e) {
    if (e instanceof UnrecognizedPropertyException unknown) {
      return unknownProperty(unknown);
    }
    if (e instanceof MismatchedInputException mismatch) {
      return wrongType(mismatch);
    }
    return new Refusal(
        400, "json.malformed", "expected a JSON object: " + where(e) + e.getOriginalMessage());
  }

  private static Refusal unknownProperty(UnrecognizedPropertyException e) {
    Collection<Object> known = e.getKnownPropertyIds();
    String expected =
        known == null ? "" : known.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return new Refusal(
        400,
        "json.unknown-property",
        "unknown property '" + path(e) + "': expected one of " + expected,
        path(e));
  }

  private static Refusal wrongType(MismatchedInputException e) {
    String path = path(e);
    return new Refusal(
        400,
        "json.type",
        (path.isEmpty() ? "the body" : path)
            + ": expected "
            + expected(e.getTargetType())
            + found(e)
            + " ("
            + where(e).replaceFirst(": $", "")
            + ")",
        path.isEmpty() ? null : path);
  }

  private static String expected(@Nullable Class<?> type) {
    if (type == null) {
      return "something else";
    }
    if (type == String.class) {
      return "a text in quotes";
    }
    if (List.class.isAssignableFrom(type)) {
      return "a list";
    }
    return type.isRecord() || Map.class.isAssignableFrom(type) ? "an object" : "another type";
  }

  private static String found(MismatchedInputException e) {
    JsonToken token = e.getProcessor() instanceof JsonParser parser ? parser.currentToken() : null;
    if (token == null) {
      return "";
    }
    return switch (token) {
      case START_OBJECT, END_OBJECT, FIELD_NAME -> ", found an object";
      case START_ARRAY, END_ARRAY -> ", found a list";
      case VALUE_STRING -> ", found a text";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> ", found a number";
      case VALUE_TRUE, VALUE_FALSE -> ", found a boolean";
      case VALUE_NULL -> ", found null";
      case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> "";
    };
  }

  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.toString();
  }

  private static String where(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    return at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
  }
}
