package io.qbrain.model;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a task found, to be kept and read later: facts and tables, in order.
 *
 * <p>Kind, subject and key together name a report: {@code account-daily}, {@code paper}, {@code
 * 2026-01-02}. There is one of a name; a later one takes its place.
 *
 * @param kind what it is about, in the syntax {@code [a-z][a-z0-9-]{0,59}}
 * @param subject of what: an account, a market, a batch; 1 to 200 characters
 * @param key which of them: a day, a digest; 1 to 200 characters
 * @param title one line for people
 * @param facts names and values
 * @param tables rows under column names
 * @since 1.1
 */
public record Report(
    String kind, String subject, String key, String title, List<Fact> facts, List<Table> tables) {
  private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]{0,59}");
  private static final int MAX_NAME = 200;

  /**
   * A name and its value.
   *
   * @param name what it is
   * @param value its value as text, exact
   */
  public record Fact(String name, String value) {}

  /**
   * Rows of texts.
   *
   * @param name what it lists
   * @param columns the columns' names
   * @param rows each with one text for each column
   */
  public record Table(String name, List<String> columns, List<List<String>> rows) {
    /** Copies, and checks that each row is as long as the header. */
    public Table {
      columns = List.copyOf(columns);
      rows = rows.stream().map(List::copyOf).toList();
      for (List<String> row : rows) {
        if (row.size() != columns.size()) {
          throw new IllegalArgumentException(
              "table "
                  + name
                  + ": expected "
                  + columns.size()
                  + " values for "
                  + columns
                  + ", found "
                  + row);
        }
      }
    }
  }

  /** Copies, and checks the name. */
  public Report {
    if (!KIND.matcher(kind).matches()) {
      throw new IllegalArgumentException(
          "expected a kind of report such as account-daily, found '" + kind + "'");
    }
    checkName("subject", subject);
    checkName("key", key);
    facts = List.copyOf(facts);
    tables = List.copyOf(tables);
  }

  private static void checkName(String what, String text) {
    if (text.isBlank() || text.length() > MAX_NAME) {
      throw new IllegalArgumentException(
          "expected 1 to "
              + MAX_NAME
              + " characters as the report's "
              + what
              + ", found '"
              + text
              + "'");
    }
  }
}
