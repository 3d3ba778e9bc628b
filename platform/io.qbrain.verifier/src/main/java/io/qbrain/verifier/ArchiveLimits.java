package io.qbrain.verifier;

/**
 * How large the jar of a strategy may be.
 *
 * @param maxBytes length of the file
 * @param maxEntries number of its entries
 * @param maxUnpackedBytes sum of the unpacked lengths of its entries
 * @param maxRatio how many times its length it may be unpacked
 */
public record ArchiveLimits(long maxBytes, int maxEntries, long maxUnpackedBytes, int maxRatio) {
  private static final long MEBIBYTE = 1L << 20;

  /** 20 MiB, 5,000 entries, 64 MiB unpacked, 100 times. */
  public static final ArchiveLimits DEFAULT =
      new ArchiveLimits(20 * MEBIBYTE, 5_000, 64 * MEBIBYTE, 100);

  /** Checks that all are positive. */
  public ArchiveLimits {
    if (maxBytes < 1 || maxEntries < 1 || maxUnpackedBytes < 1 || maxRatio < 1) {
      throw new IllegalArgumentException(
          "expected limits >= 1, found %d, %d, %d, %d"
              .formatted(maxBytes, maxEntries, maxUnpackedBytes, maxRatio));
    }
  }
}
