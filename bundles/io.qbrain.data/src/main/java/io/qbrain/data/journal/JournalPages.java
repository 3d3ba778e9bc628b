package io.qbrain.data.journal;

import io.qbrain.model.AccountId;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Effect;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Order;
import io.qbrain.port.History.OrderPlace;
import io.qbrain.port.History.TurnFilter;
import io.qbrain.port.History.TurnText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Orders and turns by pages. An order is read from the turn that changed it last, whole. */
final class JournalPages {
  private static final String BEFORE_ORDER = " and (created_nanos, id collate \"C\") < (?, ?)";
  private static final String ORDERS =
      "select o.id, t.format, t.effects from (select account, id, turn, created_nanos from"
          + " trading_order where account = ?%s"
          + BEFORE_ORDER
          + " order by created_nanos desc, id collate \"C\" desc limit ?) o"
          + " join turn t on t.account = o.account and t.sequence = o.turn"
          + " order by o.created_nanos desc, o.id collate \"C\" desc";

  /** Orders of an account. */
  static final String ORDERS_PAGE = ORDERS.formatted("");

  /** Orders of an instance. */
  static final String INSTANCE_ORDERS_PAGE = ORDERS.formatted(" and instance = ?");

  private static final String TURN = "sequence, time_nanos, received_nanos, effects";
  private static final String BEFORE_TURN = " and sequence < ? order by sequence desc limit ?";

  /** All turns. */
  static final String TURNS_PAGE = "select " + TURN + " from turn where account = ?" + BEFORE_TURN;

  /** Turns that denied an order. */
  static final String DENIALS_PAGE =
      "select "
          + TURN
          + " from turn where account = ? and effects @> '[{\"status\": \"DENIED\"}]'"
          + BEFORE_TURN;

  /** Turns that switched trading off or on. */
  static final String KILLS_PAGE =
      "select "
          + TURN
          + " from turn where account = ? and effects @> '[{\"effect\": \"kill\"}]'"
          + BEFORE_TURN;

  /** Turns that changed something of an id; few, so they are found first and put in order then. */
  static final String ID_PAGE =
      "with found as materialized (select account, "
          + TURN
          + " from turn where jsonb_path_query_array(effects, '$[*].id') @> to_jsonb(?::text))"
          + " select "
          + TURN
          + " from found where account = ?"
          + BEFORE_TURN;

  private final EffectJson json = new EffectJson();

  List<Order> orders(
      Connection connection,
      AccountId account,
      Optional<InstanceId> instance,
      Optional<OrderPlace> before,
      int limit)
      throws SQLException {
    String page = instance.isEmpty() ? ORDERS_PAGE : INSTANCE_ORDERS_PAGE;
    try (PreparedStatement query =
        connection.prepareStatement(before.isEmpty() ? page.replace(BEFORE_ORDER, "") : page)) {
      int at = 1;
      query.setString(at++, account.toString());
      if (instance.isPresent()) {
        query.setString(at++, instance.get().toString());
      }
      if (before.isPresent()) {
        query.setLong(at++, before.get().createdNanos());
        query.setString(at++, before.get().order().toString());
      }
      query.setInt(at, limit);
      List<Order> orders = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          ClientOrderId id = ClientOrderId.of(rows.getString(1));
          orders.add(order(id, json.read(rows.getShort(2), rows.getString(3))));
        }
      }
      return orders;
    }
  }

  private static Order order(ClientOrderId id, List<Effect> effects) {
    Order found = null;
    for (Effect effect : effects) {
      if (effect instanceof Effect.OrderChanged changed && changed.order().id().equals(id)) {
        found = changed.order();
      }
    }
    if (found == null) {
      throw new IllegalStateException("expected order " + id + " in its last turn, found none");
    }
    return found;
  }

  List<TurnText> turns(
      Connection connection, AccountId account, TurnFilter filter, OptionalLong before, int limit)
      throws SQLException {
    String page =
        filter.id().isPresent()
            ? ID_PAGE
            : switch (filter.what()) {
              case ALL -> TURNS_PAGE;
              case DENIALS -> DENIALS_PAGE;
              case KILLS -> KILLS_PAGE;
            };
    try (PreparedStatement query = connection.prepareStatement(page)) {
      int at = 1;
      if (filter.id().isPresent()) {
        query.setString(at++, filter.id().get());
      }
      query.setString(at++, account.toString());
      query.setLong(at++, before.orElse(Long.MAX_VALUE));
      query.setInt(at, limit);
      List<TurnText> turns = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          turns.add(
              new TurnText(rows.getLong(1), rows.getLong(2), rows.getLong(3), rows.getString(4)));
        }
      }
      return turns;
    }
  }
}
