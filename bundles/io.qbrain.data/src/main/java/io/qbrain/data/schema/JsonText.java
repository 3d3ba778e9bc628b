package io.qbrain.data.schema;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;

/** Keeps a JSON text in a {@code jsonb} column. */
@Converter
public final class JsonText implements AttributeConverter<String, Object> {

  @Override
  public @Nullable Object convertToDatabaseColumn(@Nullable String text) {
    if (text == null) {
      return null;
    }
    PGobject json = new PGobject();
    json.setType("jsonb");
    try {
      json.setValue(text);
    } catch (SQLException e) {
      throw new IllegalArgumentException("expected JSON, found " + text, e);
    }
    return json;
  }

  @Override
  public @Nullable String convertToEntityAttribute(@Nullable Object column) {
    if (column instanceof PGobject json) {
      return json.getValue();
    }
    return column == null ? null : column.toString();
  }
}
