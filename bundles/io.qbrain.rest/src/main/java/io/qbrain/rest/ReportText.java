package io.qbrain.rest;

import io.qbrain.model.Report;
import io.qbrain.model.Report.Fact;
import io.qbrain.model.Report.Table;
import java.util.List;

/** Reports as files: comma-separated values, or a page without scripts. */
final class ReportText {
  private static final String STYLE =
      "body{font-family:sans-serif;margin:2em}table{border-collapse:collapse;margin:1em 0}"
          + "td,th{border:1px solid #ccc;padding:.2em .6em;text-align:left}"
          + "td{font-variant-numeric:tabular-nums}";

  private ReportText() {}

  /** The facts, then each table under its name; RFC 4180. */
  static String csv(Report report) {
    StringBuilder out = new StringBuilder();
    line(out, List.of("name", "value"));
    for (Fact fact : report.facts()) {
      line(out, List.of(fact.name(), fact.value()));
    }
    for (Table table : report.tables()) {
      out.append("\r\n");
      line(out, List.of(table.name()));
      line(out, table.columns());
      table.rows().forEach(row -> line(out, row));
    }
    return out.toString();
  }

  private static void line(StringBuilder out, List<String> values) {
    for (int i = 0; i < values.size(); i++) {
      out.append(i == 0 ? "" : ",").append(quoted(values.get(i)));
    }
    out.append("\r\n");
  }

  private static String quoted(String value) {
    return value.matches("[^\",\\r\\n]*") ? value : '"' + value.replace("\"", "\"\"") + '"';
  }

  static String html(Report report) {
    StringBuilder out = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head>");
    out.append("<meta charset=\"utf-8\"><title>")
        .append(escaped(report.title()))
        .append("</title><style>")
        .append(STYLE)
        .append("</style></head>\n<body><h1>")
        .append(escaped(report.title()))
        .append("</h1>\n<table>\n");
    for (Fact fact : report.facts()) {
      out.append("<tr>");
      cell(out, "th", fact.name());
      cell(out, "td", fact.value());
      out.append("</tr>\n");
    }
    out.append("</table>\n");
    report.tables().forEach(table -> table(out, table));
    return out.append("</body></html>\n").toString();
  }

  private static void table(StringBuilder out, Table table) {
    out.append("<h2>").append(escaped(table.name())).append("</h2>\n<table>\n<tr>");
    table.columns().forEach(column -> cell(out, "th", column));
    out.append("</tr>\n");
    for (List<String> row : table.rows()) {
      out.append("<tr>");
      row.forEach(value -> cell(out, "td", value));
      out.append("</tr>\n");
    }
    out.append("</table>\n");
  }

  private static void cell(StringBuilder out, String tag, String text) {
    out.append('<').append(tag).append('>').append(escaped(text)).append("</").append(tag);
    out.append('>');
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
