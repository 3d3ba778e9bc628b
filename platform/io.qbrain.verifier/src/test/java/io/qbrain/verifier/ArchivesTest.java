package io.qbrain.verifier;

import static io.qbrain.verifier.TestJar.good;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before anything in a jar is read: the file and its entries. */
class ArchivesTest extends OfferedJars {
  ArchivesTest(@TempDir Path folder) {
    super(folder);
  }

  @Test
  void refusesWhatIsNoFile() throws Exception {
    assertRefused(
        new StrategyVerifier(OFFER, ArchiveLimits.DEFAULT).verify(folder),
        "artifact.not-a-jar",
        "is no file");
  }

  @Test
  void refusesAnEmptyFile() {
    assertRefused(new byte[0], "artifact.not-a-jar", "empty");
  }

  @Test
  void refusesTextAndShowsIt() {
    assertRefused(
        "<html>\n<body>not found".getBytes(StandardCharsets.UTF_8),
        "artifact.not-a-jar",
        "text that begins with '<html>'");
  }

  @Test
  void refusesAnotherKindOfFile() {
    assertRefused(
        new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}, "artifact.not-a-jar", "another kind");
  }

  @Test
  void refusesAnArchiveWithoutEntries() {
    byte[] end = new byte[22];
    System.arraycopy(new byte[] {'P', 'K', 5, 6}, 0, end, 0, 4);

    assertRefused(end, "artifact.not-a-jar", "no entries");
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 100, 1000, -1})
  void refusesAJarThatWasCutOff(int bytes) {
    byte[] jar = good().bytes();
    byte[] cut = Arrays.copyOf(jar, bytes < 0 ? jar.length + bytes : bytes);

    assertRefused(cut, "artifact.not-a-jar", "cut off");
  }

  @Test
  void refusesBytesBehindTheArchive() {
    byte[] jar = good().bytes();

    assertRefused(Arrays.copyOf(jar, jar.length + 7), "artifact.not-a-jar", "added behind it");
  }

  @Test
  void refusesADamagedArchive() {
    byte[] jar = good().bytes();
    int middle = new String(jar, StandardCharsets.ISO_8859_1).indexOf(".class") + 40;
    for (int i = 0; i < 30; i++) {
      jar[middle + i] ^= 0x55;
    }

    assertRefused(jar, "artifact.not-a-jar", "damaged");
  }

  @Test
  void refusesAFileThatIsTooLarge() {
    assertRefused(
        verify(good().bytes(), new ArchiveLimits(500, 100, 10_000, 100)),
        "artifact.too-large",
        "at most 500");
  }

  @Test
  void refusesTooManyEntries() {
    assertRefused(
        verify(good().bytes(), new ArchiveLimits(100_000, 2, 10_000, 100)),
        "artifact.too-large",
        "3 entries, at most 2");
  }

  @Test
  void refusesAZipBomb() {
    assertRefused(
        good().entry("zeros", new byte[3_000_000]).bytes(), "artifact.too-large", "zeros", "bomb");
  }

  @Test
  void refusesTooManyUnpackedBytes() {
    assertRefused(
        verify(good().bytes(), new ArchiveLimits(100_000, 100, 300, 100)),
        "artifact.too-large",
        "more than 300 bytes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../evil.txt",
        "a/../../b",
        "/etc/passwd",
        "C:/windows",
        "a\\b",
        "a//b",
        "./a",
        "a/.",
        "line\nbreak",
        "right\u202eleft"
      })
  void refusesOddNames(String name) {
    assertRefused(good().entry(name, "x").bytes(), "artifact.entry", "plain relative name");
  }

  @Test
  void refusesAnEntryThatIsThereTwice() {
    byte[] jar = good().entry("notes-a.txt", "a").entry("notes-b.txt", "b").bytes();

    assertRefused(
        TestJar.renamed(jar, "notes-b.txt", "notes-a.txt"),
        "artifact.entry",
        "notes-a.txt",
        "twice");
  }

  @Test
  void refusesASecondManifestInOtherLetters() {
    assertRefused(good().entry("meta-inf/manifest.mf", "x").bytes(), "artifact.entry", "twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lib/other.jar", "data.ZIP", "native/libx.so", "x.dll"})
  void refusesNestedArchivesAndNativeCode(String name) {
    assertRefused(good().entry(name, "x").bytes(), "artifact.entry", name);
  }

  @Test
  void refusesAnArchiveUnderAnotherName() {
    assertRefused(
        good().entry("picture.png", good().bytes()).bytes(), "artifact.entry", "picture.png");
  }
}
