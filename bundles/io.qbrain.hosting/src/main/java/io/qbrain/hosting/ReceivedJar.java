package io.qbrain.hosting;

import io.qbrain.service.ServiceException;
import io.qbrain.service.ServiceException.Kind;
import java.nio.file.Path;

/**
 * A jar on its way: a private copy that nobody else changes, deleted when closed.
 *
 * @param file where it is
 * @param sha256 its digest in lower-case hex, taken while it was written
 * @param sizeBytes its length
 */
record ReceivedJar(Path file, String sha256, long sizeBytes) implements AutoCloseable {

  /** Refuses the jar if its sender meant another. */
  void requireDigest(String expected) {
    if (!expected.equalsIgnoreCase(sha256)) {
      throw new ServiceException(
          Kind.INVALID,
          "artifact.digest",
          "expected the sha256 %s, received %d bytes with %s: send the jar again"
              .formatted(expected, sizeBytes, sha256));
    }
  }

  @Override
  public void close() {
    JarFolder.delete(file);
  }
}
