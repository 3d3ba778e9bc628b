package io.qbrain.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.kernel.AccountKind;
import io.qbrain.kernel.FeeModel;
import io.qbrain.kernel.KernelSettings;
import io.qbrain.kernel.RiskProfile;
import io.qbrain.model.AccountId;
import io.qbrain.model.Currency;
import io.qbrain.model.Fixed;
import org.junit.jupiter.api.Test;

class PresetTest {

  @Test
  void presetsAreKnownByName() {
    assertThat(Preset.ALL).allSatisfy(p -> assertThat(Preset.named(p.name())).isSameAs(p));
    assertThatThrownBy(() -> Preset.named("mine"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "expected a preset of [default, lean, backtrader, backtesting.py, nautilus-l1,"
                + " zipline, canonical], found 'mine'");
  }

  @Test
  void changedPresetKeepsTheRest() {
    Preset preset =
        Preset.LEAN
            .withFees(FeeModel.parse("flat:1"))
            .withAccount(AccountKind.CASH, 1)
            .withProfile(RiskProfile.RETAIL);
    KernelSettings settings = preset.settings(AccountId.of("a"), Currency.USD);
    assertThat(settings.fees()).hasToString("flat 1 a fill");
    assertThat(settings.kind()).isEqualTo(AccountKind.CASH);
    assertThat(settings.profile()).isEqualTo(RiskProfile.RETAIL);
    assertThat(settings.sizeBuffer()).isEqualTo(Fixed.parse("0.0025"));
    assertThat(preset.venue().strictLimits()).isTrue();
  }

  @Test
  void rulesSayWhatTheyAre() {
    assertThat(Preset.LEAN.venue())
        .hasToString(
            "quote at the same close; limits traded through; slippage 0; any quantity; resting"
                + " orders where the market trades; triggered orders by the close of the bar;"
                + " changed orders meet the bar again; orders for the close PT15M30S before it;"
                + " between bars at the last price of PT1H; orders for the open while the market is"
                + " closed; fees 0.005 a share, at least 1, above that at most 0.5 %");
    assertThatThrownBy(() -> new VenueRules(false, -1, FeeModel.NONE))
        .hasMessage("expected a slippage >= 0, found -0.00000001");
  }
}
