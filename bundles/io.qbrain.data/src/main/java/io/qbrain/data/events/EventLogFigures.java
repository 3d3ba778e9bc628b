package io.qbrain.data.events;

import io.qbrain.data.PostgresDatabase;
import io.qbrain.port.Metric;
import io.qbrain.port.MetricSource;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** How many events the log has had: its rate is the messages a minute of the event log. */
@Component(service = MetricSource.class)
public final class EventLogFigures implements MetricSource {
  private static final Metric EVENTS =
      Metric.counter(
          "qbrain_event_log_events_total",
          "numbers that were given to events of the log since it was made, by all nodes");

  private final PostgresDatabase database;

  /** Reads the log of a database. */
  @Activate
  public EventLogFigures(@Reference PostgresDatabase database) {
    this.database = database;
  }

  @Override
  public String name() {
    return "event-log";
  }

  @Override
  public List<Metric.Sample> read() {
    long numbers =
        database.query(
            connection -> {
              try (var statement = connection.createStatement();
                  var rows =
                      statement.executeQuery(
                          "select case when is_called then last_value else 0 end"
                              + " from event_number")) {
                rows.next();
                return rows.getLong(1);
              }
            });
    return List.of(EVENTS.of(numbers));
  }
}
