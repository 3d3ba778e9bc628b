package io.qbrain.data.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.model.CorporateAction;
import io.qbrain.model.Effect;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.Turn;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EffectJsonTest {
  private final EffectJson json = new EffectJson();

  @Test
  void readsExactlyWhatItWrote() {
    Turns turns = new Turns("paper");
    List<Turn> all = new ArrayList<>();
    all.add(turns.setup());
    all.addAll(turns.orderLife(1));
    all.add(turns.everythingElse());
    all.add(turns.nonsense());
    for (Turn turn : all) {
      assertThat(json.read(EffectJson.FORMAT, json.write(turn.effects())))
          .isEqualTo(turn.effects());
    }
  }

  @Test
  void coversEveryKindOfEffect() {
    Turns turns = new Turns("paper");
    List<Effect> all = new ArrayList<>(turns.setup().effects());
    turns.orderLife(1).forEach(turn -> all.addAll(turn.effects()));
    all.addAll(turns.everythingElse().effects());
    assertThat(all.stream().map(Object::getClass).distinct().toList())
        .hasSameSizeAs(Effect.class.getPermittedSubclasses());
  }

  @Test
  void aDividendOfAnOlderJournalIsPaidAtItsExTime() {
    String old =
        "[{\"effect\":\"action\",\"instrument\":\"SPY.ARCA\",\"ex\":7,\"perShare\":\"1.4 USD\"}]";
    assertThat(json.read(EffectJson.FORMAT, old))
        .containsExactly(
            new Effect.ActionApplied(
                new CorporateAction.Dividend(
                    InstrumentId.of("SPY.ARCA"), Money.parse("1.4 USD"), 7, 7)));
    assertThat(json.write(json.read(EffectJson.FORMAT, old)))
        .isEqualTo(old.replace("1.4 ", "1.40 "));
  }

  @Test
  void namesWhatIsMissingOrUnknown() {
    assertThatThrownBy(() -> json.read(EffectJson.FORMAT, "[{\"effect\":\"kill\"}]"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("scope");
    assertThatThrownBy(() -> json.read(EffectJson.FORMAT, "[{\"effect\":\"wish\"}]"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("wish");
    assertThatThrownBy(() -> json.read((short) 2, "[]"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("form 2");
    assertThatThrownBy(() -> json.read(EffectJson.FORMAT, "[{"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
