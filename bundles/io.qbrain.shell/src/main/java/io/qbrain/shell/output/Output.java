package io.qbrain.shell.output;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** Where a command's answer goes, and in which form. */
public final class Output {
  private final PrintStream stream;
  private final Format format;
  private final boolean plain;

  /**
   * Makes an output.
   *
   * @param plain without header and borders; JSON on one line
   */
  public Output(PrintStream stream, Format format, boolean plain) {
    this.stream = stream;
    this.format = format;
    this.plain = plain;
  }

  /** Returns whether the answer is for a program: no prose in it. */
  public boolean isForProgram() {
    return format != Format.TABLE;
  }

  /** Returns whether the answer is comma-separated values. */
  public boolean isCsv() {
    return format == Format.CSV;
  }

  /** Writes rows; in JSON the {@code items} of an object. */
  public <T> void rows(Table<T> table, List<T> rows) {
    switch (format) {
      case TABLE -> table.print(stream, rows, plain);
      case JSON -> Json.print(stream, Map.of("items", rows), plain);
      case CSV -> table.csv(stream, rows, plain);
    }
  }

  /** Writes one row on a line of its own, at once; in JSON an object. */
  public <T> void line(Table<T> table, T row) {
    switch (format) {
      case TABLE -> stream.println(table.line(row));
      case JSON -> Json.print(stream, row, true);
      case CSV -> table.csv(stream, List.of(row), true);
    }
    stream.flush();
  }

  /** Returns whether nobody reads any more. */
  public boolean isBroken() {
    return stream.checkError();
  }

  /** Writes one thing; in JSON what the service returned. */
  public void details(Object answer, Details details) {
    switch (format) {
      case TABLE -> details.print(stream, plain);
      case JSON -> Json.print(stream, answer, plain);
      case CSV -> details.csv(stream, plain);
    }
  }

  /** Writes rows that explain the details above them: in a table only. */
  public <T> void more(String title, Table<T> table, List<T> rows) {
    if (format == Format.TABLE && !rows.isEmpty()) {
      if (!plain) {
        stream.println();
        stream.println(title);
      }
      table.print(stream, rows, plain);
    }
  }

  /** Writes what a change did: a sentence; in JSON what the service returned. */
  public void done(Object answer, String sentence) {
    if (format == Format.JSON) {
      Json.print(stream, answer, plain);
    } else {
      stream.println(sentence);
    }
  }

  /** Writes a hint under a table; nothing for programs. */
  public void hint(String sentence) {
    if (!isForProgram() && !plain) {
      stream.println(sentence);
    }
  }
}
