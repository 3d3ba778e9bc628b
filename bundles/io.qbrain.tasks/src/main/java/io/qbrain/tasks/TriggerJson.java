package io.qbrain.tasks;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import io.qbrain.tasks.store.Json;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Triggers as JSON, so that another version of the program, or a person, can read them. */
final class TriggerJson implements Serializer {

  @Override
  public byte @Nullable [] serialize(@Nullable Object data) {
    return data == null ? null : Json.write(data).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public <T> @Nullable T deserialize(Class<T> type, byte @Nullable [] data) {
    return data == null ? null : Json.read(new String(data, StandardCharsets.UTF_8), type);
  }
}
