package io.qbrain.series;

import io.qbrain.model.CorporateAction;
import io.qbrain.model.Currency;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.Times;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits and dividends of one instrument, in a text file of rows {@code date,action,value} in order
 * of dates: {@code 2014-06-09,split,7:1} and {@code 2014-08-07,dividend,0.47}. The date is the ex
 * date: the first day on which the price is without it. A dividend may have the date on which it is
 * paid as a fourth column: {@code 2014-08-07,dividend,0.47,2014-08-14}; else it is paid at once.
 */
public final class ActionFile {
  private ActionFile() {}

  /**
   * Reads a file.
   *
   * @param zone the zone that the dates are of
   * @throws SeriesException if it is not there or a line is no action
   */
  public static List<CorporateAction> read(
      Path path, InstrumentId instrument, Currency currency, ZoneId zone) {
    List<CorporateAction> actions = new ArrayList<>();
    BarFiles.read(
        path,
        (name, text) -> {
          LineReader lines = new LineReader(text, name);
          rows(lines, name, new Reader(instrument, currency, zone), actions);
        });
    return List.copyOf(actions);
  }

  private static void rows(
      LineReader lines, String name, Reader reader, List<CorporateAction> actions)
      throws IOException {
    Fields fields = new Fields();
    while (lines.next()) {
      if (lines.isEmpty() || lines.text().startsWith("date,")) {
        continue;
      }
      fields.split(lines, ',');
      try {
        CorporateAction action = reader.action(fields.texts());
        if (!actions.isEmpty() && action.exNanos() < actions.get(actions.size() - 1).exNanos()) {
          throw new IllegalArgumentException("rows in order of dates");
        }
        actions.add(action);
      } catch (IllegalArgumentException | DateTimeException e) {
        throw new SeriesException(
            name
                + ":"
                + lines.line()
                + ": expected a date not before the one above, and an action such as"
                + " 2014-06-09,split,7:1 or 2014-08-07,dividend,0.47, found '"
                + lines.text()
                + "'",
            e);
      }
    }
  }

  private record Reader(InstrumentId instrument, Currency currency, ZoneId zone) {

    CorporateAction action(List<String> fields) {
      boolean isPaidLater = fields.size() == 4 && fields.get(1).equals("dividend");
      if (fields.size() != 3 && !isPaidLater) {
        throw new IllegalArgumentException("three columns");
      }
      long ex = start(fields.get(0));
      String value = fields.get(2);
      return switch (fields.get(1)) {
        case "dividend" ->
            new CorporateAction.Dividend(
                instrument,
                Money.parse(value + " " + currency),
                ex,
                isPaidLater ? start(fields.get(3)) : ex);
        case "split" -> {
          int colon = value.indexOf(':');
          yield new CorporateAction.Split(
              instrument,
              Long.parseLong(value.substring(0, Math.max(colon, 0))),
              Long.parseLong(value.substring(colon + 1)),
              ex);
        }
        default -> throw new IllegalArgumentException("split or dividend");
      };
    }

    private long start(String day) {
      return Times.nanos(LocalDate.parse(day).atStartOfDay(zone).toInstant());
    }
  }
}
