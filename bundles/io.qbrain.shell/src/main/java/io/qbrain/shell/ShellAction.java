package io.qbrain.shell;

import io.qbrain.service.ServiceException;
import io.qbrain.service.ServiceException.Kind;
import io.qbrain.shell.output.Format;
import io.qbrain.shell.output.Output;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.apache.karaf.shell.support.ansi.SimpleAnsi;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;

/**
 * A command of the shell: its options for output, and how it fails.
 *
 * <p>Karaf takes what follows the first argument as arguments. So that options may stand there,
 * too, a command with arguments has a last one of many values and returns it in {@link #trailing}.
 */
public abstract class ShellAction implements Action {
  /** Name of the last argument of each command that has arguments. */
  public static final String OPTIONS = "options";

  /** Help for it. */
  public static final String OPTIONS_HELP = "options may also follow the arguments";

  private static final Pattern LINE_BREAK = Pattern.compile("\\s*;?\\s*\\R\\s*");

  @Reference private @Nullable Session session;

  @Option(
      name = "-o",
      aliases = "--output",
      description = "table, json or csv",
      valueToShowInHelp = "table")
  @Completion(
      value = StringsCompleter.class,
      values = {"table", "json", "csv"})
  private String output = "table";

  @Option(name = "--no-format", description = "no header, no borders; JSON on one line")
  private boolean noFormat;

  @Override
  public final @Nullable Object execute() throws CommandException {
    try {
      TrailingOptions.apply(this, trailing());
      run(new Output(System.out, Format.parse(output), noFormat));
      return status() == 0 ? null : status();
    } catch (ServiceException e) {
      throw failure(e);
    }
  }

  /** Does it. */
  protected abstract void run(Output out);

  /** Returns the exit status after a run that told by its answer that something is wrong. */
  protected int status() {
    return 0;
  }

  /** Returns the words after the arguments; none unless the command has arguments. */
  protected List<String> trailing() {
    return List.of();
  }

  /**
   * Returns what takes options after the arguments that are none of the command's own, their name
   * without dashes first; nothing if there are no others.
   */
  protected Optional<BiConsumer<String, String>> others() {
    return Optional.empty();
  }

  /** Returns the session that the command runs in. */
  protected final Session session() {
    if (session == null) {
      throw new IllegalStateException("a command needs a session");
    }
    return session;
  }

  /** Returns the service, or refuses with {@code platform.not-ready}. */
  protected final <T> T ready(@Nullable T service) {
    if (service == null) {
      throw new ServiceException(
          Kind.UNAVAILABLE,
          "platform.not-ready",
          "the platform is still starting, or a part of it could not start; platform:status says"
              + " which");
    }
    return service;
  }

  /** Returns what a parser makes of a word, or refuses with the parser's message. */
  protected static <T> T parse(Function<String, T> parser, String text) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw invalid(String.valueOf(e.getMessage()));
    }
  }

  /** Returns the name=value pairs of a repeated option, in the order given. */
  protected static Map<String, String> pairs(String option, List<String> words) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals < 1) {
        throw invalid("expected " + option + " name=value, found '" + word + "'");
      }
      String name = word.substring(0, equals);
      if (pairs.put(name, word.substring(equals + 1)) != null) {
        throw invalid("expected " + option + " " + name + " once, found it twice");
      }
    }
    return pairs;
  }

  /** Returns the refusal of a word that does not fit. */
  protected static ServiceException invalid(String message) {
    return new ServiceException(Kind.INVALID, "argument.invalid", message);
  }

  /** One line; red where there is a terminal, plain where a program reads it. */
  private CommandException failure(ServiceException e) {
    String line =
        "Error: "
            + LINE_BREAK.matcher(String.valueOf(e.getMessage())).replaceAll("; ")
            + " ["
            + e.code()
            + "]";
    boolean terminal = session().getTerminal() != null;
    return new CommandException(
        terminal ? SimpleAnsi.COLOR_RED + line + SimpleAnsi.COLOR_DEFAULT : line, line);
  }
}
