package io.qbrain.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.CorporateAction;
import io.qbrain.model.Currency;
import io.qbrain.model.Fixed;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactorFileTest {
  private static final InstrumentId AAPL = InstrumentId.of("AAPL.NASDAQ");
  private final Path folder;

  FactorFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private FactorFile factors(String text) throws IOException {
    return FactorFile.read(Files.writeString(folder.resolve("factors.csv"), text));
  }

  private static BarSeries days(String... days) {
    BarSeries.Builder bars = BarSeries.builder(InstrumentId.of("ABC.SIM"), BarSpec.DAILY);
    for (String day : days) {
      long price = Fixed.parse("100.03");
      bars.add(
          Times.nanos(Instant.parse(day + "T21:00:00Z")),
          price,
          price,
          price,
          price,
          Fixed.parse("10"));
    }
    return bars.build();
  }

  @Test
  void takesTheFirstRowOnOrAfterTheDayOfTheBar() throws IOException {
    FactorFile factors = factors("20240102,0.5,0.25\n20240104,0.9,0.5\n20501231,1,1,0\n");
    BarSeries raw = days("2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05");

    BarSeries total = factors.adjust(raw, Adjustment.TOTAL, CsvLayout.NEW_YORK);
    assertThat(total.bar(0).closePrice()).hasToString("12.50375");
    assertThat(total.bar(1).closePrice()).hasToString("12.50375");
    assertThat(total.bar(2).closePrice()).hasToString("45.0135");
    assertThat(total.bar(3).closePrice()).hasToString("45.0135");
    assertThat(total.bar(4).closePrice()).hasToString("100.03");
    assertThat(total.bar(0).volumeTraded()).hasToString("40");

    BarSeries split = factors.adjust(raw, Adjustment.SPLIT, CsvLayout.NEW_YORK);
    assertThat(split.bar(0).closePrice()).hasToString("25.0075");
    assertThat(factors.adjust(raw, Adjustment.NONE, CsvLayout.NEW_YORK)).isSameAs(raw);
  }

  @Test
  void leavesBarsAfterTheLastRowAsTheyWere() throws IOException {
    BarSeries adjusted =
        factors("20240102,0.5,1\n")
            .adjust(days("2024-01-02", "2024-01-03"), Adjustment.TOTAL, CsvLayout.NEW_YORK);

    assertThat(adjusted.bar(0).closePrice()).hasToString("50.015");
    assertThat(adjusted.bar(1).closePrice()).hasToString("100.03");
  }

  @Test
  void multipliesFactorsOfManyDigitsExactly() throws IOException {
    BarSeries adjusted =
        factors("20240102,0.65666061,0.14285714\n")
            .adjust(days("2024-01-02"), Adjustment.TOTAL, CsvLayout.NEW_YORK);

    // 100.03 x 0.65666061 x 0.14285714 = 9.38367992922...
    assertThat(adjusted.bar(0).closePrice()).hasToString("9.38367993");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-01-02,1,1",
        "20240102,1",
        "20240102,x,1",
        "20240102,0,1",
        "20240102,1,-1",
        "20240102,1e99,1",
        "20240101,1,1"
      })
  void refusesWhatIsNoRowOfFactors(String bad) {
    assertThatThrownBy(() -> factors("20240101,1,1\n" + bad + "\n"))
        .isInstanceOf(SeriesException.class)
        .hasMessageContaining("factors.csv:2: expected a date after the one before, and factors")
        .hasMessageEndingWith("found '" + bad + "'");
  }

  /** Seven for one, and two for one by factors of seven digits, as one split after the other. */
  @Test
  void splitsAreSmallNumbersOrAsWritten() throws IOException {
    FactorFile factors =
        factors("20050225,1,0.01785710,88.97\n20140606,1,0.03571430,645.57\n20200828,1,0.25,1\n");
    assertThat(splits(factors.actions(AAPL, Currency.USD, Adjustment.NONE, CsvLayout.NEW_YORK)))
        .containsExactly("2 for 1", "7 for 1");
    assertThat(
            splits(
                factors.actionsAsWritten(AAPL, Currency.USD, Adjustment.NONE, CsvLayout.NEW_YORK)))
        .containsExactly("3571430 for 1785710", "25000000 for 3571430");
  }

  @Test
  void refusesASplitThatIsNone() throws IOException {
    FactorFile factors = factors("20050225,1,0.318309,88.97\n20200828,1,1,1\n");
    assertThatThrownBy(
            () -> factors.actions(AAPL, Currency.USD, Adjustment.NONE, CsvLayout.NEW_YORK))
        .hasMessageContaining("expected a split of small numbers");
  }

  private static List<String> splits(List<CorporateAction> actions) {
    return actions.stream()
        .map(a -> (CorporateAction.Split) a)
        .map(split -> split.numerator() + " for " + split.denominator())
        .toList();
  }

  @Test
  void refusesAnEmptyFile() {
    assertThatThrownBy(() -> factors("")).hasMessageContaining("expected rows of factors");
  }
}
