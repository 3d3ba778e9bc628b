package io.qbrain.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Installing, creating and removing while the platform runs; what is refused leaves nothing. */
@OnPlatform
class HotDeploymentTest {
  private final Path folder;

  HotDeploymentTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void removeEverything(Platform platform) {
    platform.shell("strategy:remove one --yes --reason test");
    platform.shell("strategy:uninstall sma-cross@1.0.0 --reason test");
  }

  @Test
  void installingTouchesOneBundleAndUninstallingTakesItAway(Platform platform) throws Exception {
    List<String> before = bundles(platform);
    assertThat(platform.shell("strategy:install file:" + Samples.smaCross()).exitCode()).isZero();
    List<String> installed = bundles(platform);
    assertThat(installed).hasSize(before.size() + 1).containsAll(before);
    Answer uninstalled = platform.shell("strategy:uninstall sma-cross@1.0.0 --reason test");
    assertThat(uninstalled.exitCode()).as(uninstalled.output()).isZero();
    assertThat(bundles(platform)).isEqualTo(before);
  }

  @Test
  void aFileThatIsNotThereIsRefused(Platform platform) {
    refused(platform, "strategy:install file:" + folder.resolve("none.jar"), "none.jar");
  }

  @Test
  void aTextFileIsRefused(Platform platform) throws IOException {
    Path text = Files.writeString(folder.resolve("text.jar"), "not a jar");
    refused(platform, "strategy:install file:" + text, "");
  }

  @Test
  void aJarThatIsNoBundleIsRefused(Platform platform) throws IOException {
    Path jar = folder.resolve("plain.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry("a.txt"));
      out.write(1);
    }
    refused(platform, "strategy:install file:" + jar, "");
  }

  @Test
  void aBundleWithoutAStrategyIsRefused(Platform platform) throws IOException {
    refused(platform, "strategy:install file:" + Samples.model(), "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--param bars=1s | instrument",
        "--param instrument=NO.SUCH | NO.SUCH",
        "--param instrument=ALPHA.SIM --param period=many | many",
        "--param instrument=ALPHA.SIM --param period=0 | period",
        "--param instrument=ALPHA.SIM --param colour=red | colour",
        "--param instrument=ALPHA.SIM --capital lots | lots"
      })
  void anInstanceWithWrongParametersIsRefused(String options, String named, Platform platform)
      throws Exception {
    assertThat(platform.shell("strategy:install file:" + Samples.smaCross()).exitCode()).isZero();
    String instances = platform.shell("strategy:list -o csv").output();
    Answer answer = platform.shell("strategy:create one sma-cross@1.0.0 " + options);
    assertThat(answer.exitCode()).as(answer.output()).isNotZero();
    assertThat(answer.output()).startsWith("Error").contains(named);
    assertThat(platform.shell("strategy:list -o csv").output()).isEqualTo(instances);
  }

  @Test
  void aSecondInstanceOfOneNameIsRefused(Platform platform) throws Exception {
    assertThat(platform.shell("strategy:install file:" + Samples.smaCross()).exitCode()).isZero();
    String create = "strategy:create one sma-cross@1.0.0 --param instrument=ALPHA.SIM";
    assertThat(platform.shell(create).exitCode()).isZero();
    Answer again = platform.shell(create);
    assertThat(again.exitCode()).isNotZero();
    assertThat(again.output()).startsWith("Error").contains("one");
  }

  private static void refused(Platform platform, String command, String named) {
    List<String> before = bundles(platform);
    String strategies = platform.shell("strategy:info -o csv").output();
    Answer answer = platform.shell(command);
    assertThat(answer.exitCode()).as(answer.output()).isNotZero();
    assertThat(answer.output()).startsWith("Error").contains(named).doesNotContain("Exception");
    assertThat(bundles(platform)).isEqualTo(before);
    assertThat(platform.shell("strategy:info -o csv").output()).isEqualTo(strategies);
  }

  private static List<String> bundles(Platform platform) {
    return platform.shell("bundle:list -t 0 -s").output().lines().toList();
  }
}
