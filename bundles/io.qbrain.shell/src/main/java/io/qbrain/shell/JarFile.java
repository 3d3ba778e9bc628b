package io.qbrain.shell;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.karaf.shell.api.console.Session;

/** A jar named on the command line: {@code file:x.jar}, {@code file:///home/me/x.jar} or a path. */
public final class JarFile {
  /** How a file's address starts. */
  public static final String SCHEME = "file:";

  /** The caller's directory: set by a client that runs elsewhere, as a variable of the session. */
  private static final String CALLER_DIRECTORY = "QBRAIN_CWD";

  /** The directory in which the platform was started, as a system property. */
  private static final String START_DIRECTORY = "qbrain.cwd";

  private JarFile() {}

  /** Returns whether a word names a file and not a strategy of the store. */
  public static boolean isOne(String word) {
    return word.startsWith(SCHEME) || word.endsWith(".jar");
  }

  /** Returns the directory to which relative paths are relative. */
  public static Path workingDirectory(Session session) {
    Object caller = session.get(CALLER_DIRECTORY);
    return Path.of(
        caller != null
            ? caller.toString()
            : System.getProperty(START_DIRECTORY, System.getProperty("user.dir")));
  }

  /** Returns the file that a word names; refuses what is no file. */
  public static Path find(Session session, String word) {
    Path directory = workingDirectory(session);
    Path file = directory.resolve(ShellAction.parse(JarFile::path, word)).normalize();
    if (!Files.isRegularFile(file)) {
      throw ShellAction.invalid(
          "expected a jar file, found no file at "
              + file
              + "; relative paths start at "
              + directory);
    }
    return file;
  }

  private static Path path(String word) {
    if (word.startsWith(SCHEME + "//")) {
      return Path.of(URI.create(word));
    }
    return Path.of(word.startsWith(SCHEME) ? word.substring(SCHEME.length()) : word);
  }
}
