package io.qbrain.shell.completion;

import io.qbrain.service.ServiceException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** A completer that knows all possible words. */
abstract class Candidates implements Completer {

  @Override
  public final int complete(Session session, CommandLine line, List<String> candidates) {
    String typed = typed(line);
    words(session, line).filter(word -> word.startsWith(typed)).forEach(candidates::add);
    return candidates.isEmpty() ? -1 : line.getBufferPosition() - line.getArgumentPosition();
  }

  /** Returns what stands before the cursor in its word. */
  static String typed(CommandLine line) {
    String word = line.getCursorArgument();
    return word == null ? "" : word.substring(0, line.getArgumentPosition());
  }

  private Stream<String> words(Session session, CommandLine line) {
    try {
      return values(session, line).map(Candidates::ended);
    } catch (ServiceException e) {
      return Stream.of(); // What cannot be asked now has no candidates; the command says why.
    }
  }

  /** A space ends a word; what goes on after a sign of its own is left open. */
  private static String ended(String word) {
    return word.endsWith("=") || word.endsWith("/") || word.endsWith(":") ? word : word + " ";
  }

  /** Returns the possible words. */
  abstract Stream<String> values(Session session, CommandLine line);

  /** Returns the elements of what a service answers; none while it is not there. */
  static <S, T> Stream<T> from(@Nullable S service, Function<S, List<T>> call) {
    return service == null ? Stream.of() : call.apply(service).stream();
  }
}
