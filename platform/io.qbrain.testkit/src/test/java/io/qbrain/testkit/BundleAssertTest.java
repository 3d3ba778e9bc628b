package io.qbrain.testkit;

import static io.qbrain.testkit.BundleAssert.assertThatBundle;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleAssertTest {

  @Test
  void folderWithoutAManifestIsNoBundle(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("readme.txt"), "nothing else");
    assertThatThrownBy(() -> assertThatBundle(folder).isStrategy("ladder", "1.0.0"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("the jar is no OSGi bundle");
  }

  @Test
  void bundleOfThePlatformIsNoStrategy() {
    assertThatThrownBy(() -> assertThatBundle().isStrategy("ladder", "1.0.0"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("expected a strategy bundle, found: ");
  }
}
