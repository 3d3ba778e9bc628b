package io.qbrain.data.server;

import io.qbrain.port.PortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The user that the server runs as. PostgreSQL refuses root, so a program that runs as root starts
 * it in a user namespace of its own, or, where the system forbids that, as another user.
 *
 * @param prefix comes before the command
 * @param owner whom the data directory is given to; empty where it stays as it is
 */
record RunAs(List<String> prefix, OptionalInt owner) {
  private static final int ROOT = 0;
  private static final String NAMESPACE_TOOL = "unshare";
  private static final String USER_TOOL = "setpriv";
  private static final Path USERS = Path.of("/etc/passwd");

  RunAs {
    prefix = List.copyOf(prefix);
  }

  /** The way for this process; data that belongs to another user keeps its owner. */
  static RunAs forData(Path data) {
    if (currentUser() != ROOT) {
      return new RunAs(List.of(), OptionalInt.empty());
    }
    int owner = Files.exists(data) ? ownerOf(data) : ROOT;
    if (owner == ROOT && succeeds(NAMESPACE_TOOL, "-U", "true")) {
      return namespace();
    }
    return user(owner == ROOT ? unprivilegedUser() : owner);
  }

  static RunAs namespace() {
    return new RunAs(List.of(NAMESPACE_TOOL, "-U"), OptionalInt.empty());
  }

  static RunAs user(int id) {
    if (!succeeds(USER_TOOL, "--version")) {
      throw new PortException(
          "PostgreSQL refuses to run as root, user namespaces are forbidden here and setpriv (of"
              + " util-linux) is not installed: start Q-Brain as an ordinary user, or set"
              + " QBRAIN_DB_URL, QBRAIN_DB_USER and QBRAIN_DB_PASSWORD to use another server");
    }
    return new RunAs(
        List.of(USER_TOOL, "--reuid=" + id, "--regid=" + id, "--clear-groups", "--"),
        OptionalInt.of(id));
  }

  List<String> command(List<String> command) {
    List<String> whole = new ArrayList<>(prefix);
    whole.addAll(command);
    return whole;
  }

  /** Gives a path to the server's user, where that is another than ours. */
  void own(Path path) throws IOException {
    if (owner.isPresent()) {
      Files.setAttribute(path, "unix:uid", owner.getAsInt());
      Files.setAttribute(path, "unix:gid", owner.getAsInt());
    }
  }

  /** Lets the server's user pass through a folder of ours, where it is another user. */
  void allowPassing(Path folder) throws IOException {
    if (owner.isPresent()) {
      Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(folder));
      permissions.add(PosixFilePermission.OTHERS_EXECUTE);
      Files.setPosixFilePermissions(folder, permissions);
    }
  }

  /** Sees that the server's user can reach a path, where that is another than ours. */
  void checkReach(Path path) throws IOException {
    if (owner.isEmpty()) {
      return;
    }
    for (Path at = path; at != null; at = at.getParent()) {
      if (Files.isDirectory(at)
          && ownerOf(at) != owner.getAsInt()
          && !Files.getPosixFilePermissions(at).contains(PosixFilePermission.OTHERS_EXECUTE)) {
        throw new PortException(
            "PostgreSQL runs as user "
                + owner.getAsInt()
                + ", which cannot enter "
                + at
                + ": allow it (chmod o+x) or set QBRAIN_DB_DIRECTORY to another place");
      }
    }
  }

  private static int currentUser() {
    Path self = Path.of("/proc/self");
    if (Files.exists(self)) {
      return ownerOf(self);
    }
    return System.getProperty("user.name").equals("root") ? ROOT : ROOT + 1;
  }

  private static int ownerOf(Path path) {
    try {
      return (Integer) Files.getAttribute(path, "unix:uid");
    } catch (IOException e) {
      throw new PortException("cannot read the owner of " + path + ": " + e, e);
    }
  }

  private static int unprivilegedUser() {
    return userId("postgres").or(() -> userId("nobody")).orElse(65_534);
  }

  private static Optional<Integer> userId(String name) {
    try (Stream<String> lines = Files.lines(USERS)) {
      return lines
          .filter(line -> line.startsWith(name + ":"))
          .map(line -> Integer.valueOf(line.split(":", -1)[2]))
          .findFirst();
    } catch (IOException e) {
      throw new PortException("cannot read the users of this system: " + e, e);
    }
  }

  private static boolean succeeds(String... command) {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false; // not installed
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PortException("interrupted while looking for " + command[0], e);
    }
  }
}
