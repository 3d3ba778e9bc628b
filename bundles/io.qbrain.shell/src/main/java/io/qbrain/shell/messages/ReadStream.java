package io.qbrain.shell.messages;

import io.qbrain.service.StreamService;
import io.qbrain.service.StreamService.MessageView;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Lists messages of a stream, the oldest first. */
@Service
@Command(
    scope = "stream",
    name = "read",
    description = "Lists messages of a stream, the oldest first.")
public final class ReadStream extends StreamMessages {
  @Reference(optional = true)
  private @Nullable StreamService streams;

  @Override
  List<MessageView> messages(String ofStream, String afterId, int most) {
    return ready(streams).read(ofStream, afterId, most);
  }
}
