package io.qbrain.shell.messages;

import io.qbrain.service.StreamService;
import io.qbrain.service.StreamService.MessageView;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Lists the messages of a stream that no handler could take. */
@Service
@Command(
    scope = "stream",
    name = "deadletters",
    description = "Lists the messages of a stream that no handler could take.")
public final class ListDeadLetters extends StreamMessages {
  @Reference(optional = true)
  private @Nullable StreamService streams;

  @Override
  List<MessageView> messages(String ofStream, String afterId, int most) {
    return ready(streams).deadLetters(ofStream, afterId, most);
  }
}
