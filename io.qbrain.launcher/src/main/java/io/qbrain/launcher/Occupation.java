package io.qbrain.launcher;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Who occupies a state directory: one process at a time, which holds the file lock until it ends,
 * however it ends.
 */
final class Occupation implements AutoCloseable {
  /** The process that runs, and where its shell and HTTP are. */
  record Tenant(long pid, int sshPort, String httpHost, int httpPort) {}

  private final FileChannel channel;
  private final FileLock lock;

  private Occupation(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /** Takes the directory, or refuses and names the process that has it. */
  static Occupation take(StateDirectory state, Settings settings) {
    try {
      FileChannel channel =
          FileChannel.open(state.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw Refusal.because(
            "Q-Brain is already running on %s%s. Stop it with 'qbrain stop', talk to it with"
                + " 'qbrain shell', or run another one on a state directory of its own (QBRAIN_HOME).",
            state.root(), tenant(state).map(it -> ", process " + it.pid()).orElse(""));
      }
      write(state, settings);
      return new Occupation(channel, lock);
    } catch (IOException e) {
      throw Refusal.because("The state directory %s cannot be locked (%s).", state.root(), e);
    }
  }

  /** Who runs on the state directory now. */
  static Optional<Tenant> of(StateDirectory state) {
    if (!Files.exists(state.lock())) {
      return Optional.empty();
    }
    try (FileChannel channel = FileChannel.open(state.lock(), StandardOpenOption.WRITE)) {
      FileLock lock = tryLock(channel);
      if (lock != null) {
        lock.release();
        return Optional.empty();
      }
      return tenant(state);
    } catch (IOException e) {
      throw Refusal.because("The lock of %s cannot be read (%s).", state.root(), e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static Optional<Tenant> tenant(StateDirectory state) throws IOException {
    if (!Files.exists(state.running())) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(state.running())) {
      properties.load(reader);
    }
    return Optional.of(
        new Tenant(
            Long.parseLong(properties.getProperty("pid", "0")),
            Integer.parseInt(properties.getProperty("ssh.port", "0")),
            properties.getProperty("http.host", ""),
            Integer.parseInt(properties.getProperty("http.port", "0"))));
  }

  private static void write(StateDirectory state, Settings settings) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("pid", Long.toString(ProcessHandle.current().pid()));
    properties.setProperty("ssh.port", Integer.toString(settings.sshPort()));
    properties.setProperty("http.host", settings.httpHost());
    properties.setProperty("http.port", Integer.toString(settings.httpPort()));
    try (Writer writer = Files.newBufferedWriter(state.running())) {
      properties.store(writer, "The process that runs here; gone when it stops.");
    }
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }
}
