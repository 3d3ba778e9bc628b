package io.qbrain.data.server;

import io.qbrain.port.PortException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The directory of one server: {@code data}, {@code password}, {@code server.log} and {@code lock}.
 * Open means locked: no other program uses it until it is closed or this process ends.
 */
final class DataDirectory implements AutoCloseable {
  static final String USER = "qbrain";

  private static final long SPACE_FOR_NEW_DATA = 200L << 20;
  private static final long SPACE_TO_START = 32L << 20;
  private static final long MAX_LOG_SIZE = 10L << 20;
  private static final Duration FORMER_SERVER_STOP = Duration.ofSeconds(60);
  private static final FileAttribute<?> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path root;
  private final FileChannel lock;

  private DataDirectory(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
  }

  static DataDirectory open(Path root) throws IOException {
    Files.createDirectories(root);
    Path file = root.resolve("lock");
    FileChannel lock = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (lock.tryLock() != null) {
        return new DataDirectory(root, lock);
      }
    } catch (OverlappingFileLockException e) {
      lock.close();
      throw inUse(root, e);
    }
    lock.close();
    throw inUse(root, null);
  }

  Path root() {
    return root;
  }

  Path data() {
    return root.resolve("data");
  }

  Path log() {
    return root.resolve("server.log");
  }

  boolean hasData() {
    return Files.exists(data());
  }

  void checkVersion() throws IOException {
    Path file = data().resolve("PG_VERSION");
    String found = Files.exists(file) ? Files.readString(file).trim() : "no PG_VERSION file";
    if (!found.equals(PostgresPrograms.MAJOR_VERSION)) {
      throw new PortException(
          "expected data of PostgreSQL "
              + PostgresPrograms.MAJOR_VERSION
              + " in "
              + data()
              + ", found "
              + found
              + ": move it over with pg_dump or pg_upgrade, or set QBRAIN_DB_DIRECTORY to another"
              + " place");
    }
  }

  void checkSpace() {
    long needed = hasData() ? SPACE_TO_START : SPACE_FOR_NEW_DATA;
    long found = root.toFile().getUsableSpace();
    if (found < needed) {
      throw new PortException(
          "expected at least "
              + (needed >> 20)
              + " MB of free space for "
              + root
              + ", found "
              + (found >> 20)
              + " MB: make room or set QBRAIN_DB_DIRECTORY to another place");
    }
  }

  /** Makes the data and its password; the data appear whole or not at all. */
  void initialize(PostgresPrograms programs, RunAs runAs) throws IOException {
    Path fresh = root.resolve("data.new");
    PostgresPrograms.deleteTree(fresh);
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    Path passwordFile = root.resolve("password");
    Files.deleteIfExists(passwordFile);
    Files.createFile(passwordFile, PRIVATE);
    Files.writeString(passwordFile, password + "\n");
    Path passwordCopy = root.resolve("password.new");
    Files.deleteIfExists(passwordCopy);
    Files.createFile(passwordCopy, PRIVATE);
    try {
      Files.writeString(passwordCopy, password + "\n");
      runAs.own(passwordCopy);
      Files.createDirectory(fresh);
      runAs.own(fresh);
      runAs.allowPassing(root);
      runAs.checkReach(root);
      runInitdb(programs, runAs, fresh, passwordCopy);
      Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(passwordCopy);
      PostgresPrograms.deleteTree(fresh);
    }
  }

  private void runInitdb(PostgresPrograms programs, RunAs runAs, Path fresh, Path passwordFile)
      throws IOException {
    List<String> command =
        List.of(
            programs.program("initdb").toString(),
            "--pgdata=" + fresh,
            "--username=" + USER,
            "--pwfile=" + passwordFile,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--no-locale",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--data-checksums");
    Process process =
        GuardedProcess.prepare(runAs.command(command), root).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      int status = process.waitFor();
      if (status != 0) {
        throw new PortException(
            "PostgreSQL cannot make its data in " + root + " (exit " + status + "): " + output);
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new PortException("interrupted while PostgreSQL made its data", e);
    }
  }

  String password() throws IOException {
    Path file = root.resolve("password");
    if (!Files.exists(file)) {
      throw new PortException(
          "expected the password of the data in "
              + data()
              + " in the file "
              + file
              + ", found none");
    }
    return Files.readString(file).trim();
  }

  /**
   * Sees that no server of an earlier run is left. Ours is the lock, so whoever started it is gone:
   * it is asked to stop and waited for. A process file that names another program is removed.
   */
  void endFormerServer() throws IOException {
    Optional<ProcessHandle> named = namedProcess();
    if (named.isEmpty()) {
      return;
    }
    ProcessHandle process = named.get();
    Optional<String> program = process.info().command();
    if (program.isEmpty()) {
      return; // another user's: PostgreSQL itself finds out what it is
    }
    if (!isServerOfThisData(process)) {
      Files.deleteIfExists(processFile());
      return;
    }
    ProcessBuilder kill =
        new ProcessBuilder(
            "/bin/sh", "-c", "kill -" + GuardedProcess.FAST_STOP + " " + process.pid());
    kill.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    if (!Deadline.in(FORMER_SERVER_STOP).await(() -> !process.isAlive())) {
      throw new PortException(
          "PostgreSQL process "
              + process.pid()
              + " of an earlier run still uses "
              + data()
              + " and does not stop: end it, then start again");
    }
  }

  private boolean isServerOfThisData(ProcessHandle process) {
    return process.info().command().filter(name -> name.endsWith("/postgres")).isPresent()
        && process
            .info()
            .arguments()
            .filter(arguments -> Arrays.asList(arguments).contains(data().toString()))
            .isPresent();
  }

  private Optional<ProcessHandle> namedProcess() throws IOException {
    List<String> lines = processLines();
    if (lines.isEmpty() || !lines.get(0).matches("\\d{1,18}")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(lines.get(0))).filter(ProcessHandle::isAlive);
  }

  /** The process id of the running server, once it says that it takes connections. */
  Optional<Long> readyServer() throws IOException {
    List<String> lines = processLines();
    boolean ready = lines.size() >= 8 && lines.get(7).trim().equals("ready");
    return ready ? Optional.of(Long.valueOf(lines.get(0))) : Optional.empty();
  }

  private List<String> processLines() throws IOException {
    return Files.exists(processFile()) ? Files.readAllLines(processFile()) : List.of();
  }

  private Path processFile() {
    return data().resolve("postmaster.pid");
  }

  /** Keeps the log of one earlier time when it has grown. */
  void turnLog() throws IOException {
    if (Files.exists(log()) && Files.size(log()) > MAX_LOG_SIZE) {
      Files.move(log(), root.resolve("server.log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  private static PortException inUse(Path root, @Nullable Throwable e) {
    return new PortException(
        "another Q-Brain uses the database in "
            + root
            + ": stop it, or set QBRAIN_DB_DIRECTORY to another place",
        e);
  }
}
