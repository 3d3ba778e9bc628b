package io.qbrain.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.example.trend.HoldFactory;
import io.qbrain.model.CorporateAction;
import io.qbrain.model.Currency;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.Money;
import io.qbrain.model.Quantity;
import io.qbrain.series.DataSpec;
import io.qbrain.series.SeriesException;
import io.qbrain.simulation.Preset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Raw prices with splits and dividends in the account against prices that hold them. */
class CorporateActionsTest {
  private static final Preset PLAIN =
      Preset.BACKTRADER
          .withSizeRule(io.qbrain.kernel.SizeRule.POSITION)
          .withProfile(io.qbrain.kernel.RiskProfile.REFERENCE);

  private static final InstrumentId SPY = InstrumentId.of("SPY.ARCA");

  private final Path folder;

  CorporateActionsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static BacktestResult run(String data, boolean always, String from) {
    Instrument shares =
        Instrument.builder(SPY, Currency.USD).lotSize(Quantity.parse("0.00000001")).build();
    return Backtest.under(PLAIN)
        .data(shares, DataSpec.parse(data))
        .strategy(
            "hold",
            new HoldFactory(),
            Map.of("instrument", SPY.toString(), "always", String.valueOf(always)),
            Money.of(1_000_000, Currency.USD))
        .days(Optional.of(from), Optional.empty(), ZoneOffset.UTC)
        .run();
  }

  private static String spy(String options) {
    Path data = Cases.file("lean/data/spy_daily_1998_2015.csv");
    return SPY
        + ":1d="
        + data
        + "?layout=lean&factors="
        + data.resolveSibling("spy_factor_file.csv")
        + options;
  }

  @Test
  void dividendsOfTheFactorFileAreThoseThatWerePaid() {
    List<CorporateAction> actions =
        DataSpec.parse(spy("&actions=factors")).actions(Currency.USD).stream()
            .filter(a -> a.exNanos() > 1_388_534_400_000_000_000L)
            .limit(4)
            .toList();
    assertThat(actions)
        .extracting(
            a ->
                io.qbrain.model.Times.instant(a.exNanos()).toString().substring(0, 10)
                    + " "
                    + ((CorporateAction.Dividend) a).perShare())
        .as("0.825, 0.937, 0.939 and 1.135 were paid; the file has them in whole cents")
        .containsExactly(
            "2014-03-21 0.83 USD",
            "2014-06-20 0.94 USD",
            "2014-09-19 0.94 USD",
            "2014-12-19 1.14 USD");
  }

  @Test
  void reinvestedDividendsMakeWhatAdjustedPricesMake() {
    BacktestResult raw = run(spy("&actions=factors"), true, "2004-01-02");
    BacktestResult adjusted = run(spy("&adjust=total"), true, "2004-01-02");
    assertThat(raw.ledger())
        .filteredOn(e -> e.kind() == LedgerEntry.Kind.DIVIDEND)
        .hasSizeBetween(40, 50);
    assertThat(adjusted.ledger()).filteredOn(e -> e.kind() == LedgerEntry.Kind.DIVIDEND).isEmpty();
    assertThat(raw.finalEquity().toDouble() / adjusted.finalEquity().toDouble())
        .as("%s and %s", raw.finalEquity(), adjusted.finalEquity())
        .isCloseTo(1, within(0.002));
    BacktestResult without = run(spy(""), true, "2004-01-02");
    assertThat(raw.finalEquity().toDouble() / without.finalEquity().toDouble()).isGreaterThan(1.15);
    assertThat(raw.settings())
        .containsEntry(
            "adjustment of SPY.ARCA", "none, booked from the factor file as of 2050-12-31");
    assertThat(adjusted.settings())
        .containsEntry("adjustment of SPY.ARCA", "total as of 2050-12-31");
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private String prices() throws IOException {
    return SPY
        + ":1d="
        + file(
            "raw.csv",
            """
            Date,Open,High,Low,Close,Volume
            2024-01-01,100,100,100,100,10
            2024-01-02,100,102,100,102,10
            2024-01-03,102,106,102,106,10
            2024-01-04,53,55,53,54,10
            2024-01-05,54,60,54,60,10
            """);
  }

  @Test
  void aDividendThatIsPaidLaterIsEquityFromItsExTimeOn() throws IOException {
    String atOnce = file("at-once.csv", "2024-01-03,dividend,1\n");
    String later = file("later.csv", "2024-01-03,dividend,1,2024-01-05\n");
    BacktestResult paid = run(prices() + "?actions=" + atOnce, false, "2024-01-01");
    BacktestResult waits = run(prices() + "?actions=" + later, false, "2024-01-01");
    assertThat(waits.finalEquity()).isEqualTo(paid.finalEquity());
    assertThat(waits.ledger())
        .extracting(LedgerEntry::kind)
        .containsSubsequence(LedgerEntry.Kind.DIVIDEND, LedgerEntry.Kind.DIVIDEND_PAID);
    assertThat(paid.ledger()).noneMatch(e -> e.kind() == LedgerEntry.Kind.DIVIDEND_PAID);
  }

  @Test
  void aSplitInTheAccountMakesWhatSplitAdjustedPricesMake() throws IOException {
    String actions = file("actions.csv", "date,action,value\n2024-01-04,split,2:1\n");
    String factors = file("factors.csv", "20240103,1,0.5,106\n20501231,1,1,0\n");
    BacktestResult booked = run(prices() + "?actions=" + actions, false, "2024-01-01");
    BacktestResult taken =
        run(prices() + "?actions=factors&factors=" + factors, false, "2024-01-01");
    BacktestResult adjusted =
        run(prices() + "?adjust=split&factors=" + factors, false, "2024-01-01");
    assertThat(booked.finalEquity()).hasToString("1200000.00 USD");
    assertThat(taken.finalEquity()).isEqualTo(booked.finalEquity());
    assertThat(adjusted.finalEquity()).isEqualTo(booked.finalEquity());
    for (int i = 0; i < booked.equity().size(); i++) {
      assertThat(booked.equity().equityRaw(i)).isEqualTo(adjusted.equity().equityRaw(i));
    }
    assertThat(booked.ledger())
        .extracting(LedgerEntry::kind)
        .containsOnlyOnce(LedgerEntry.Kind.SPLIT);
  }

  @Test
  void sharesOfAnotherCurrencyAreReportedInThatOfTheAccount() throws IOException {
    Currency eur = Currency.of("EUR");
    BacktestResult result =
        Backtest.under(PLAIN.withFees(io.qbrain.kernel.FeeModel.parse("flat:2")))
            .data(Instrument.builder(SPY, eur).build(), DataSpec.parse(prices()))
            .rate(
                io.qbrain.model.Rate.conversion(
                    eur, Currency.USD, io.qbrain.model.Price.parse("1.1"), 0))
            .strategy(
                "hold",
                new HoldFactory(),
                Map.of("instrument", SPY.toString(), "always", "false"),
                Money.of(1_100_220, Currency.USD))
            .run();
    assertThat(result.fills()).hasSize(1);
    assertThat(result.fees()).hasToString("2.20 USD");
    assertThat(result.finalEquity())
        .as("10,001 shares fall from 100 to 60 EUR at 1.1")
        .hasToString("660173.80 USD");
    assertThat(result.figures()).isNotEmpty();
  }

  @Test
  void optionsThatContradictEachOtherAndFilesThatAreNoneAreRefused() throws IOException {
    String actions = file("actions.csv", "2024-01-04,merger,2:1\n");
    String data = prices();
    assertThatThrownBy(() -> DataSpec.parse(data + "?adjust=total&factors=f&actions=factors"))
        .isInstanceOf(SeriesException.class)
        .hasMessageContaining("expected no actions with adjust=total");
    assertThatThrownBy(() -> DataSpec.parse(data + "?actions=factors"))
        .hasMessageContaining("expected factors=PATH with actions=factors");
    assertThatThrownBy(() -> run(data + "?actions=" + actions, false, "2024-01-01"))
        .hasMessageContaining("actions.csv:1: expected a date");
  }
}
