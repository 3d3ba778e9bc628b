package io.qbrain.verifier;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A version as OSGi writes and compares it: {@code major.minor.micro.qualifier}. {@link #parse} and
 * {@link #toString} are inverse but for zeros that were left out.
 *
 * @param major incompatible for everybody
 * @param minor incompatible for implementors
 * @param micro compatible
 * @param qualifier compared as text; empty if there is none
 */
public record OsgiVersion(int major, int minor, int micro, String qualifier)
    implements Comparable<OsgiVersion> {
  private static final Pattern SYNTAX =
      Pattern.compile("(\\d{1,9})(?:\\.(\\d{1,9})(?:\\.(\\d{1,9})(?:\\.([0-9A-Za-z_-]+))?)?)?");

  /**
   * Parses a version.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static OsgiVersion parse(String text) {
    Matcher m = SYNTAX.matcher(text.trim());
    if (!m.matches()) {
      throw new IllegalArgumentException(
          "expected a version such as 1.4.2, found '" + Printable.of(text) + "'");
    }
    return new OsgiVersion(
        number(m.group(1)), number(m.group(2)), number(m.group(3)), orEmpty(m.group(4)));
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  @Override
  public int compareTo(OsgiVersion other) {
    int byMajor = Integer.compare(major, other.major);
    int byMinor = byMajor != 0 ? byMajor : Integer.compare(minor, other.minor);
    int byMicro = byMinor != 0 ? byMinor : Integer.compare(micro, other.micro);
    return byMicro != 0 ? byMicro : qualifier.compareTo(other.qualifier);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + micro + (qualifier.isEmpty() ? "" : "." + qualifier);
  }
}
