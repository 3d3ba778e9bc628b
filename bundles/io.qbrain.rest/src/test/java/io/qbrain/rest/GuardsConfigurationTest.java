package io.qbrain.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.annotation.Annotation;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardsConfigurationTest {
  private final String before = System.getProperty("qbrain.home", "");

  @AfterEach
  void restore() {
    if (before.isEmpty()) {
      System.clearProperty("qbrain.home");
    } else {
      System.setProperty("qbrain.home", before);
    }
  }

  private record Configured(String tokenFile, String hostNames) implements RestConfiguration {
    @Override
    public Class<? extends Annotation> annotationType() {
      return RestConfiguration.class;
    }
  }

  @Test
  void keepsTheTokenInTheStateDirectory(@TempDir Path home) {
    System.setProperty("qbrain.home", home.toString());
    new Guards(new Configured("", ""));
    assertThat(home.resolve("rest-token")).exists();
  }

  @Test
  void keepsTheTokenWhereTheConfigurationSays(@TempDir Path folder) {
    System.clearProperty("qbrain.home");
    Path file = folder.resolve("token");
    new Guards(new Configured(file.toString(), "a.example,b.example"));
    assertThat(file).exists();
  }

  @Test
  void saysWhatIsMissingWithoutAStateDirectory() {
    System.clearProperty("qbrain.home");
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> new Guards(new Configured("", "")))
        .withMessageContaining("qbrain.home")
        .withMessageContaining("tokenFile");
  }
}
