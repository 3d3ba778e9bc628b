package io.qbrain.data.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qbrain.model.AccountId;
import io.qbrain.model.Currency;
import io.qbrain.model.Effect;
import io.qbrain.model.Instance;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.RiskScope;
import io.qbrain.model.StateData;
import io.qbrain.model.StrategyRef;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Effects as JSON, exactly: ids and decimals in their text form, times as numbers. {@link #read}
 * and {@link #write} are inverse; what is missing or ill-formed is refused by its name.
 */
final class EffectJson {
  /** The version of this form; raised when it changes, and older ones stay readable. */
  static final short FORMAT = 1;

  private final JsonMapper mapper = new JsonMapper();

  String write(List<Effect> effects) {
    return array(writeEach(effects));
  }

  /** Writes each effect as an object. */
  List<String> writeEach(List<Effect> effects) {
    List<String> objects = new ArrayList<>(effects.size());
    for (Effect effect : effects) {
      ObjectNode object = mapper.createObjectNode();
      write(effect, object);
      objects.add(object.toString());
    }
    return objects;
  }

  /** Returns objects as one array. */
  static String array(List<String> objects) {
    return "[" + String.join(",", objects) + "]";
  }

  List<Effect> read(short format, String json) {
    if (format != FORMAT) {
      throw new IllegalArgumentException(
          "expected effects in form " + FORMAT + ", found form " + format);
    }
    JsonNode array;
    try {
      array = mapper.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("expected effects as JSON, found " + json, e);
    }
    List<Effect> effects = new ArrayList<>(array.size());
    for (JsonNode node : array) {
      effects.add(read(node));
    }
    return effects;
  }

  /** Writes names and texts as a JSON object. */
  String writeTexts(Map<String, String> texts) {
    ObjectNode object = mapper.createObjectNode();
    texts.forEach(object::put);
    return object.toString();
  }

  private static void write(Effect effect, ObjectNode to) {
    if (effect instanceof Effect.InstrumentListed listed) {
      writeInstrument(listed.instrument(), to.put("effect", "instrument"));
    } else if (effect instanceof Effect.InstanceChanged changed) {
      writeInstance(changed.instance(), to.put("effect", "instance"));
    } else if (effect instanceof Effect.OrderChanged changed) {
      OrderJson.write(changed, to.put("effect", "order"));
    } else if (effect instanceof Effect.LedgerPosted posted) {
      AccountingJson.write(posted.entry(), to.put("effect", "ledger"));
    } else if (effect instanceof Effect.KillChanged kill) {
      to.put("effect", "kill")
          .put("scope", kill.scope().toString())
          .put("latched", kill.latched())
          .put("reason", kill.reason());
    } else if (effect instanceof Effect.TimerChanged timer) {
      to.put("effect", "timer")
          .put("instance", timer.instance().toString())
          .put("name", timer.name())
          .put("due", timer.dueNanos())
          .put("pending", timer.pending());
    } else if (effect instanceof Effect.StateSaved saved) {
      to.put("effect", "state")
          .put("instance", saved.instance().toString())
          .put("version", saved.stateVersion())
          .put("state", Base64.getEncoder().encodeToString(saved.state().bytes()));
    } else if (effect instanceof Effect.RateRecorded recorded) {
      AccountingJson.write(recorded.rate(), to.put("effect", "rate"));
    } else if (effect instanceof Effect.ActionApplied applied) {
      AccountingJson.write(applied.action(), to.put("effect", "action"));
    } else {
      writeAccount(effect, to);
    }
  }

  private static void writeAccount(Effect effect, ObjectNode to) {
    if (effect instanceof Effect.RateAnnounced e) {
      AccountingJson.write(e.rate(), to.put("effect", "rate-announced"));
    } else if (effect instanceof Effect.ActionAnnounced e) {
      AccountingJson.write(e.action(), to.put("effect", "action-announced"));
    } else if (effect instanceof Effect.AnnouncementWithdrawn e) {
      to.put("effect", "withdrawn").put("key", e.key()).put("reason", e.reason());
    } else if (effect instanceof Effect.TermsChanged e) {
      to.put("effect", "terms")
          .put("currency", e.currency().toString())
          .put("terms", e.terms())
          .put("reason", e.reason());
    } else if (effect instanceof Effect.RequestDone e) {
      to.put("effect", "request").put("id", e.id()).put("what", e.what());
    } else if (effect instanceof Effect.RolloverDone e) {
      to.put("effect", "rollover").put("day", e.epochDay());
    } else {
      throw new IllegalStateException("an effect without a JSON form: " + effect);
    }
  }

  private static Effect read(JsonNode from) {
    String type = JsonFields.text(from, "effect");
    return switch (type) {
      case "instrument" -> new Effect.InstrumentListed(readInstrument(from));
      case "instance" -> new Effect.InstanceChanged(readInstance(from));
      case "order" -> OrderJson.read(from);
      case "ledger" -> new Effect.LedgerPosted(AccountingJson.readEntry(from));
      case "kill" ->
          new Effect.KillChanged(
              RiskScope.parse(JsonFields.text(from, "scope")),
              JsonFields.bool(from, "latched"),
              JsonFields.text(from, "reason"));
      case "timer" ->
          new Effect.TimerChanged(
              InstanceId.of(JsonFields.text(from, "instance")),
              JsonFields.text(from, "name"),
              JsonFields.number(from, "due"),
              JsonFields.bool(from, "pending"));
      case "state" ->
          new Effect.StateSaved(
              InstanceId.of(JsonFields.text(from, "instance")),
              Math.toIntExact(JsonFields.number(from, "version")),
              StateData.of(Base64.getDecoder().decode(JsonFields.text(from, "state"))));
      case "rate" -> new Effect.RateRecorded(AccountingJson.readRate(from));
      case "action" -> new Effect.ActionApplied(AccountingJson.readAction(from));
      case "rate-announced" -> new Effect.RateAnnounced(AccountingJson.readRate(from));
      case "action-announced" -> new Effect.ActionAnnounced(AccountingJson.readAction(from));
      case "withdrawn" ->
          new Effect.AnnouncementWithdrawn(
              JsonFields.text(from, "key"), JsonFields.text(from, "reason"));
      case "terms" ->
          new Effect.TermsChanged(
              Currency.of(JsonFields.text(from, "currency")),
              JsonFields.text(from, "terms"),
              JsonFields.text(from, "reason"));
      case "request" ->
          new Effect.RequestDone(JsonFields.text(from, "id"), JsonFields.text(from, "what"));
      case "rollover" -> new Effect.RolloverDone(JsonFields.number(from, "day"));
      default -> throw new IllegalArgumentException("expected an effect, found '" + type + "'");
    };
  }

  private static void writeInstrument(Instrument instrument, ObjectNode to) {
    to.put("id", instrument.id().toString())
        .put("kind", instrument.kind().name())
        .put("currency", instrument.currency().toString())
        .put("tickSize", instrument.tickSize().toString())
        .put("lotSize", instrument.lotSize().toString())
        .put("multiplier", instrument.multiplier().toString())
        .put("marginPerContract", instrument.marginPerContract().toString());
    instrument
        .averageDailyVolume()
        .ifPresent(value -> to.put("averageDailyVolume", value.toString()));
    instrument.maxOrderQuantity().ifPresent(value -> to.put("maxOrderQuantity", value.toString()));
    instrument.market().ifPresent(value -> to.put("market", value));
    if (instrument.isRestricted()) {
      to.put("restricted", true);
    }
    AccountingJson.writeTerms(instrument, to);
  }

  private static Instrument readInstrument(JsonNode from) {
    Instrument.Builder builder =
        Instrument.builder(
                InstrumentId.of(JsonFields.text(from, "id")),
                Currency.of(JsonFields.text(from, "currency")))
            .tickSize(Price.parse(JsonFields.text(from, "tickSize")))
            .lotSize(Quantity.parse(JsonFields.text(from, "lotSize")));
    AccountingJson.readTerms(from, builder);
    if (from.has("averageDailyVolume")) {
      builder.averageDailyVolume(Quantity.parse(JsonFields.text(from, "averageDailyVolume")));
    }
    if (from.has("maxOrderQuantity")) {
      builder.maxOrderQuantity(Quantity.parse(JsonFields.text(from, "maxOrderQuantity")));
    }
    if (from.has("restricted")) {
      builder.restricted(JsonFields.bool(from, "restricted"));
    }
    if (from.has("market")) {
      builder.market(JsonFields.text(from, "market"));
    }
    return builder.build();
  }

  private static void writeInstance(Instance instance, ObjectNode to) {
    to.put("id", instance.id().toString())
        .put("account", instance.account().toString())
        .put("strategy", instance.strategy().toString())
        .put("mode", instance.mode().name())
        .put("capital", instance.capital().toString())
        .put("state", instance.state().name())
        .put("reason", instance.reason());
    instance.parameters().forEach(to.putObject("parameters")::put);
  }

  private static Instance readInstance(JsonNode from) {
    TreeMap<String, String> parameters = new TreeMap<>();
    JsonNode given = JsonFields.field(from, "parameters");
    given.properties().forEach(entry -> parameters.put(entry.getKey(), entry.getValue().asText()));
    return new Instance(
        InstanceId.of(JsonFields.text(from, "id")),
        AccountId.of(JsonFields.text(from, "account")),
        StrategyRef.parse(JsonFields.text(from, "strategy")),
        parameters,
        Instance.Mode.valueOf(JsonFields.text(from, "mode")),
        Money.parse(JsonFields.text(from, "capital")),
        Instance.State.valueOf(JsonFields.text(from, "state")),
        JsonFields.text(from, "reason"));
  }
}
