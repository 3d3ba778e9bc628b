package io.qbrain.kernel;

import io.qbrain.model.Order;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A message of the order state change matrices; the file's header says what its columns mean. */
record FixRow(
    String matrix,
    String message,
    String execType,
    String ordStatus,
    String orderQty,
    String cumQty,
    String leavesQty,
    String lastQty,
    String ours,
    String cause,
    String line) {

  private static final int COLUMNS = 13;

  static Map<String, List<FixRow>> byMatrix() throws IOException {
    Map<String, List<FixRow>> matrices = new LinkedHashMap<>();
    try (InputStream in =
            Objects.requireNonNull(
                FixRow.class.getResourceAsStream("fix44-order-state-changes.csv"));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(FixRow::of)
          .forEach(r -> matrices.computeIfAbsent(r.matrix, m -> new ArrayList<>()).add(r));
    }
    return matrices;
  }

  private static FixRow of(String line) {
    String[] f = line.split(",", -1);
    if (f.length != COLUMNS) {
      throw new IllegalStateException("expected " + COLUMNS + " columns, found " + line);
    }
    return new FixRow(f[0], f[3], f[4], f[5], f[6], f[7], f[8], f[9], f[10], f[11], line);
  }

  boolean isSkipped() {
    return ours.equals("skip");
  }

  /** Returns whether nothing of it comes to us or goes out from us. */
  boolean isNothing() {
    return ours.equals("none") || message.equals("-");
  }

  /** Returns the code with which we refuse to send it, or an empty text. */
  String denial() {
    return ours.startsWith("denied ") ? ours.substring("denied ".length()) : "";
  }

  /** Returns the price behind the @ of a number, or the one that has none. */
  static String price(String number, String otherwise) {
    int at = number.indexOf('@');
    return at < 0 ? otherwise : number.substring(at + 1);
  }

  static String quantity(String number) {
    int at = number.indexOf('@');
    return at < 0 ? number : number.substring(0, at);
  }

  /** Returns how our order is to stand after it: status, quantity, filled, left. */
  String expected(String before) {
    String[] was = before.split(" ");
    if (isNothing() || !denial().isEmpty() || ours.equals("unknown")) {
      return before;
    }
    if (ours.indexOf(' ') > 0) {
      return ours;
    }
    String status = ours.isEmpty() ? status(was[0]) : ours;
    boolean isNew = message.equals("New");
    boolean asks = message.equals("Cancel") || message.equals("Replace");
    return status
        + " "
        + (asks || orderQty.isEmpty() ? was[1] : orderQty)
        + " "
        + (isNew ? "0" : cumQty.isEmpty() ? was[2] : quantity(cumQty))
        + " "
        + (isNew ? orderQty : leavesQty.isEmpty() ? was[3] : leavesQty);
  }

  private String status(String before) {
    return switch (message) {
      case "New" -> "SUBMITTED";
      case "Cancel" -> "PENDING_CANCEL";
      case "Replace" -> "PENDING_REPLACE";
      case "Status" -> before;
      default ->
          switch (ordStatus) {
            case "New" -> "ACCEPTED";
            case "PartiallyFilled" -> "PARTIALLY_FILLED";
            case "Filled" -> "FILLED";
            case "PendingCancel" -> "PENDING_CANCEL";
            case "PendingReplace" -> "PENDING_REPLACE";
            case "Canceled" -> "CANCELED";
            case "Rejected" -> "REJECTED";
            case "DoneForDay" -> "EXPIRED";
            default -> throw new IllegalStateException("no status for " + line);
          };
    };
  }

  static String standing(Order order) {
    return order.status()
        + " "
        + order.quantity()
        + " "
        + order.filledQuantity()
        + " "
        + order.leavesQuantity();
  }
}
