package io.qbrain.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PlainTextTest {
  private static String plain(String... parts) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PlainText text = new PlainText(out)) {
      for (String part : parts) {
        text.write(part.getBytes(StandardCharsets.UTF_8));
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void coloursAreLeftOut() throws IOException {
    assertThat(plain("\u001b[31mCommand not found: \u001b[0m\u001b[31;1mno:thing\u001b[0m\n"))
        .isEqualTo("Command not found: no:thing\n");
  }

  @Test
  void aSequenceMayComeInParts() throws IOException {
    assertThat(plain("a\u001b", "[3", "1mb", "\u001b[0m")).isEqualTo("ab");
  }

  @Test
  void everythingElseStays() throws IOException {
    assertThat(plain("Ertrag [31m] | Börse | 5 %\r\n")).isEqualTo("Ertrag [31m] | Börse | 5 %\r\n");
  }
}
