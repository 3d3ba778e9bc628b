package io.qbrain.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.model.Fixed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountTermsTest {
  @Test
  void aTextChangesWhatItNames() {
    AccountTerms terms =
        AccountTerms.DEFAULT.and(
            "positions=hedging, profit=ieee-cents, conversion=on-request, settlement=required,"
                + " rollover=forex, maintenance=0.5, borrow-days=365");
    assertThat(terms)
        .isEqualTo(
            new AccountTerms(
                PositionMode.HEDGING,
                ProfitArithmetic.IEEE_CENTS,
                AccountTerms.Conversion.ON_REQUEST,
                AccountTerms.Settlement.REQUIRED,
                Fixed.parse("0.5"),
                RolloverRule.FOREX,
                365));
    assertThat(AccountTerms.DEFAULT.and("")).isEqualTo(AccountTerms.DEFAULT);
    assertThat(terms.and("rollover=none").rollover()).isEqualTo(RolloverRule.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "netting             | expected terms of positions",
        "positions=both      | expected one of [netting, hedging], found 'both'",
        "maintenance=2       | expected 0 <= maintenanceShare <= 1, found 2",
        "rollover=daily      | expected the rollover none, forex or nautilus, found 'daily'",
        "borrow-days=0       | expected borrowDays >= 1, found 0"
      })
  void whatIsUnknownIsNamed(String text, String message) {
    assertThatThrownBy(() -> AccountTerms.DEFAULT.and(text)).hasMessageContaining(message);
  }
}
