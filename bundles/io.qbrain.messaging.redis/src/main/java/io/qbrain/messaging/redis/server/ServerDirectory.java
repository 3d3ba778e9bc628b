package io.qbrain.messaging.redis.server;

import io.qbrain.port.PortException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The directory of one server: {@code data}, {@code password}, {@code redis.conf}, {@code
 * server.log} and {@code lock}, for the owner alone. Open means locked: no other program uses it
 * until it is closed or this process ends.
 */
final class ServerDirectory implements AutoCloseable {
  private static final long LEAST_SPACE = 64L << 20;
  private static final long MAX_LOG_SIZE = 10L << 20;
  private static final Duration FORMER_SERVER_STOP = Duration.ofSeconds(10);
  private static final FileAttribute<?> PRIVATE_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<?> PRIVATE_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path root;
  private final FileChannel lock;

  private ServerDirectory(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
  }

  static ServerDirectory open(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      Files.createDirectories(root, PRIVATE_FOLDER);
    }
    FileChannel lock =
        FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (lock.tryLock() != null) {
        return new ServerDirectory(root, lock);
      }
    } catch (OverlappingFileLockException e) {
      lock.close();
      throw inUse(root, e);
    }
    lock.close();
    throw inUse(root, null);
  }

  private static PortException inUse(Path root, @Nullable Throwable e) {
    return new PortException(
        "another Q-Brain uses the Redis in "
            + root
            + ": stop it, or set QBRAIN_REDIS_DIRECTORY to another place",
        e);
  }

  Path root() {
    return root;
  }

  Path log() {
    return root.resolve("server.log");
  }

  private Path pidFile() {
    return root.resolve("redis.pid");
  }

  void checkSpace() {
    long found = root.toFile().getUsableSpace();
    if (found < LEAST_SPACE) {
      throw new PortException(
          "expected at least %d MB of free space for %s, found %d MB: make room"
              .formatted(LEAST_SPACE >> 20, root, found >> 20));
    }
  }

  /** Returns the password, made at random the first time. */
  String password() throws IOException {
    Path file = root.resolve("password");
    if (!Files.exists(file)) {
      byte[] random = new byte[24];
      new SecureRandom().nextBytes(random);
      writePrivate(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
    }
    String password = Files.readString(file).trim();
    if (password.isEmpty()) {
      throw new PortException("expected a password in " + file + ", found none: remove the file");
    }
    return password;
  }

  /** Writes the configuration, which holds the password, and returns its place. */
  Path writeConfiguration(int port, int memoryMegabytes) throws IOException {
    Path data = root.resolve("data");
    if (!Files.isDirectory(data, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(data, PRIVATE_FOLDER);
    }
    Path file = root.resolve("redis.conf");
    writePrivate(
        file,
        """
        # Written at every start; what you change here is lost.
        bind 127.0.0.1
        protected-mode yes
        port %d
        requirepass %s
        daemonize no
        pidfile "%s"
        dir "%s"
        appendonly yes
        appendfsync everysec
        save ""
        maxmemory %dmb
        # What has a time to live (the cache) makes room; streams and queues never do.
        maxmemory-policy volatile-lru
        maxclients 1000
        tcp-keepalive 30
        client-output-buffer-limit normal 64mb 32mb 10
        client-output-buffer-limit pubsub 16mb 8mb 10
        enable-debug-command no
        """
            .formatted(port, password(), pidFile(), data, memoryMegabytes));
    return file;
  }

  private static void writePrivate(Path file, String text) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(fresh, PRIVATE_FILE);
    Files.writeString(fresh, text);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Sees that no server of an earlier run is left: ours is the lock, so whoever started it is gone.
   */
  void endFormerServer(Path program) throws IOException, InterruptedException {
    Optional<ProcessHandle> former = formerServer(program);
    if (former.isEmpty()) {
      return;
    }
    ProcessHandle process = former.get();
    process.destroyForcibly();
    try {
      process.onExit().get(FORMER_SERVER_STOP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | java.util.concurrent.ExecutionException e) {
      throw new PortException(
          "Redis process "
              + process.pid()
              + " of an earlier run still uses "
              + root
              + " and does not stop: end it, then start again",
          e);
    }
  }

  private Optional<ProcessHandle> formerServer(Path program) throws IOException {
    if (!Files.exists(pidFile())) {
      return Optional.empty();
    }
    String text = Files.readString(pidFile()).trim();
    if (!text.matches("\\d{1,18}")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(text))
        .filter(p -> p.info().command().filter(program.toString()::equals).isPresent());
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
}
