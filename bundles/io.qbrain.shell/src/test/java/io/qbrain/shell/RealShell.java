package io.qbrain.shell;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.impl.action.command.ManagerImpl;
import org.apache.karaf.shell.impl.console.JLineTerminal;
import org.apache.karaf.shell.impl.console.SessionFactoryImpl;
import org.apache.karaf.shell.support.ShellUtil;
import org.apache.karaf.shell.support.parsing.CommandLineImpl;
import org.jline.terminal.impl.DumbTerminal;

/** Karaf's own shell with all commands and completers of this module, without OSGi. */
final class RealShell implements AutoCloseable {

  /** What a command printed, and its exit status as ssh would give it. */
  record Answer(String text, int status) {}

  private static final String NOWHERE = "target/no-karaf";

  private final ThreadIOImpl threadIo = new ThreadIOImpl();
  private final SessionFactoryImpl factory;

  /** Starts a shell in which these services are there. */
  RealShell(Object... services) {
    // A session at a terminal reads Karaf's settings and its history, which are not there.
    System.setProperty("karaf.etc", NOWHERE);
    System.setProperty("karaf.home", NOWHERE);
    threadIo.start();
    factory = new SessionFactoryImpl(threadIo);
    for (Object service : services) {
      factory.getRegistry().register(service);
    }
    ManagerImpl manager = new ManagerImpl(factory.getRegistry(), factory.getRegistry());
    ourClasses().forEach(manager::register);
  }

  /** Returns the classes that Karaf finds by the bundle's header. */
  static List<Class<?>> ourClasses() {
    try {
      Path root =
          Path.of(ShellAction.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      List<Class<?>> found = new ArrayList<>();
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
          String name = root.relativize(file).toString().replace('/', '.');
          if (!name.endsWith("package-info.class")) {
            Class<?> type = Class.forName(name.substring(0, name.length() - ".class".length()));
            if (type.isAnnotationPresent(Service.class)
                && !Modifier.isAbstract(type.getModifiers())) {
              found.add(type);
            }
          }
        }
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException | ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the commands among them. */
  static List<Command> ourCommands() {
    return ourClasses().stream()
        .filter(type -> type.isAnnotationPresent(Command.class))
        .map(type -> type.getAnnotation(Command.class))
        .toList();
  }

  /** Executes a line as the ssh server does for {@code ssh host line}. */
  Answer execute(String line) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    try (Session session = factory.create(InputStream.nullInputStream(), print, print)) {
      session.put("USER", "ann");
      int status = run(session, line);
      print.flush();
      return new Answer(out.toString(StandardCharsets.UTF_8), status);
    }
  }

  /** Executes a line at a terminal at which a person types something more. */
  Answer executeAtTerminal(String line, String typed) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    InputStream in = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
    try (DumbTerminal terminal = new DumbTerminal(in, print);
        Session session =
            factory.create(in, print, print, new JLineTerminal(terminal), "UTF-8", () -> {})) {
      session.put("USER", "ann");
      int status = run(session, line);
      terminal.flush();
      print.flush();
      return new Answer(out.toString(StandardCharsets.UTF_8), status);
    }
  }

  private static int run(Session session, String line) {
    try {
      return session.execute(line) instanceof Integer status ? status : 0;
    } catch (Exception e) {
      ShellUtil.logException(session, e);
      return 1;
    }
  }

  /** Returns what the tab key offers at the end of a line, that begins with what is typed. */
  List<String> complete(String line) {
    String[] words = line.split(" ", -1);
    int last = words.length - 1;
    CommandLineImpl typed =
        new CommandLineImpl(words, last, words[last].length(), line.length(), line);
    List<Candidate> candidates = new ArrayList<>();
    try (Session session = factory.create(InputStream.nullInputStream(), System.out, System.err)) {
      String[] name = words[0].split(":", 2);
      session
          .getRegistry()
          .getCommand(name[0], name[1])
          .getCompleter(false)
          .completeCandidates(session, typed, candidates);
    }
    return candidates.stream()
        .map(Candidate::value)
        .filter(value -> value.startsWith(words[last]))
        .sorted()
        .toList();
  }

  @Override
  public void close() {
    factory.stop();
    threadIo.stop();
  }
}
