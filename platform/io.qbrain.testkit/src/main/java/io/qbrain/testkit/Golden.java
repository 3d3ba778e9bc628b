package io.qbrain.testkit;

import io.qbrain.backtest.BacktestResult;
import io.qbrain.model.Effect;
import io.qbrain.model.Fill;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.Order;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The fingerprint of a result, for tests that notice any change. */
public final class Golden {
  private static final int SHOWN_BYTES = 8;

  private Golden() {}

  /**
   * Returns the first 16 hexadecimal digits of the SHA-256 of what the kernel decided: each change
   * of an order with its fill, and each ledger entry, in order.
   */
  public static String fingerprint(BacktestResult result) {
    MessageDigest digest = sha256();
    for (Effect effect : result.effects()) {
      String line =
          effect instanceof Effect.OrderChanged o
              ? order(o)
              : effect instanceof Effect.LedgerPosted p ? entry(p.entry()) : "";
      digest.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest(), 0, SHOWN_BYTES);
  }

  private static String order(Effect.OrderChanged changed) {
    Order o = changed.order();
    Fill f = changed.fill();
    return "O|"
        + o
        + "|"
        + o.updatedNanos()
        + "|"
        + o.reason()
        + (f == null ? "" : "|" + f.quantity() + "|" + f.price() + "|" + f.fee())
        + "\n";
  }

  private static String entry(LedgerEntry entry) {
    return "L|"
        + entry.number()
        + "|"
        + entry.timeNanos()
        + "|"
        + entry.kind()
        + "|"
        + entry.postings()
        + "\n";
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
