package io.qbrain.data.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.qbrain.model.EventTopic;
import io.qbrain.model.LoggedEvent;
import io.qbrain.port.EventProjection;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
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
        values (?, (to_timestamp(?::numeric / 1000000000) at time zone 'UTC')::date, ?, ?, ?,
                1, ?, ?, ?, ?)
        on conflict (account, day, instance, instrument, currency) do update
          set fills = t.fills + 1,
              bought = t.bought + excluded.bought,
              sold = t.sold + excluded.sold,
              turnover = t.turnover + excluded.turnover,
              fees = t.fees + excluded.fees
      """;

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
    try (PreparedStatement add = connection.prepareStatement(ADD)) {
      for (LoggedEvent event : events) {
        if (event.type().equals("order.filled")) {
          add(add, event);
        }
      }
      add.executeBatch();
    }
  }

  private void add(PreparedStatement add, LoggedEvent event) throws SQLException {
    JsonNode data = read(event);
    JsonNode fill = data.path("fill");
    BigDecimal quantity = number(fill, "quantity", event);
    boolean buy = fill.path("side").asText().equals("BUY");
    String fee = fill.path("fee").asText();
    int space = fee.indexOf(' ');
    if (space < 1) {
      throw new SQLException("expected a fee such as '0.35 USD' in " + event.id());
    }
    add.setString(1, event.stream());
    add.setLong(2, fill.path("time").asLong(event.timeNanos()));
    add.setString(3, data.path("instance").asText());
    add.setString(4, data.path("request").path("instrument").asText());
    add.setString(5, fee.substring(space + 1));
    add.setBigDecimal(6, buy ? quantity : BigDecimal.ZERO);
    add.setBigDecimal(7, buy ? BigDecimal.ZERO : quantity);
    add.setBigDecimal(8, quantity.multiply(number(fill, "price", event)));
    add.setBigDecimal(9, new BigDecimal(fee.substring(0, space)));
    add.addBatch();
  }

  private JsonNode read(LoggedEvent event) throws SQLException {
    try {
      return mapper.readTree(event.data());
    } catch (JsonProcessingException e) {
      throw new SQLException("expected JSON in " + event.id(), e);
    }
  }

  private static BigDecimal number(JsonNode fill, String name, LoggedEvent event)
      throws SQLException {
    try {
      return new BigDecimal(fill.path(name).asText());
    } catch (NumberFormatException e) {
      throw new SQLException("expected a number as " + name + " of the fill in " + event.id(), e);
    }
  }
}
