package io.qbrain.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.Currency;
import io.qbrain.model.Fixed;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Quantity;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What is said to fit the limits of an order without finding them does fit them. */
class SureLimitsTest {
  private static RiskRules rules(RiskProfile profile) {
    KernelSettings settings = Desk.settings(AccountKind.CASH, 1, profile, "none");
    return new RiskRules(settings, new AccountState(settings));
  }

  private static Market market(long lot, long price, long maxQuantity) {
    Instrument instrument =
        Instrument.builder(InstrumentId.of("A.SIM"), Currency.USD)
            .lotSize(Quantity.ofRaw(lot))
            .maxOrderQuantity(Quantity.ofRaw(maxQuantity))
            .build();
    Market market = new Market(instrument, new RateTable(Currency.USD));
    market.set(price, 1);
    return market;
  }

  @Property
  void whatSurelyFitsIsNoMoreThanTheMost(
      @ForAll @IntRange(min = 0, max = 9) int lotDigits,
      @ForAll @LongRange(min = 1, max = 1_000_000_000_000_000L) long price,
      @ForAll @LongRange(min = 1, max = 10_000_000_000_000L) long maxQuantity,
      @ForAll @LongRange(min = 1, max = 10_000_000_000_000L) long quantity) {
    long lot = Math.round(Math.pow(10, lotDigits));
    RiskRules rules = rules(RiskProfile.RETAIL);
    Market market = market(lot, price, maxQuantity);
    if (rules.surelyFits(market, quantity)) {
      assertThat(quantity).isLessThanOrEqualTo(rules.mostAtMarket(market));
    }
  }

  @Example
  void mostQuantitiesSurelyFit() {
    Market market = market(Fixed.ONE, 100 * Fixed.ONE, 100_000 * Fixed.ONE);
    RiskRules rules = rules(RiskProfile.RETAIL);
    assertThat(rules.mostAtMarket(market)).isEqualTo(500 * Fixed.ONE);
    assertThat(rules.surelyFits(market, 250 * Fixed.ONE)).isTrue();
    assertThat(rules.surelyFits(market, 251 * Fixed.ONE)).isFalse();
    Market same = market(Fixed.ONE, 100 * Fixed.ONE, 100_000 * Fixed.ONE);
    assertThat(rules(RiskProfile.REFERENCE).surelyFits(same, 1_000_000 * Fixed.ONE)).isTrue();
  }
}
