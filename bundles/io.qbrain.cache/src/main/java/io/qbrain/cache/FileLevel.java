package io.qbrain.cache;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Values in files, a folder per region, bounded by size: those that were not read for the longest
 * time go first. A file appears whole or not at all, says until when it is good and of which key it
 * is, and carries a checksum: what does not fit is deleted, never returned. Safe for use by several
 * threads.
 */
final class FileLevel {
  private static final Logger LOG = LoggerFactory.getLogger(FileLevel.class);
  private static final int MAGIC = 0x51624331;

  /** How the names of files begin that are being written; the others are hexadecimal. */
  private static final String FRESH = "new-";

  /** A clean-up goes down to this share, so that it is not done for every file. */
  private static final double LOW_WATER = 0.8;

  private record Found(Path file, long bytes, long lastRead) {}

  private final Path root;
  private final long maxBytes;
  private final Clock clock;
  private final AtomicLong bytes = new AtomicLong();

  FileLevel(Path root, long maxBytes, Clock clock) {
    this.root = root;
    this.maxBytes = maxBytes;
    this.clock = clock;
  }

  /** Counts what is there, and makes room. */
  synchronized void open() throws IOException {
    Files.createDirectories(root);
    bytes.set(all(root).stream().mapToLong(Found::bytes).sum());
    clean();
  }

  long bytes() {
    return bytes.get();
  }

  long maxBytes() {
    return maxBytes;
  }

  /** Returns the values and bytes of a region. */
  long[] size(String region) {
    try {
      List<Found> found = all(root.resolve(region));
      return new long[] {found.size(), found.stream().mapToLong(Found::bytes).sum()};
    } catch (IOException e) {
      return new long[] {-1, -1}; // it changes while it is counted
    }
  }

  private Path file(String region, String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      String name = HexFormat.of().formatHex(digest, 0, 20);
      return root.resolve(region).resolve(name.substring(0, 2)).resolve(name.substring(2));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  Optional<byte[]> find(String region, String key) throws IOException {
    Path file = file(region, key);
    byte[] all;
    try {
      all = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    Optional<byte[]> value = value(all, key);
    if (value.isEmpty()) {
      remove(file);
    } else {
      Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
    }
    return value;
  }

  private Optional<byte[]> value(byte[] all, String key) {
    try (DataInputStream in = new DataInputStream(new java.io.ByteArrayInputStream(all))) {
      int magic = in.readInt();
      long until = in.readLong();
      long checksum = in.readLong();
      int length = in.readInt();
      if (magic != MAGIC || length < 0 || length > all.length || clock.millis() >= until) {
        return Optional.empty();
      }
      byte[] ofKey = in.readNBytes(length);
      byte[] value = in.readAllBytes();
      boolean fits =
          new String(ofKey, StandardCharsets.UTF_8).equals(key) && checksum(value) == checksum;
      return fits ? Optional.of(value) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // it is shorter than its head
    }
  }

  private static long checksum(byte[] value) {
    CRC32 crc = new CRC32();
    crc.update(value);
    return crc.getValue();
  }

  void put(String region, String key, byte[] value, Duration ttl) throws IOException {
    if (value.length > maxBytes / 2) {
      return; // one value is not to drive all others out
    }
    Path file = file(region, key);
    Path folder = file.resolveSibling("");
    Files.createDirectories(folder);
    Path fresh = Files.createTempFile(folder, FRESH, "");
    try {
      try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(fresh))) {
        byte[] ofKey = key.getBytes(StandardCharsets.UTF_8);
        out.writeInt(MAGIC);
        out.writeLong(clock.millis() + ttl.toMillis());
        out.writeLong(checksum(value));
        out.writeInt(ofKey.length);
        out.write(ofKey);
        out.write(value);
      }
      Files.setLastModifiedTime(fresh, FileTime.from(clock.instant()));
      long before = sizeOf(file);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      bytes.addAndGet(sizeOf(file) - before);
    } finally {
      Files.deleteIfExists(fresh);
    }
    if (bytes.get() > maxBytes) {
      clean();
    }
  }

  private static long sizeOf(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0; // there is none
    }
  }

  void remove(String region, String key) throws IOException {
    remove(file(region, key));
  }

  private void remove(Path file) throws IOException {
    long size = sizeOf(file);
    if (Files.deleteIfExists(file)) {
      bytes.addAndGet(-size);
    }
  }

  void removeAll(String region) throws IOException {
    for (Found found : all(root.resolve(region))) {
      remove(found.file());
    }
  }

  /** Deletes what was not read for the longest time until there is room again. */
  synchronized void clean() throws IOException {
    if (bytes.get() <= maxBytes) {
      return;
    }
    List<Found> found = all(root);
    found.sort(Comparator.comparingLong(Found::lastRead));
    long sum = found.stream().mapToLong(Found::bytes).sum();
    long removed = 0;
    for (Found each : found) {
      if (sum - removed <= maxBytes * LOW_WATER) {
        break;
      }
      Files.deleteIfExists(each.file());
      removed += each.bytes();
    }
    bytes.set(sum - removed);
    LOG.info("{} MB of old files were removed from {}", removed >> 20, root);
  }

  /**
   * Deletes what is past its time, and what was not read since a time.
   *
   * @param goOn asked before each file; whatever it throws ends the work
   * @return how many files and how many bytes
   */
  long[] removeOld(Instant unreadSince, Runnable goOn) throws IOException {
    long[] removed = new long[2];
    for (Found each : all(root)) {
      goOn.run();
      if (each.lastRead() < unreadSince.toEpochMilli() || isPast(each.file())) {
        remove(each.file());
        removed[0]++;
        removed[1] += each.bytes();
      }
    }
    return removed;
  }

  private boolean isPast(Path file) throws IOException {
    if (file.getFileName().toString().startsWith(FRESH)) {
      return false; // it is being written, or was left by a node that died
    }
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      return in.readInt() != MAGIC || clock.millis() >= in.readLong();
    } catch (EOFException e) {
      return true; // it is shorter than its head
    } catch (NoSuchFileException e) {
      return false; // it was removed meanwhile
    }
  }

  private static List<Found> all(Path folder) throws IOException {
    List<Found> found = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return found;
    }
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<Path>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes of) {
              found.add(new Found(file, of.size(), of.lastModifiedTime().toMillis()));
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE; // it was removed meanwhile
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return found;
  }
}
