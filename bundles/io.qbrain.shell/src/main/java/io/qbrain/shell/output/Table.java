package io.qbrain.shell.output;

import io.qbrain.model.Money;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.karaf.shell.support.table.Col;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a listing.
 *
 * @param <T> what a row shows
 */
public final class Table<T> {
  private enum Kind {
    TEXT,
    NUMBER,
    MONEY,
    PROFIT;

    boolean isMoney() {
      return this == MONEY || this == PROFIT;
    }
  }

  private record Column<T>(
      String header, Kind kind, Function<T, ? extends @Nullable Object> value) {}

  private final String whenEmpty;
  private final List<Column<T>> columns;

  private Table(String whenEmpty, List<Column<T>> columns) {
    this.whenEmpty = whenEmpty;
    this.columns = columns;
  }

  /** Returns a table without columns. */
  public static <T> Table<T> of(Class<T> row, String whenEmpty) {
    return new Table<>(whenEmpty, List.of());
  }

  /** Returns this with a column of texts. */
  public Table<T> text(String header, Function<T, ? extends @Nullable Object> value) {
    return with(new Column<>(header, Kind.TEXT, value));
  }

  /** Returns this with a column of numbers, to the right. */
  public Table<T> number(String header, Function<T, ? extends @Nullable Object> value) {
    return with(new Column<>(header, Kind.NUMBER, value));
  }

  /** Returns this with a column of amounts, to the right; in CSV amount and currency. */
  public Table<T> money(String header, Function<T, Money> value) {
    return with(new Column<>(header, Kind.MONEY, value));
  }

  /** Returns this with a column of amounts that show their sign. */
  public Table<T> profit(String header, Function<T, Money> value) {
    return with(new Column<>(header, Kind.PROFIT, value));
  }

  private Table<T> with(Column<T> column) {
    List<Column<T>> all = new ArrayList<>(columns);
    all.add(column);
    return new Table<>(whenEmpty, List.copyOf(all));
  }

  void print(PrintStream out, List<T> rows, boolean plain) {
    ShellTable table = new ShellTable().emptyTableText(whenEmpty);
    for (Column<T> column : columns) {
      Col col = table.column(column.header());
      if (column.kind() != Kind.TEXT) {
        col.alignRight();
      }
    }
    for (T row : rows) {
      Object[] cells = columns.stream().map(c -> shown(c, row)).toArray();
      table.addRow().addContent(cells);
    }
    table.print(out, !plain);
  }

  /** Returns a row as text, two spaces between its cells. */
  String line(T row) {
    return columns.stream().map(c -> shown(c, row)).collect(Collectors.joining("  "));
  }

  private static <T> String shown(Column<T> column, T row) {
    Object value = column.value().apply(row);
    return column.kind() == Kind.PROFIT && value instanceof Money money
        ? Cell.signed(money)
        : Cell.shown(value);
  }

  void csv(PrintStream out, List<T> rows, boolean plain) {
    if (!plain) {
      List<String> header = new ArrayList<>();
      for (Column<T> column : columns) {
        header.add(column.header());
        if (column.kind().isMoney()) {
          header.add(column.header() + " currency");
        }
      }
      Csv.line(out, header);
    }
    for (T row : rows) {
      List<String> values = new ArrayList<>();
      for (Column<T> column : columns) {
        Object value = column.value().apply(row);
        values.add(Cell.exact(value));
        if (value instanceof Money money) {
          values.add(money.currency().toString());
        }
      }
      Csv.line(out, values);
    }
  }
}
