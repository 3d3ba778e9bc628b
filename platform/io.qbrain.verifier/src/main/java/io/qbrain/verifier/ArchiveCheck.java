package io.qbrain.verifier;

import static io.qbrain.verifier.FindingCode.ENTRY;
import static io.qbrain.verifier.FindingCode.NOT_A_JAR;
import static io.qbrain.verifier.FindingCode.TOO_LARGE;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The first stage: is it a jar, is it small enough, and are its entries what they should be? */
final class ArchiveCheck {
  private static final int END_RECORD_BYTES = 22;
  private static final int BUFFER_BYTES = 8192;
  private static final int SHOWN_CHARACTERS = 20;
  private static final byte[] LOCAL_HEADER = {'P', 'K', 3, 4};
  private static final byte[] END_RECORD = {'P', 'K', 5, 6};
  private static final Pattern ODD_NAME =
      Pattern.compile(
          "/.*|.*\\\\.*|[A-Za-z]:.*|.*//.*|(.*/)?\\.{1,2}(/.*)?|.*[\\p{Cntrl}\\p{Cf}].*",
          Pattern.DOTALL);
  private static final Pattern FOREIGN =
      Pattern.compile(".*\\.(jar|zip|war|ear|kar|rar|so|dll|dylib|jnilib)");

  private final ArchiveLimits limits;
  private final Findings findings;

  ArchiveCheck(ArchiveLimits limits, Findings findings) {
    this.limits = limits;
    this.findings = findings;
  }

  void check(Path jar) throws IOException {
    long length = Files.size(jar);
    if (length > limits.maxBytes()) {
      findings.add(
          TOO_LARGE,
          "",
          "the file has %d bytes, at most %d are allowed".formatted(length, limits.maxBytes()));
    } else if (hasFrame(jar, length)) {
      try (ZipFile zip = new ZipFile(jar.toFile())) {
        checkEntries(zip, length);
      } catch (ZipException e) {
        findings.add(
            NOT_A_JAR, "", "the archive is damaged (" + e.getMessage() + "): build it again");
      }
    }
  }

  /** Whether the file begins and ends as an archive does, with nothing before or behind. */
  private boolean hasFrame(Path jar, long length) throws IOException {
    if (length == 0) {
      return refuse("the file is empty: expected the jar of a strategy bundle");
    }
    try (RandomAccessFile file = new RandomAccessFile(jar.toFile(), "r")) {
      byte[] head = new byte[(int) Math.min(length, SHOWN_CHARACTERS)];
      file.readFully(head);
      if (startsWith(head, END_RECORD)) {
        return refuse("the archive has no entries: expected the jar of a strategy bundle");
      }
      if (!startsWith(head, LOCAL_HEADER)) {
        return refuse("expected a jar, found " + describe(head));
      }
      byte[] tail = new byte[END_RECORD.length];
      file.seek(Math.max(0, length - END_RECORD_BYTES));
      file.readFully(tail);
      if (!startsWith(tail, END_RECORD)) {
        return refuse(
            "the jar does not end as an archive does: it was cut off on its way or something was"
                + " added behind it; copy or build it again");
      }
    }
    return true;
  }

  private boolean refuse(String message) {
    findings.add(NOT_A_JAR, "", message);
    return false;
  }

  private static boolean startsWith(byte[] bytes, byte[] prefix) {
    return bytes.length >= prefix.length
        && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }

  private static String describe(byte[] head) {
    for (byte b : head) {
      if (b < ' ' && b != '\n' && b != '\r' && b != '\t') {
        return "another kind of file";
      }
    }
    String text = new String(head, StandardCharsets.US_ASCII).strip();
    return "text that begins with '" + text.lines().findFirst().orElse("") + "'";
  }

  private void checkEntries(ZipFile zip, long length) throws IOException {
    if (zip.size() > limits.maxEntries()) {
      findings.add(
          TOO_LARGE,
          "",
          "the jar has %d entries, at most %d are allowed"
              .formatted(zip.size(), limits.maxEntries()));
      return;
    }
    long allowed = Math.min(limits.maxUnpackedBytes(), length * limits.maxRatio());
    long unpacked = 0;
    Set<String> names = new HashSet<>();
    for (Enumeration<? extends ZipEntry> e = zip.entries(); e.hasMoreElements(); ) {
      ZipEntry entry = e.nextElement();
      if (isNameAllowed(entry, names)) {
        unpacked += unpack(zip, entry, allowed - unpacked);
        if (unpacked > allowed) {
          findings.add(
              TOO_LARGE,
              entry.getName(),
              "the jar unpacks to more than %d bytes: it is a zip bomb, or carries data that do"
                      .formatted(allowed)
                  + " not belong into a strategy");
          return;
        }
      }
    }
  }

  private boolean isNameAllowed(ZipEntry entry, Set<String> names) {
    String name = entry.getName();
    if (ODD_NAME.matcher(name).matches()) {
      findings.add(
          ENTRY, name, "expected a plain relative name: no '..', no backslash, not absolute");
      return false;
    }
    boolean isManifest = name.equalsIgnoreCase(BundleManifest.PATH);
    if (!names.add(isManifest ? BundleManifest.PATH : name)) {
      findings.add(ENTRY, name, "is in the jar twice");
      return false;
    }
    if (FOREIGN.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
      findings.add(
          ENTRY,
          name,
          "a strategy carries no archives and no native code: put the classes that it needs into"
              + " the bundle itself (bnd: -includepackage)");
      return false;
    }
    return true;
  }

  /** Reads an entry to its end, or until more than allowed has come; returns its length. */
  private long unpack(ZipFile zip, ZipEntry entry, long allowed) throws IOException {
    CRC32 checksum = new CRC32();
    byte[] buffer = new byte[BUFFER_BYTES];
    long unpacked = 0;
    try (InputStream in = zip.getInputStream(entry)) {
      for (int n = in.readNBytes(buffer, 0, BUFFER_BYTES);
          n > 0 && unpacked <= allowed;
          n = in.readNBytes(buffer, 0, BUFFER_BYTES)) {
        if (unpacked == 0 && startsWith(buffer, LOCAL_HEADER)) {
          findings.add(ENTRY, entry.getName(), "is an archive in the archive");
        }
        checksum.update(buffer, 0, n);
        unpacked += n;
      }
    }
    if (unpacked <= allowed && checksum.getValue() != entry.getCrc()) {
      throw new ZipException("checksum of " + entry.getName());
    }
    return unpacked;
  }
}
