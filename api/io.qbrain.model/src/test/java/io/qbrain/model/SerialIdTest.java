package io.qbrain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SerialIdTest {
  @Test
  void anIdFromANumberIsTheIdOfItsText() {
    for (long number : new long[] {0, 7, 10, 120, 999_999_999_999_999_999L}) {
      ClientOrderId made = ClientOrderId.of("paper-", number);
      ClientOrderId parsed = ClientOrderId.of("paper-" + number);
      assertThat(made).isEqualTo(parsed).hasSameHashCodeAs(parsed).hasToString(parsed.toString());
      assertThat(made.compareTo(parsed)).isZero();
    }
    assertThat(ExecutionId.of("E", 12)).isEqualTo(ExecutionId.of("E12"));
    assertThat(VenueOrderId.of("", 12)).isEqualTo(VenueOrderId.of("12"));
  }

  @Test
  void textsThatDifferAreDifferentIds() {
    assertThat(
            Stream.of(
                    "E1",
                    "E01",
                    "E001",
                    "E",
                    "E10",
                    "E1a",
                    "e1",
                    "1",
                    "01",
                    "0",
                    "00",
                    "E1000000000000000000",
                    "E01000000000000000000",
                    "E9223372036854775808")
                .map(ExecutionId::of))
        .doesNotHaveDuplicates()
        .allSatisfy(id -> assertThat(ExecutionId.of(id.toString())).isEqualTo(id));
  }

  @Test
  void aPrefixThatWouldBeReadAsANumberIsRefused() {
    assertThatThrownBy(() -> ExecutionId.of("E1", 2)).hasMessageContaining("ends in no digit");
    assertThatThrownBy(() -> ExecutionId.of("E", -1)).hasMessageContaining("number >= 0");
    assertThatThrownBy(() -> ClientOrderId.of("a b", 1)).hasMessageContaining("prefix");
  }

  @Test
  void idsAreInTheOrderOfTheirTexts() {
    List<String> texts =
        List.of(
            "E",
            "E0",
            "E1",
            "E10",
            "E100",
            "E11",
            "E2",
            "E9",
            "E99",
            "E100000000000000000",
            "E999999999999999999",
            "E01",
            "E1a",
            "F1",
            "e1",
            "1",
            "10",
            "2");
    for (String a : texts) {
      for (String b : texts) {
        assertThat(Integer.signum(ExecutionId.of(a).compareTo(ExecutionId.of(b))))
            .as("%s and %s", a, b)
            .isEqualTo(Integer.signum(a.compareTo(b)));
      }
    }
  }

  @Test
  void anotherNumberOfTheSamePrefixIsAsIfItWereWritten() {
    assertThat(ExecutionId.of("E12").withNumber(7)).isEqualTo(ExecutionId.of("E7"));
    assertThat(VenueOrderId.of("V", 0).withNumber(10)).hasToString("V10");
    ClientOrderId whole = ClientOrderId.of("a".repeat(60));
    assertThatThrownBy(() -> whole.withNumber(7)).hasMessageContaining("prefix");
    assertThatThrownBy(() -> ExecutionId.of("E1").withNumber(-1)).hasMessageContaining(">= 0");
  }
}
