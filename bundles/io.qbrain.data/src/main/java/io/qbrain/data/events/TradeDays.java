package io.qbrain.data.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.qbrain.model.EventTopic;
import io.qbrain.model.LoggedEvent;
import io.qbrain.model.Times;
import io.qbrain.port.EventProjection;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * What was traded per day, account, instance and instrument: fills, quantities, turnover and fees.
 * Turnover is quantity times price, without the contract's multiplier.
 */
@Component(service = EventProjection.class)
public final class TradeDays implements EventProjection {
  private static final String ADD =
      """
      insert into trade_day as t
        (account, day, instance, instrument, currency, fills, bought, sold, turnover, fees)
        values (?, ?::date, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (account, day, instance, instrument, currency) do update
          set fills = t.fills + excluded.fills,
              bought = t.bought + excluded.bought,
              sold = t.sold + excluded.sold,
              turnover = t.turnover + excluded.turnover,
              fees = t.fees + excluded.fees
      """;

  /** What a row is about, in the order of its columns. */
  private record Key(
      String account, String day, String instance, String instrument, String currency) {}

  private record Sums(
      long fills, BigDecimal bought, BigDecimal sold, BigDecimal turnover, BigDecimal fees) {
    Sums plus(Sums other) {
      return new Sums(
          fills + other.fills,
          bought.add(other.bought),
          sold.add(other.sold),
          turnover.add(other.turnover),
          fees.add(other.fees));
    }
  }

  private final JsonMapper mapper = new JsonMapper();

  @Activate
  public TradeDays() {}

  @Override
  public String name() {
    return "trade-days";
  }

  @Override
  public Set<EventTopic> topics() {
    return Set.of(EventTopic.AUDIT);
  }

  @Override
  public void clear(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("delete from trade_day");
    }
  }

  @Override
  public void apply(Connection connection, List<LoggedEvent> events) throws SQLException {
    Map<Key, Sums> days = new LinkedHashMap<>();
    for (LoggedEvent event : events) {
      if (event.type().equals("order.filled")) {
        add(event, days);
      }
    }
    try (PreparedStatement add = connection.prepareStatement(ADD)) {
      for (Map.Entry<Key, Sums> day : days.entrySet()) {
        Key key = day.getKey();
        Sums sums = day.getValue();
        add.setString(1, key.account());
        add.setString(2, key.day());
        add.setString(3, key.instance());
        add.setString(4, key.instrument());
        add.setString(5, key.currency());
        add.setLong(6, sums.fills());
        add.setBigDecimal(7, sums.bought());
        add.setBigDecimal(8, sums.sold());
        add.setBigDecimal(9, sums.turnover());
        add.setBigDecimal(10, sums.fees());
        add.addBatch();
      }
      add.executeBatch();
    }
  }

  private void add(LoggedEvent event, Map<Key, Sums> days) throws SQLException {
    JsonNode data = read(event);
    JsonNode fill = data.path("fill");
    String fee = fill.path("fee").asText();
    int space = fee.indexOf(' ');
    if (space < 1) {
      throw new SQLException("expected a fee such as '0.35 USD' in " + event.id());
    }
    Key key =
        new Key(
            event.stream(),
            Times.instant(fill.path("time").asLong(event.timeNanos()))
                .atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .toString(),
            data.path("instance").asText(),
            data.path("request").path("instrument").asText(),
            fee.substring(space + 1));
    BigDecimal quantity = number(fill.path("quantity").asText(), event);
    boolean buy = fill.path("side").asText().equals("BUY");
    days.merge(
        key,
        new Sums(
            1,
            buy ? quantity : BigDecimal.ZERO,
            buy ? BigDecimal.ZERO : quantity,
            quantity.multiply(number(fill.path("price").asText(), event)),
            number(fee.substring(0, space), event)),
        Sums::plus);
  }

  private JsonNode read(LoggedEvent event) throws SQLException {
    try {
      return mapper.readTree(event.data());
    } catch (JsonProcessingException e) {
      throw new SQLException("expected JSON in " + event.id(), e);
    }
  }

  private static BigDecimal number(String text, LoggedEvent event) throws SQLException {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new SQLException("expected a number in the fill of " + event.id() + ": " + text, e);
    }
  }
}
