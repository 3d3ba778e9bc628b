package io.qbrain.rest.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentDigestTest {
  // The example of RFC 9530 for {"hello": "world"} and a line feed.
  private static final String BASE64 = "RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=";
  private static final String HEX =
      "44aff4ab2d7c3250525675a08f0cfa9591168cffe51791c5f5bbc417c15a6c38";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sha-256=:" + BASE64 + ":",
        "  sha-256=:" + BASE64 + ":  ",
        "sha-512=:AAAA:, sha-256=:" + BASE64 + ":",
        "sha-256=:" + BASE64 + ":;q=1,md5=:AAAA:"
      })
  void readsTheSha256(String header) {
    assertThat(ContentDigest.sha256(List.of(header))).hasValue(HEX);
  }

  @Test
  void readsSeveralLinesAsOneDictionary() {
    assertThat(ContentDigest.sha256(List.of("unixsum=:AAAA:", "sha-256=:" + BASE64 + ":")))
        .hasValue(HEX);
    assertThat(ContentDigest.sha256(List.of())).isEmpty();
  }

  @Test
  void writesWhatItReads() {
    assertThat(ContentDigest.ofSha256(HEX)).isEqualTo("sha-256=:" + BASE64 + ":");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sha-256",
        "sha-256=" + BASE64,
        "sha-256=:" + BASE64,
        "sha-256=:AAAA:",
        "sha-256=:=AAA:",
        "SHA-256=:" + BASE64 + ":",
        "sha-256=:" + BASE64 + ":,",
        "sha-256=:" + BASE64 + ": x"
      })
  void refusesWhatIsNoDictionaryOfDigests(String header) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> ContentDigest.sha256(List.of(header)))
        .satisfies(
            refused -> {
              assertThat(refused.problem().status()).isEqualTo(400);
              assertThat(refused.problem().code()).isEqualTo("digest.syntax");
            })
        .withMessageContaining("sha-256=:<32 bytes in base64>:");
  }

  @Test
  void refusesOtherAlgorithmsAlone() {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> ContentDigest.sha256(List.of("sha-512=:AAAA:")))
        .satisfies(refused -> assertThat(refused.problem().code()).isEqualTo("digest.algorithm"));
  }
}
